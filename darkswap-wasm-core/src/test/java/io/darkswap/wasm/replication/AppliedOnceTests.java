package io.darkswap.wasm.replication;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.engine.OrderCommand;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.trading.ReplayStarter;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A command that a log has twice is applied once, and answered the same. */
class AppliedOnceTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private static final Address MAKER = Addresses.of("maker", "maker");

	private static final long UNIT = 100_000_000;

	private static final long EXPIRY = 1_000_000_000;

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final ReplayStarter starter = new ReplayStarter(this.loader, DarkSwapClient.BUNDLED_URL);

	private AppliedState state;

	private final long now = 1000;

	@BeforeEach
	void begin() {
		this.state = new AppliedState(this.starter);
		this.state.apply(new Command.Identified(id(0), new Command.Begin(new BookSettings(BitcoinNetwork.REGTEST,
				this.starter.identity(), HashKey.random(),
				new BookLimits(64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100)))));
	}

	@AfterEach
	void close() {
		this.state.close();
		this.loader.close();
	}

	@Test
	void anOrderEntersOnceAndIsAnsweredAsItEntered() {
		Command.Identified create = new Command.Identified(id(1), create(id(10)));
		Object first = this.state.apply(create);
		assertUnchangedBy(() -> this.state.apply(create)).isEqualTo(first);
		assertRefused(ErrorCode.DUPLICATE_ORDER, new Command.Identified(id(2), create(id(10))));
	}

	@Test
	void theAnswerHasTheTimeAtWhichTheOrderEntered() {
		this.state.apply(new Command.Sweep(5000));
		Command.Identified late = new Command.Identified(id(1), create(id(10)));
		Order first = (Order) this.state.apply(late);
		this.state.apply(new Command.Sweep(6000));
		assertThat(this.state.apply(late)).isEqualTo(first);
	}

	@Test
	void anOrderIsTakenOnce() {
		this.state.apply(create(id(10)));
		Command.Identified take = new Command.Identified(id(1),
				new Command.TakeOrder(id(20), id(10), UNIT, MAKER, this.now));
		Object trade = this.state.apply(take);
		assertUnchangedBy(() -> this.state.apply(take)).isEqualTo(trade);
	}

	@Test
	void theBestOrdersAreTakenOnce() {
		for (int i = 0; i < 4; i++) {
			this.state.apply(create(id(10 + i)));
		}
		Command.Identified take = new Command.Identified(id(1),
				new Command.TakeBest(id(20), PAIR, OrderSide.BUY, 3 * 5 * UNIT, Long.MAX_VALUE, MAKER, this.now));
		Object trades = this.state.apply(take);
		assertThat(trades).asInstanceOf(InstanceOfAssertFactories.list(Trade.class)).hasSize(3);
		assertUnchangedBy(() -> this.state.apply(take)).isEqualTo(trades);
	}

	@Test
	void aTradeIsSettledOnceAndShownWithItsStatus() {
		this.state.apply(create(id(10)));
		this.state.apply(new Command.TakeOrder(id(20), id(10), UNIT, MAKER, this.now));
		Command.Identified settle = new Command.Identified(id(1), new Command.SettleTrade(id(20), true, this.now));
		assertThat(this.state.apply(settle)).isInstanceOfSatisfying(Trade.class,
				(trade) -> assertThat(trade.status()).isEqualTo(TradeStatus.COMPLETED));
		assertUnchangedBy(() -> this.state.apply(settle)).isInstanceOfSatisfying(Trade.class,
				(trade) -> assertThat(trade.status()).isEqualTo(TradeStatus.COMPLETED));
	}

	@Test
	void aRefusedCommandIsRefusedAgainThoughItCouldSucceedNow() {
		Command.Identified cancel = new Command.Identified(id(1), new Command.CancelOrder(id(10), this.now));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, cancel);
		this.state.apply(create(id(10)));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, cancel);
		assertThat(this.state.apply(new Command.Identified(id(2), new Command.CancelOrder(id(10), this.now)))).isNull();
	}

	@Test
	void theFirstRecordMayBeRepeated() {
		this.state.apply(create(id(10)));
		BookSettings settings = this.state.settings();
		assertUnchangedBy(() -> this.state.apply(new Command.Identified(id(0), new Command.Begin(settings)))).isNull();
	}

	@Test
	void tradesThatTheHistoryHasEvictedAreNotAnsweredAgain() {
		this.state.apply(create(id(10)));
		Command.Identified take = new Command.Identified(id(1),
				new Command.TakeOrder(id(20), id(10), UNIT / 100, MAKER, this.now));
		this.state.apply(take);
		for (int i = 0; i < 20; i++) {
			this.state.apply(new Command.TakeOrder(id(30 + i), id(10), UNIT / 100, MAKER, this.now));
		}
		assertRefused(ErrorCode.TRADE_NOT_FOUND, take);
	}

	@Test
	void aSnapshotKeepsTheAnswers() {
		Command.Identified create = new Command.Identified(id(1), create(id(10)));
		Command.Identified cancel = new Command.Identified(id(2), new Command.CancelOrder(id(11), this.now));
		this.state.apply(create);
		assertRefused(ErrorCode.ORDER_NOT_FOUND, cancel);
		SnapshotHeader header = this.state.header(OptionalLong.of(7), new byte[8]);
		SnapshotHeader decoded = SnapshotHeader.decode(header.encode());
		assertThat(decoded.identified()).containsExactlyEntriesOf(header.identified())
			.containsOnlyKeys(id(0), id(1), id(2));
		assertThat(decoded.identified().get(id(2)).refusal()).isEqualTo(ErrorCode.ORDER_NOT_FOUND);
		assertThat(decoded.digest()).hasValue(7);
		assertThat(decoded.layout()).isEqualTo(header.layout());
	}

	@Test
	void theOldestCommandsAreForgotten() {
		AppliedCommands applied = new AppliedCommands();
		for (int i = 0; i <= AppliedCommands.SIZE; i++) {
			applied.add(id(i), AppliedCommands.Answer.of((Object) null, i));
		}
		assertThat(applied.all()).hasSize(AppliedCommands.SIZE);
		assertThat(applied.find(id(0))).isNull();
		assertThat(applied.find(id(1))).isNotNull();
	}

	private ObjectAssert<Object> assertUnchangedBy(Supplier<Object> repetition) {
		long before = digest();
		Object answer = repetition.get();
		assertThat(digest()).isEqualTo(before);
		return assertThat(answer);
	}

	private void assertRefused(ErrorCode code, Command command) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.state.apply(command))
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

	private long digest() {
		try (EngineSession session = this.state.books().engine().open()) {
			return session.reader().stateDigest(this.state.time());
		}
	}

	private Command.CreateOrder create(UUID id) {
		return new Command.CreateOrder(
				new OrderCommand(id, PAIR, OrderSide.SELL, 5 * UNIT, UNIT, MAKER, this.now, EXPIRY, null, false));
	}

	private static UUID id(long number) {
		return new UUID(1, number + 1);
	}

}
