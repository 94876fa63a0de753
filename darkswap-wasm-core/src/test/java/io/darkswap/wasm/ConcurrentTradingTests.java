package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Many threads trade through the shared client, and no amount is lost or created. */
class ConcurrentTradingTests {

	private static final int THREADS = 8;

	private static final int ORDERS = 100_000;

	private static final Asset BTC = Asset.bitcoin();

	private static final List<Asset> QUOTES = List.of(Asset.rune("840000:3"), Asset.rune("840000:4"),
			Asset.alkane("2:0"));

	private static final BigDecimal AMOUNT = new BigDecimal("1.00000000");

	private static final BigDecimal PART = new BigDecimal("0.30000000");

	private static final Duration LONG = Duration.ofDays(30);

	private final long seed = System.nanoTime();

	@Test
	@Timeout(120)
	void everyAmountAddsUp() throws Exception {
		System.out.printf("ConcurrentTradingTests seed %d%n", this.seed);
		try (SharedMemoryDarkSwapClient client = client()) {
			Ledger total = runTraders(client);
			assertThat(total.orders()).isEqualTo(ORDERS);
			assertThat(total.taken()).as("something was taken").isPositive();
			assertThat(total.cancelled()).as("something was cancelled").isPositive();
			BigDecimal open = QUOTES.stream()
				.flatMap((quote) -> client.getOrders(BTC, quote).stream())
				.map(Order::remaining)
				.reduce(BigDecimal.ZERO, BigDecimal::add);
			assertThat(total.taken().add(total.cancelled()).add(open)).isEqualByComparingTo(total.created());
		}
	}

	@Test
	@Timeout(60)
	void aBestPriceThatIsReadWhileOthersTradeIsNeverTorn() throws Exception {
		try (SharedMemoryDarkSwapClient client = client()) {
			AtomicBoolean trading = new AtomicBoolean(true);
			ExecutorService writer = Executors.newSingleThreadExecutor();
			Future<?> writing = writer.submit(() -> moveTheBestPrice(client, trading));
			long seen = 0;
			for (int i = 0; i < 200_000; i++) {
				PriceLevel ask = client.getBestBidAsk(BTC, QUOTES.get(0)).ask();
				if (ask != null) {
					// The writer always offers the amount that equals the price.
					assertThat(ask.amount()).isEqualTo(ask.price().multiply(BigDecimal.valueOf(ask.orders())));
					seen++;
				}
			}
			trading.set(false);
			writing.get(30, TimeUnit.SECONDS);
			writer.shutdown();
			assertThat(seen).isPositive();
		}
	}

	private static void moveTheBestPrice(DarkSwapClient client, AtomicBoolean trading) {
		Deque<UUID> open = new ArrayDeque<>();
		for (int i = 0; trading.get(); i++) {
			BigDecimal price = BigDecimal.valueOf(1 + i % 7);
			open.add(client.createOrder(BTC, QUOTES.get(0), OrderSide.SELL, price, price, "maker", LONG).id());
			if (open.size() > 5) {
				client.cancelOrder(open.remove());
			}
		}
	}

	private SharedMemoryDarkSwapClient client() {
		SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.memory(new MemoryOptions(16, 1024, true))
			.instances(4)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), ORDERS, ORDERS))
			.build();
		client.initialize();
		assertThat(client.getSharedMemoryStatus().active()).isTrue();
		return client;
	}

	private Ledger runTraders(DarkSwapClient client) throws Exception {
		ConcurrentLinkedQueue<UUID> open = new ConcurrentLinkedQueue<>();
		SplittableRandom seeds = new SplittableRandom(this.seed);
		List<Callable<Ledger>> traders = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			SplittableRandom random = seeds.split();
			traders.add(() -> trade(client, open, random));
		}
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			Ledger total = Ledger.EMPTY;
			for (Future<Ledger> trader : threads.invokeAll(traders)) {
				total = total.plus(trader.get());
			}
			return total;
		}
		finally {
			threads.shutdown();
		}
	}

	/** Creates orders, and takes and cancels the orders of all threads. */
	private static Ledger trade(DarkSwapClient client, ConcurrentLinkedQueue<UUID> open, SplittableRandom random) {
		BigDecimal taken = BigDecimal.ZERO;
		BigDecimal cancelled = BigDecimal.ZERO;
		int orders = ORDERS / THREADS;
		for (int i = 0; i < orders; i++) {
			Asset quote = QUOTES.get(random.nextInt(QUOTES.size()));
			OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
			BigDecimal price = BigDecimal.valueOf(random.nextInt(1, 200));
			open.add(client.createOrder(BTC, quote, side, AMOUNT, price, "maker", LONG).id());
			UUID other = (i % 10 == 0) ? null : open.poll();
			if (other == null) {
				continue;
			}
			switch (random.nextInt(3)) {
				case 0 -> {
					taken = taken.add(client.takeOrder(other, PART).amount());
					cancelled = cancelled.add(cancel(client, other));
				}
				case 1 -> taken = taken.add(client.takeOrder(other, AMOUNT).amount());
				default -> cancelled = cancelled.add(cancel(client, other));
			}
		}
		return new Ledger(orders, BigDecimal.valueOf(orders), taken, cancelled);
	}

	private static BigDecimal cancel(DarkSwapClient client, UUID order) {
		client.cancelOrder(order);
		return client.getOrder(order).remaining();
	}

	/** The totals of one trader. */
	private record Ledger(int orders, BigDecimal created, BigDecimal taken, BigDecimal cancelled) {

		static final Ledger EMPTY = new Ledger(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

		Ledger plus(Ledger other) {
			return new Ledger(this.orders + other.orders, this.created.add(other.created), this.taken.add(other.taken),
					this.cancelled.add(other.cancelled));
		}

	}

}
