package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;

import io.darkswap.wasm.engine.Engine;

/**
 * Trades with itself in a scratch memory, so that the JIT has compiled the way from the
 * client to the engine and back before the first real order takes it.
 */
final class WarmUp {

	/**
	 * HotSpot's second compiler takes a method on after some 10,000 calls or loop turns
	 * (its flag Tier4InvocationThreshold is 5,000); each round runs four commands.
	 */
	private static final int ROUNDS = 3_000;

	private static final String NOBODY = "warm-up";

	private WarmUp() {
	}

	static void run(ClientSettings settings) {
		try (Engine scratch = settings.startEngine(0)) {
			OrderBook book = new OrderBook(scratch, settings.clock(), NOBODY);
			Asset base = Asset.bitcoin();
			Asset quote = Asset.rune("840000:3");
			for (int round = 0; round < ROUNDS; round++) {
				OrderSide side = (round % 2 == 0) ? OrderSide.BUY : OrderSide.SELL;
				BigDecimal price = BigDecimal.valueOf(1 + round % 100);
				UUID id = book.createOrder(base, quote, side, BigDecimal.TEN, price, NOBODY, Duration.ofDays(1)).id();
				book.takeOrder(id, BigDecimal.ONE);
				book.getBestBidAsk(base, quote);
				if (round % 10 != 0) {
					book.cancelOrder(id);
				}
			}
			book.getOrders(base, quote);
		}
	}

}
