package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.market.Markets;
import io.darkswap.wasm.replication.BookStarter;

/**
 * Starts the engines of a log that is only read, as the client that writes it does: with
 * the settings that the log has, whatever its network.
 *
 * @param loader loads the module
 * @param url the module's URL
 */
public record ReplayStarter(SharedMemoryWasmLoader loader, String url) implements BookStarter {

	/** A replay has one caller, and no limit to its calls. */
	private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);

	@Override
	public Books start(BookSettings logged) {
		return starter(logged).start(logged);
	}

	@Override
	public Books restore(BookSettings logged, List<Markets.Opened> markets, EngineImage image, boolean newest) {
		// Mapping the file would extend it.
		EngineImage copied = new EngineImage(image.stacks(), image.memory(), Optional.empty());
		return starter(logged).restore(logged, markets, copied, newest);
	}

	@Override
	public EngineIdentity identity() {
		return settings(MemoryOptions.DEFAULT).identity();
	}

	@Override
	public EngineIdentity engineFor(EngineIdentity logged) {
		return identity();
	}

	@Override
	public void configure(Books books, BookSettings changed) {
		starter(changed).configure(books, changed);
	}

	@Override
	public void rebuilt(Books books) {
		throw new IllegalStateException("Nobody uses the books while they are replayed");
	}

	private EngineStarter starter(BookSettings logged) {
		int maximum = (int) (logged.limits().bookBytes() / Memory.PAGE_SIZE);
		MemoryOptions memory = new MemoryOptions(Math.min(MemoryOptions.DEFAULT.initial(), maximum), maximum, true);
		TradingFactory factory = new TradingFactory(settings(memory), new EventListeners(1, Clock.systemUTC()), () -> {
		});
		EngineIdentity identity = identity();
		return new EngineStarter(identity, Map.of(identity, factory), logged.network(), this::rebuilt);
	}

	private EngineSettings settings(MemoryOptions memory) {
		return new EngineSettings(this.loader, this.url, memory, new MonitoredClock(Clock.systemUTC()), 1, CALL_TIMEOUT,
				Duration.ZERO, Duration.ZERO, TradingLimits.DEFAULT);
	}

}
