package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.events.EventListeners;
import io.darkswap.wasm.threads.DaemonThreads;
import io.darkswap.wasm.wallet.Wallet;

/**
 * Trades with itself in a scratch memory, so that the JIT has compiled the path between
 * client and engine before the first real order.
 */
public final class WarmUp {

	/**
	 * HotSpot's second compiler compiles a method after 5,000 calls (its flag
	 * Tier4InvocationThreshold); each round makes one call of each command.
	 */
	private static final int ROUNDS = 6_000;

	/**
	 * One of this many orders stays open, so that even the smallest memory holds them.
	 */
	private static final int ROUNDS_PER_OPEN_ORDER = 100;

	/** Fills quickly, so that trades are evicted, too, and fits into any memory. */
	private static final int SHORT_HISTORY = 100;

	private static final String NOBODY = "warm-up";

	private WarmUp() {
	}

	/**
	 * Fetch and compile the module, then warm it up on a thread of its own. The common
	 * pool has too few threads for it on a machine of few processors.
	 * @return a future that completes when the warm-up ends
	 */
	public static CompletableFuture<Void> inBackground(EngineSettings settings) {
		return settings.loader()
			.preload(settings.url())
			.thenRunAsync(() -> run(settings), (task) -> DaemonThreads.start("darkswap-warm-up", task));
	}

	/**
	 * Trade in a separate engine, which is closed afterwards.
	 * @param settings the settings of the engine
	 */
	public static void run(EngineSettings settings) {
		DarkSwapConfig config = new DarkSwapConfig(BitcoinNetwork.REGTEST, new Nobody(), 0, SHORT_HISTORY, false);
		EventListeners none = new EventListeners(1, settings.clock());
		TradingFactory factory = new TradingFactory(settings, none, () -> {
		});
		try (Trading scratch = factory.begin(config, Set.of())) {
			trade(scratch.book(), scratch.marketData());
		}
	}

	private static void trade(OrderBook book, MarketData marketData) {
		Asset base = Asset.bitcoin();
		Asset quote = Asset.rune("840000:3");
		for (int round = 0; round < ROUNDS; round++) {
			OrderSide side = (round % 2 == 0) ? OrderSide.BUY : OrderSide.SELL;
			BigDecimal price = BigDecimal.valueOf(1 + round % 100);
			UUID id = book
				.createOrder(new NewOrder(base, quote, side, BigDecimal.TEN, price, NOBODY, Duration.ofDays(1)))
				.id();
			book.takeOrder(id, BigDecimal.ONE);
			marketData.getBestBidAsk(base, quote);
			if (round % ROUNDS_PER_OPEN_ORDER != 0) {
				book.cancelOrder(id);
			}
		}
		book.getOrders(base, quote);
	}

	/** A wallet with an address and no key. */
	private record Nobody() implements Wallet {

		@Override
		public String address() {
			return NOBODY;
		}

		@Override
		public byte[] sign(byte[] hash32) {
			throw new UnsupportedOperationException("There is no key");
		}

		@Override
		public BitcoinNetwork network() {
			return BitcoinNetwork.REGTEST;
		}

	}

}
