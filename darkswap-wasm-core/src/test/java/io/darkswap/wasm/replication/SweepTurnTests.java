package io.darkswap.wasm.replication;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.market.MarketLimits;
import io.darkswap.wasm.trading.ReplayStarter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three nodes of one log look for expired orders once an interval, one after the other.
 * They share the books here, so each has applied what the others appended.
 */
class SweepTurnTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private static final TradingPair BESIDE = TradingPair.of("BTC/RUNE:840000:4");

	private static final int INTERVALS = 20;

	/** In microseconds. */
	private static final long SECOND = 1_000_000;

	private static final long HOUR = 3600 * SECOND;

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final ReplayStarter starter = new ReplayStarter(this.loader, DarkSwapClient.BUNDLED_URL);

	private CommandLog log;

	private BookApplier applier;

	private List<LoggedCommands> nodes;

	private long now = 1;

	@BeforeEach
	void begin(@TempDir Path directory) {
		JournalOptions journal = new JournalOptions(directory, 4 << 20, Long.MAX_VALUE, FlushMode.OS);
		this.log = journal.open(LogListener.NONE, Duration.ofSeconds(1));
		SkippedRecords skipped = SkippedRecords.of(directory, OptionalLong.empty());
		StateHistory history = new StateHistory(this.log, this.starter, skipped);
		this.applier = new BookApplier(this.starter, history, skipped, LogListener.NONE,
				history.begin(Optional.empty()));
		this.log.start(1, this.applier);
		this.nodes = Stream.generate(() -> new LoggedCommands(this.log, this.applier, new MarketLimits(Set.of(), 10)))
			.limit(3)
			.toList();
		this.nodes.get(0)
			.append(new Command.Begin(new BookSettings(BitcoinNetwork.REGTEST, this.starter.identity(),
					HashKey.random(),
					new BookLimits(64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100))));
	}

	@AfterEach
	void close() {
		this.log.close();
		this.applier.close();
		this.loader.close();
	}

	@Test
	void oneNodeSweepsInEachIntervalHoweverManyThereAre() {
		for (int interval = 0; interval < INTERVALS; interval++) {
			long before = this.log.appliedPosition();
			this.nodes.forEach(this::turnWithAnExpiredOrder);
			assertThat(this.log.appliedPosition() - before).as("three orders and one sweep").isEqualTo(3 + 1);
		}
	}

	@Test
	void theTurnOfANodeThatDiedPassesToAnother() {
		this.nodes.forEach(this::turnWithAnExpiredOrder);
		List<LoggedCommands> others = this.nodes.subList(1, 3);
		others.forEach(this::turnWithAnExpiredOrder);
		for (int interval = 1; interval < INTERVALS; interval++) {
			long before = this.log.appliedPosition();
			others.forEach(this::turnWithAnExpiredOrder);
			assertThat(this.log.appliedPosition() - before).as("two orders and one sweep").isEqualTo(2 + 1);
		}
	}

	@Test
	void aNodeAloneSweepsAtEachTurn() {
		for (int interval = 0; interval < INTERVALS; interval++) {
			long before = this.log.appliedPosition();
			turnWithAnExpiredOrder(this.nodes.get(0));
			assertThat(this.log.appliedPosition() - before).isEqualTo(1 + 1);
		}
	}

	@Test
	void nodesThatFindNothingAppendNothing() {
		long before = this.log.appliedPosition();
		for (int interval = 0; interval < INTERVALS; interval++) {
			this.nodes.forEach((node) -> node.sweep(++this.now));
		}
		assertThat(this.log.appliedPosition()).isEqualTo(before);
	}

	@Test
	void aClockThatIsSetBackIsMeasuredAgain() {
		LoggedCommands node = nodeOfALogWithAClock();
		sellUntil(node, PAIR, this.now + SECOND);
		sweepOfAClockThatIsAnHourAhead(node);
		this.now += SECOND;
		long before = this.log.appliedPosition();
		node.sweep(this.now);
		assertThat(this.log.appliedPosition() - before).as("one sweep").isOne();
		node.sweep(this.now);
		assertThat(this.log.appliedPosition() - before).as("the order was closed").isOne();
	}

	@Test
	void theTimeOfTheNewestCommandHasPassedWhateverTheClockShows() {
		LoggedCommands node = nodeOfALogWithAClock();
		sellUntil(node, PAIR, this.now + SECOND);
		sweepOfAClockThatIsAnHourAhead(node);
		long clock = this.now + HOUR;
		this.now = clock;
		sellUntil(node, BESIDE, this.now + SECOND);
		long before = this.log.appliedPosition();
		node.sweep(clock);
		assertThat(this.log.appliedPosition() - before).as("one sweep").isOne();
	}

	private void sweepOfAClockThatIsAnHourAhead(LoggedCommands node) {
		long before = this.log.appliedPosition();
		node.sweep(this.now + HOUR);
		node.sweep(this.now + HOUR);
		assertThat(this.log.appliedPosition() - before).as("one sweep, which closes nothing").isOne();
	}

	/** Return a node of a log that gives each record its own time, as Kafka does. */
	private LoggedCommands nodeOfALogWithAClock() {
		CommandLog timed = (CommandLog) Proxy.newProxyInstance(CommandLog.class.getClassLoader(),
				new Class<?>[] { CommandLog.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "mayRepeat" -> true;
					case "append" ->
						this.log.append((int) arguments[0], atLogTime((byte[]) arguments[1]), arguments[2]);
					default -> method.invoke(this.log, arguments);
				});
		return new LoggedCommands(timed, this.applier, new MarketLimits(Set.of(), 10));
	}

	private byte[] atLogTime(byte[] payload) {
		ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).putLong(CommandLog.TIME_OFFSET, this.now);
		return payload;
	}

	private void sellUntil(LoggedCommands node, TradingPair pair, long expiry) {
		node.createOrder(new OrderCommand(UUID.randomUUID(), pair, OrderSide.SELL, 100_000_000, 100_000_000,
				Addresses.of("maker", "maker"), this.now, expiry, null, false));
	}

	private void turnWithAnExpiredOrder(LoggedCommands node) {
		long expiry = this.now + 1;
		sellUntil(node, PAIR, expiry);
		this.now = expiry;
		node.sweep(this.now);
	}

}
