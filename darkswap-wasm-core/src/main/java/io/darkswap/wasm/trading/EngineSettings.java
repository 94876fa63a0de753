package io.darkswap.wasm.trading;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.TradingLimits;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.EngineIdentity;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.Engine;
import io.darkswap.wasm.engine.EngineImage;
import io.darkswap.wasm.engine.EngineOptions;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * The settings of a client's engines.
 *
 * @param loader loads the module
 * @param url the module's URL
 * @param memory the linear memory's limits
 * @param clock the clock for the times of orders
 * @param instances the most calls that run at once when the memory is shared
 * @param callTimeout the longest wait of a call for an instance
 * @param stopAfter the time that a call may compute before it is stopped
 * @param expiryInterval the interval at which expired orders are closed while the client
 * is started
 * @param limits the limits of markets and imported orders
 */
public record EngineSettings(SharedMemoryWasmLoader loader, String url, MemoryOptions memory, MonitoredClock clock,
		int instances, Duration callTimeout, Duration stopAfter, Duration expiryInterval, TradingLimits limits) {

	/** Pages of a memory that is still addressed by 32 bits to its end. */
	private static final int MOST_PAGES = 65_535;

	/**
	 * Load the module and validate it against the limits of its memory, without creating
	 * an instance.
	 * @throws DarkSwapException with the code of the reason why it cannot be used
	 */
	public void verifyModule() {
		LoadedModule module = load();
		try {
			verifyRoomForStacks(module);
		}
		finally {
			module.close();
		}
	}

	/** Each instance takes at least a page for its C stack, above the initial pages. */
	private void verifyRoomForStacks(LoadedModule module) {
		int stacks = instancesOf(module);
		int room = module.memory().maximumPages() - module.memory().pages();
		if (room < stacks) {
			throw new DarkSwapException(ErrorCode.MODULE_MEMORY_MISMATCH,
					"The option initial is %d pages and the option maximum is %d, which leaves %d for the C stacks of %d instance(s), a page each: lower the option initial, raise the option maximum or lower the option instances"
						.formatted(module.memory().pages(), module.memory().maximumPages(), room, stacks),
					null, "initial");
		}
	}

	/** Return these settings with another module. */
	EngineSettings withUrl(String newUrl) {
		return new EngineSettings(this.loader, newUrl, this.memory, this.clock, this.instances, this.callTimeout,
				this.stopAfter, this.expiryInterval, this.limits);
	}

	/** Return the module that these settings name. */
	EngineIdentity identity() {
		LoadedModule module = load();
		try {
			return new EngineIdentity(module.sha256(), EngineAbi.VERSION, Engine.stateVersion(module));
		}
		finally {
			module.close();
		}
	}

	/** Return the limits of books with a configuration. */
	BookLimits limits(DarkSwapConfig config) {
		return new BookLimits((long) this.memory.maximum() * Memory.PAGE_SIZE, config.closedOrderHistory(),
				config.tradeHistory(), Timestamps.positive(config.maximumExpiry(), "maximum expiry"), foreignLimits(),
				this.limits.maximumMarkets());
	}

	/** Load the module for books that may fill their memory. */
	LoadedModule load() {
		return this.loader.load(this.url, this.memory);
	}

	/** Load the module for books that are limited. */
	LoadedModule load(BookLimits bookLimits) {
		return this.loader.load(this.url, memoryFor(bookLimits, this.memory.initial()));
	}

	/** Load the module with a memory that begins as an image. */
	LoadedModule load(BookLimits bookLimits, EngineImage image) {
		MemoryOptions grown = memoryFor(bookLimits, image.pages());
		return image.file()
			.map((file) -> this.loader.load(this.url, file, grown))
			.orElseGet(() -> this.loader.load(this.url, grown));
	}

	/**
	 * Return a memory with room for the books and as much again for stacks and events, so
	 * that neither decides whether a command finds memory.
	 */
	private MemoryOptions memoryFor(BookLimits bookLimits, int initial) {
		long books = Math.max(this.memory.maximum(), bookLimits.bookBytes() / Memory.PAGE_SIZE);
		int maximum = (int) Math.min(MOST_PAGES, Math.max(initial, 2 * books));
		return new MemoryOptions(initial, maximum, this.memory.shared());
	}

	/** Return the options of an engine whose books may fill its memory. */
	EngineOptions options(LoadedModule module, BookLimits bookLimits, HashKey hashKey) {
		return options(instancesOf(module), bookLimits, hashKey);
	}

	/** Return the options of an engine whose books are limited as a log says. */
	EngineOptions options(LoadedModule module, BookSettings logged) {
		return limitedOptions(instancesOf(module), logged);
	}

	/** Return the options to change the limits of a running engine. */
	EngineOptions options(Engine engine, BookSettings changed) {
		return limitedOptions(engine.instances(), changed);
	}

	private EngineOptions limitedOptions(int engineInstances, BookSettings books) {
		return options(engineInstances, books.limits(), books.hashKey()).withBookLimit(books.limits().bookBytes());
	}

	private EngineOptions options(int engineInstances, BookLimits bookLimits, HashKey hashKey) {
		return new EngineOptions(engineInstances, this.callTimeout, this.stopAfter, bookLimits.closedOrderHistory(),
				bookLimits.tradeHistory(), Duration.of(bookLimits.maximumExpiry(), ChronoUnit.MICROS),
				bookLimits.foreign(), hashKey);
	}

	private int instancesOf(LoadedModule module) {
		return module.sharedMemory() ? this.instances : 1;
	}

	private ForeignLimits foreignLimits() {
		int maximum = this.memory.maximum();
		int reserved = this.limits.reservedPages().orElse(maximum / TradingLimits.PAGES_FOR_ONE_RESERVED);
		if (reserved > maximum) {
			throw DarkSwapException.invalidOption("reserved-memory", reserved + " pages",
					"at most the option maximum, %d pages".formatted(maximum));
		}
		return new ForeignLimits(foreignOrders(), this.limits.foreignOrdersPerMaker(),
				(long) (maximum - reserved) * Memory.PAGE_SIZE);
	}

	private int foreignOrders() {
		return this.limits.foreignOrders()
			.orElse(Math.multiplyExact(this.memory.maximum(), TradingLimits.FOREIGN_ORDERS_PER_PAGE));
	}

}
