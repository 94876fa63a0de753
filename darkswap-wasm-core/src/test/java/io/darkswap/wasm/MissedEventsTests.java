package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The records of a log alone determine its books: a command whose events find no room in
 * the memory is applied as in a replay, which publishes nothing.
 */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN_WITH_LOG", "SHARED_MEMORY_WITH_LOG" })
@Timeout(60)
class MissedEventsTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	/** Their trades have twice as many events, which do not fit beside such books. */
	private static final int ORDERS = 500;

	private static final MemoryOptions SHORT = new MemoryOptions(1, 5, true);

	private final List<DarkSwapEvent> events = new CopyOnWriteArrayList<>();

	@Parameter
	ClientKind kind;

	private DarkSwapClient client;

	@BeforeEach
	void openClientWithOrders() {
		this.client = this.kind.builder()
			.clock(new TestClock())
			.memory(SHORT)
			.instances(2)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.build();
		this.client.initialize();
		this.client.createOrders(IntStream.range(0, ORDERS)
			.mapToObj((number) -> NewOrder.sell(PAIR)
				.amount("1")
				.price("100")
				.maker("maker")
				.expiresIn(Duration.ofHours(1)))
			.toList());
		this.client.addEventListener(this.events::add);
	}

	@AfterEach
	void closeClient() {
		this.client.close();
	}

	@Test
	void aCommandWhoseEventsFindNoRoomIsAppliedWithoutThem() {
		List<Trade> trades = takeAll();
		assertThat(trades).hasSize(ORDERS);
		assertThat(this.client.getOrders(PAIR)).isEmpty();
		assertThat(ClientInvariants.firstBroken(this.client)).isZero();
		assertThat(ClientInvariants.replayedDigest(this.client)).isEqualTo(ClientInvariants.digest(this.client));
	}

	@Test
	void listenersReceiveAReportInPlaceOfTheEvents() {
		takeAll();
		Order next = this.client
			.createOrder(NewOrder.buy(PAIR).amount("1").price("1").maker("maker").expiresIn(Duration.ofHours(1)));
		this.client.flushEvents().join();
		assertThat(this.events).hasSize(2).last().isEqualTo(new DarkSwapEvent.OrderCreated(next, next.timestamp()));
		assertThat(this.events.get(0)).isInstanceOfSatisfying(DarkSwapEvent.Error.class, (error) -> {
			assertThat(error.code()).isEqualTo(ErrorCode.EVENTS_MISSED);
			assertThat(error.message()).contains("no room", "maximum");
		});
	}

	@Test
	void theLogAndItsListenerReportTheRecord() {
		List<String> lines = new ArrayList<>();
		try (RecordedLog recorded = RecordedLog.of("io.darkswap.wasm.replication")) {
			takeAll();
			lines.addAll(recorded.lines());
		}
		assertThat(MissedEvents.of(this.client)).isOne();
		assertThat(lines).singleElement()
			.asString()
			.startsWith("ERROR The events of record %d are not published"
				.formatted(this.client.getLogStatus().orElseThrow().applied()));
	}

	private List<Trade> takeAll() {
		return this.client.takeBest(PAIR, OrderSide.BUY, BigDecimal.valueOf(ORDERS), BigDecimal.valueOf(100));
	}

}
