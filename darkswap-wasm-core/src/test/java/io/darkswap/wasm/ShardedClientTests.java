package io.darkswap.wasm;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.log.LogStorage;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A client whose log has four shards, each a journal. One pair of {@link #PAIRS} is in
 * each.
 */
class ShardedClientTests {

	private static final List<TradingPair> PAIRS = Stream.of("1", "5", "2", "4")
		.map((rune) -> TradingPair.of("BTC/RUNE:840000:" + rune))
		.toList();

	/** In the shard of the first pair. */
	private static final TradingPair BESIDE = TradingPair.of("BTC/RUNE:840000:3");

	private final TestClock clock = new TestClock();

	private final Wallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@TempDir
	Path directory;

	private DarkSwapClient client;

	@BeforeEach
	void openClient() {
		this.client = client();
		this.client.initialize();
	}

	@AfterEach
	void closeClient() {
		this.client.close();
		this.loader.close();
	}

	@Test
	void eachPairHasItsShard() {
		assertThat(PAIRS.stream().map(this.client::getShard)).containsExactly(0, 1, 2, 3);
		long before = this.client.getLogStatuses().get(2).applied();
		this.client.createOrder(sell(PAIRS.get(2)));
		List<LogStatus> shards = this.client.getLogStatuses();
		assertThat(shards).hasSize(4);
		assertThat(shards.get(2).applied()).isEqualTo(before + 1);
		assertThat(this.client.getLogStatus()).map(LogStatus::applied)
			.contains(shards.stream().mapToLong(LogStatus::applied).sum());
	}

	@Test
	void pairsAreReadInTheirShards() {
		for (TradingPair pair : PAIRS) {
			Order order = this.client.createOrder(sell(pair));
			List<Trade> trades = this.client.takeBest(pair, OrderSide.BUY, BigDecimal.ONE, order.price());
			assertThat(trades).hasSize(1).isEqualTo(this.client.getTrades(pair, 10));
			assertThat(this.client.getOrders(pair)).extracting(Order::id).containsExactly(order.id());
			assertThat(this.client.getDepth(pair, 1).asks()).hasSize(1);
			assertThat(this.client.getBestBidAsk(pair).ask()).isNotNull();
			assertThat(this.client.getMarketStats(pair, Duration.ofHours(1)).count()).isOne();
			assertThat(this.client.getCandles(pair, Duration.ofHours(1), 1)).hasSize(1);
		}
		assertThat(this.client.getMarkets()).extracting((market) -> new TradingPair(market.base(), market.quote()))
			.containsExactlyElementsOf(PAIRS);
	}

	@Test
	void ordersAreFoundByTheirIds() {
		for (TradingPair pair : PAIRS) {
			Order order = this.client.createOrder(sell(pair));
			assertThat(this.client.getOrder(order.id())).isEqualTo(order);
			assertThat(this.client.verify(order)).isTrue();
			assertThat(this.client.verify(this.client.getSignedOrder(order.id()))).isTrue();
			this.client.takeOrder(order.id(), BigDecimal.ONE);
			this.client.takeOrder(order.id(), new BigDecimal("0.5"), order.price(), this.client.getAddress());
			this.client.cancelOrder(order.id());
			assertThat(this.client.getOrder(order.id()).status()).isEqualTo(OrderStatus.CANCELLED);
			this.client.evictOrder(this.client.createOrder(sell(pair)).id());
			assertThat(this.client.getOrders(pair)).isEmpty();
		}
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.getOrder(UUID.randomUUID()));
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.cancelOrder(UUID.randomUUID()));
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> this.client.cancelOrder(null));
	}

	@Test
	void tradesAreFoundByTheirIds() {
		for (TradingPair pair : PAIRS) {
			Order first = this.client.createOrder(sell(pair));
			this.client.createOrder(sell(pair));
			Trade taken = this.client.takeOrder(first.id(), BigDecimal.ONE);
			assertThat(this.client.completeTrade(taken.id()).status()).isEqualTo(TradeStatus.COMPLETED);
			List<Trade> best = this.client.takeBest(pair, OrderSide.BUY, BigDecimal.TEN, first.price());
			assertThat(best).hasSize(2)
				.allSatisfy((trade) -> assertThat(this.client.failTrade(trade.id()).status())
					.isEqualTo(TradeStatus.FAILED));
		}
		assertRefused(ErrorCode.TRADE_NOT_FOUND, () -> this.client.completeTrade(UUID.randomUUID()));
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> this.client.completeTrade(null));
	}

	@Test
	void aBatchOfOneShardIsEntered() {
		assertThat(this.client.createOrders(List.of(sell(PAIRS.get(0)), sell(BESIDE)))).hasSize(2);
		assertThat(this.client.createOrders(List.of(sell(PAIRS.get(3)), sell(PAIRS.get(3))))).hasSize(2);
		assertThat(this.client.createOrders(List.of())).isEmpty();
	}

	@Test
	void aBatchOverSeveralShardsIsRefusedAndChangesNothing() {
		long before = this.client.getLogStatus().orElseThrow().position();
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.client.createOrders(List.of(sell(PAIRS.get(0)), sell(BESIDE), sell(PAIRS.get(1)))))
			.matches((ex) -> ex.code() == ErrorCode.INVALID_ARGUMENT)
			.withMessageStartingWith("orders[2]: Its pair is in another shard");
		List<SignedOrder> signed = PAIRS.stream().map(this::signedElsewhere).toList();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.importOrders(signed))
			.withMessageStartingWith("orders[1]: Its pair is in another shard");
		assertThat(this.client.getLogStatus().orElseThrow().position()).isEqualTo(before);
	}

	@Test
	void anImportedIdIsRefusedInItsShardAfterARestart() {
		List<SignedOrder> signed = PAIRS.stream().map(this::signedElsewhere).toList();
		for (SignedOrder order : signed) {
			this.client.importOrder(order);
			this.client.takeOrder(order.order().id(), new BigDecimal("2"));
		}
		restart();
		assertThat(signed)
			.allSatisfy((order) -> assertRefused(ErrorCode.DUPLICATE_ORDER, () -> this.client.importOrder(order)));
	}

	@Test
	void allOrdersOfAMakerAreEvictedFromAllShards() {
		PAIRS.forEach((pair) -> this.client.createOrder(sell(pair)));
		assertThat(this.client.evictOrdersOf(this.client.getAddress())).isEqualTo(4);
		assertThat(PAIRS).allSatisfy((pair) -> assertThat(this.client.getOrders(pair)).isEmpty());
	}

	@Test
	void oneListenerReceivesTheEventsOfAllShardsAndThoseOfAPairInOrder() throws Exception {
		List<DarkSwapEvent.OrderEvent> events = new ArrayList<>();
		this.client.on(DarkSwapEvent.OrderEvent.class, events::add);
		List<UUID> ids = new ArrayList<>();
		for (TradingPair pair : PAIRS) {
			Order order = this.client.createOrder(sell(pair));
			this.client.cancelOrder(order.id());
			ids.add(order.id());
		}
		this.client.flushEvents().get(30, TimeUnit.SECONDS);
		for (UUID id : ids) {
			assertThat(events).filteredOn((event) -> event.order().id().equals(id))
				.hasExactlyElementsOfTypes(DarkSwapEvent.OrderCreated.class, DarkSwapEvent.OrderCancelled.class);
		}
	}

	@Test
	void ordersOfEveryShardExpire() throws Exception {
		CountDownLatch expired = new CountDownLatch(4);
		this.client.on(DarkSwapEvent.OrderExpired.class, (event) -> expired.countDown());
		PAIRS.forEach((pair) -> this.client.createOrder(sell(pair)));
		this.clock.advance(Duration.ofHours(2));
		assertThat(expired.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(PAIRS).allSatisfy((pair) -> assertThat(this.client.getOrders(pair)).isEmpty());
	}

	@Test
	void aRestartContinuesAllShardsWithAndWithoutASnapshot() {
		List<Order> orders = PAIRS.stream().map((pair) -> this.client.createOrder(sell(pair))).toList();
		assertThat(this.client.snapshot())
			.isEqualTo(this.client.getLogStatuses().stream().mapToLong(LogStatus::snapshot).sum());
		this.client.cancelOrder(orders.get(1).id());
		restart();
		assertThat(orders).filteredOn((order) -> order != orders.get(1))
			.allSatisfy((order) -> assertThat(this.client.getOrder(order.id())).isEqualTo(order));
		assertThat(this.client.getOrder(orders.get(1).id()).status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(ClientInvariants.firstBroken(this.client)).isZero();
		this.client.create(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)));
		this.client.start();
		assertThat(this.client.getOrder(orders.get(3).id())).isEqualTo(orders.get(3));
	}

	@Test
	void theMemoriesOfAllShardsAreCounted() {
		SharedMemoryStatus status = this.client.getSharedMemoryStatus();
		assertThat(status.instances()).isEqualTo(4 * 2);
		assertThat(status.pages()).isGreaterThanOrEqualTo(4 * 16);
		long used = this.client.getMemoryUsage().orElseThrow().used();
		for (int i = 0; i < 1000; i++) {
			this.client.createOrder(sell(PAIRS.get(3)));
		}
		assertThat(this.client.getMemoryUsage().orElseThrow().used()).as("the fullest").isGreaterThan(used + 100_000);
	}

	@Test
	void ifAShardCannotBeOpenedTheOthersAreClosed() {
		this.client.close();
		CommandLog taken = storage().shard(2).open(LogListener.NONE, Duration.ofSeconds(1));
		try (DarkSwapClient refused = client()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(refused::initialize)
				.matches((ex) -> ex.code() == ErrorCode.LOG_LOCKED)
				.withMessageStartingWith("Shard 2: ");
			taken.close();
			refused.initialize();
			assertThat(refused.getLogStatuses()).hasSize(4);
		}
	}

	@Test
	void shardsAreOpenedAtTheSameTime() {
		this.client.close();
		CyclicBarrier two = new CyclicBarrier(Math.min(2, Runtime.getRuntime().availableProcessors()));
		LogStorage storage = new Journals(this.directory, 4, () -> {
			try {
				two.await(60, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException("A shard begins alone", ex);
			}
		});
		try (DarkSwapClient other = client(storage)) {
			other.initialize();
			assertThat(other.getLogStatuses()).hasSize(4);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 4 })
	@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
	void aListenerOfTheReplayIsRefusedWhatWouldWaitForIt(int shards, @TempDir Path other) {
		AtomicReference<DarkSwapClient> opened = new AtomicReference<>();
		Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();
		LogListener listener = new LogListener() {
			@Override
			public void replayed(long position, long newest) {
				DarkSwapClient replaying = opened.get();
				for (Runnable call : List.<Runnable>of(replaying::initialize, replaying::start, replaying::stop,
						replaying::close, () -> replaying.createOrder(sell(BESIDE)))) {
					refusals.add(catchThrowable(call::run));
				}
			}
		};
		LogOptions log = LogOptions.of(new Journals(other, shards, () -> {
		})).withListener(listener);
		try (DarkSwapClient replaying = builder().initializeOnFirstUse().log(log).build()) {
			opened.set(replaying);
			replaying.initialize();
			assertThat(refusals).hasSize(5 * shards)
				.allSatisfy((refusal) -> assertThat(refusal).isInstanceOf(DarkSwapException.class)
					.hasMessageStartingWith("A listener of the log runs on this thread")
					.extracting("code")
					.isEqualTo(ErrorCode.INVALID_ARGUMENT));
			assertThat(replaying.getState()).isEqualTo(ClientState.STARTED);
			replaying.createOrder(sell(BESIDE));
		}
	}

	@Test
	void callersOfAllShardsTradeAtOnce() {
		Set<UUID> taken = ConcurrentHashMap.newKeySet();
		PAIRS.parallelStream().forEach((pair) -> {
			for (int i = 0; i < 50; i++) {
				Order order = this.client.createOrder(sell(pair));
				taken.add(this.client.takeOrder(order.id(), BigDecimal.ONE).id());
			}
		});
		assertThat(taken).hasSize(200);
		assertThat(ClientInvariants.firstBroken(this.client)).isZero();
		List<Long> digests = ClientInvariants.digests(this.client);
		restart();
		assertThat(ClientInvariants.digests(this.client)).isEqualTo(digests);
	}

	private void restart() {
		this.client.close();
		this.client = client();
		this.client.initialize();
	}

	private DarkSwapClient client() {
		return client(storage());
	}

	private DarkSwapClient client(LogStorage storage) {
		return builder().log(LogOptions.of(storage)).build();
	}

	private DarkSwapClient.Builder builder() {
		return SharedMemoryDarkSwapClient.builder()
			.loader(this.loader)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, this.wallet))
			.instances(2)
			.clock(this.clock)
			.sweepInterval(Duration.ofMillis(50));
	}

	private LogStorage storage() {
		return new Journals(this.directory, 4, () -> {
		});
	}

	private SignedOrder signedElsewhere(TradingPair pair) {
		try (DarkSwapClient other = DarkSwapClient.builder()
			.loader(this.loader)
			.clock(this.clock)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.build()) {
			other.initialize();
			return other.getSignedOrder(other.createOrder(sell(pair)).id());
		}
	}

	private static NewOrder sell(TradingPair pair) {
		return NewOrder.sell(pair).amount("2").price("100").expiresIn(Duration.ofHours(1));
	}

	private static void assertRefused(ErrorCode code, Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.matches((ex) -> ex.code() == code, "has the code " + code);
	}

	/** A journal for each shard. A task runs before each is opened. */
	private record Journals(Path directory, int shards, Runnable beforeOpen) implements LogStorage {

		@Override
		public String type() {
			return "journals";
		}

		@Override
		public LogStorage shard(int number) {
			this.beforeOpen.run();
			return new JournalOptions(this.directory.resolve("shard-" + number), 4 << 20, Long.MAX_VALUE, FlushMode.OS);
		}

		@Override
		public CommandLog open(LogListener listener, Duration callTimeout) {
			throw new UnsupportedOperationException("Each shard is opened");
		}

	}

}
