package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientInvariants;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MemoryUsage;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderHash;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.SignedOrder;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Foreign makers with many keys send anything that the API accepts, and much that it
 * refuses, while the operator trades. The soak commands run it for longer; then it also
 * prints how much longer the operator's calls take than on a quiet desk.
 */
@Timeout(3600)
class HostileOrdersTests {

	/** The number of hostile calls of each thread. */
	private static final int CALLS = Integer.getInteger("darkswap.soak.hostile", 2_000);

	private static final int THREADS = 2;

	private static final int KEYS = 50;

	private static final int PAGES = 24;

	private static final BigDecimal ONE = BigDecimal.ONE;

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset OWN = Asset.rune("840000:3");

	/** The refusals of hostile orders; every other failure is a fault. */
	private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.INVALID_ARGUMENT, ErrorCode.DUPLICATE_ORDER,
			ErrorCode.SIGNATURE_INVALID, ErrorCode.ORDER_ID_MISMATCH, ErrorCode.MARKET_REFUSED,
			ErrorCode.TOO_MANY_FOREIGN_ORDERS, ErrorCode.TOO_MANY_ORDERS_OF_MAKER, ErrorCode.ENGINE_MEMORY_EXHAUSTED,
			ErrorCode.CLOCK_SET_BACK);

	private final List<Wallet> keys = Stream.generate(() -> (Wallet) HdWallet.random(BitcoinNetwork.REGTEST))
		.limit(KEYS)
		.toList();

	private final Map<ErrorCode, Integer> refusals = new EnumMap<>(ErrorCode.class);

	private volatile boolean over;

	@ParameterizedTest
	@EnumSource
	void ordersOfOthersStopNeitherOrdersNorTakesOfTheOperator(ClientKind kind) throws Exception {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.println("hostile orders, seed " + seed);
		SplittableRandom random = new SplittableRandom(seed);
		try (DarkSwapClient desk = desk(kind)) {
			long quiet = percentile(trade(desk, CALLS, random.split()));
			ExecutorService executor = Executors.newFixedThreadPool(THREADS + 1);
			try {
				List<Future<?>> hostile = new ArrayList<>();
				for (int i = 0; i < THREADS; i++) {
					SplittableRandom own = random.split();
					hostile.add(executor.submit(() -> attack(desk, own)));
				}
				SplittableRandom own = random.split();
				Future<long[]> operator = executor.submit(() -> trade(desk, Integer.MAX_VALUE, own));
				for (Future<?> each : hostile) {
					each.get();
				}
				this.over = true;
				System.out.printf("the operator's p99: %d us, %d us on a quiet desk; refused: %s%n",
						percentile(operator.get()) / 1000, quiet / 1000, this.refusals);
			}
			finally {
				this.over = true;
				executor.shutdownNow();
			}
			assertThat(ClientInvariants.firstBroken(desk)).isZero();
			MemoryUsage usage = desk.getMemoryUsage().orElseThrow();
			assertThat(usage.used() - usage.reclaimable()).isLessThanOrEqualTo(usage.maximum());
			assertThat(this.refusals).containsKeys(ErrorCode.INVALID_ARGUMENT, ErrorCode.DUPLICATE_ORDER,
					ErrorCode.SIGNATURE_INVALID, ErrorCode.ORDER_ID_MISMATCH);
		}
	}

	/**
	 * The operator's own calls, each of which must succeed; returns how long they took.
	 */
	private long[] trade(DarkSwapClient desk, int most, SplittableRandom random) {
		long[] nanos = new long[1 << 20];
		int calls = 0;
		while (calls < most && !this.over) {
			long begun = System.nanoTime();
			Order order = desk.createOrder(BTC, OWN, OrderSide.SELL, ONE, ONE, "bcrt1qmaker", Duration.ofHours(1));
			if (random.nextBoolean()) {
				assertThat(desk.takeOrder(order.id(), ONE).orderId()).isEqualTo(order.id());
			}
			else {
				desk.cancelOrder(order.id());
			}
			nanos[calls++ % nanos.length] = System.nanoTime() - begun;
		}
		return Arrays.copyOf(nanos, Math.min(calls, nanos.length));
	}

	private static long percentile(long[] nanos) {
		long[] sorted = IntStream.range(0, nanos.length).mapToLong((i) -> nanos[i]).sorted().toArray();
		return sorted[sorted.length * 99 / 100];
	}

	private void attack(DarkSwapClient desk, SplittableRandom random) {
		List<SignedOrder> sent = new ArrayList<>();
		for (int i = 0; i < CALLS; i++) {
			try {
				send(desk, sent, random);
			}
			catch (DarkSwapException ex) {
				assertThat(REFUSALS).as(ex::getMessage).contains(ex.code());
				synchronized (this.refusals) {
					this.refusals.merge(ex.code(), 1, Integer::sum);
				}
			}
		}
	}

	private void send(DarkSwapClient desk, List<SignedOrder> sent, SplittableRandom random) {
		SignedOrder order = order(random, Duration.ofMinutes(1 + random.nextInt(1_000)));
		switch (random.nextInt(10)) {
			case 0 -> desk.importOrder(new SignedOrder(order.order(), "00".repeat(64)));
			case 1 -> desk.importOrder(sign(withId(order.order(), UUID.randomUUID())));
			case 2 -> desk.importOrder(order(random, Duration.ofDays(30_000)));
			case 3 -> desk.importOrder(sent.isEmpty() ? order : sent.get(random.nextInt(sent.size())));
			case 4 -> desk.importOrders(List.of(order, order(random, Duration.ofHours(1)), order));
			case 5 -> desk.importOrders(Stream.generate(() -> order(random, Duration.ofHours(1))).limit(30).toList());
			case 6 -> desk.importOrder(order(random, Duration.ofMillis(50)));
			default -> {
				desk.importOrder(order);
				sent.add(order);
			}
		}
	}

	/** Any pair, side, amount and price: some cost too little, some are too large. */
	private SignedOrder order(SplittableRandom random, Duration expiry) {
		Wallet key = this.keys.get(random.nextInt(KEYS));
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		BigDecimal amount = BigDecimal.valueOf(1 + random.nextLong(1L << random.nextInt(1, 45)), 8);
		BigDecimal price = BigDecimal.valueOf(1 + random.nextLong(1L << random.nextInt(10, 45)), 8);
		Asset quote = (random.nextInt(3) == 0) ? OWN : Asset.rune("900000:" + random.nextInt(10_000));
		OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
		Order unsigned = new Order(new UUID(random.nextLong(), 0), key.address(), BTC, quote, side, amount, amount,
				price, OrderStatus.OPEN, now, now.plus(expiry));
		return sign(withId(unsigned, OrderHash.idOf(BitcoinNetwork.REGTEST, unsigned)));
	}

	/** Signs an order with the key of its maker. */
	private SignedOrder sign(Order order) {
		Wallet key = this.keys.stream().filter((each) -> each.address().equals(order.maker())).findAny().orElseThrow();
		return new SignedOrder(order, HexFormat.of().formatHex(key.sign(OrderHash.of(BitcoinNetwork.REGTEST, order))));
	}

	private static Order withId(Order order, UUID id) {
		return new Order(id, order.maker(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				order.remaining(), order.price(), order.status(), order.timestamp(), order.expiry());
	}

	private static DarkSwapClient desk(ClientKind kind) {
		DarkSwapClient desk = kind.builder()
			.memory(new MemoryOptions(4, PAGES, true))
			.instances(THREADS + 1)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), 100, 1_000))
			.build();
		desk.initialize();
		return desk;
	}

}
