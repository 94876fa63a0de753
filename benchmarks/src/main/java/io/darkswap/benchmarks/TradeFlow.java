package io.darkswap.benchmarks;

/**
 * A million trades of different amounts with a few large asks at different prices, the
 * same in Java, C and JavaScript.
 */
public final class TradeFlow {

	public static final int TRADES = 1_000_000;

	/** The pages of a memory for all trades. */
	public static final int PAGES = 8192;

	public static final int ASKS = 64;

	public static final long ASK_AMOUNT = 1L << 40;

	public static final long FIRST_PRICE = 1_000_000_000_000L;

	public static final int MAX_LOTS = 1000;

	private TradeFlow() {
	}

	/** Creates all trades in an engine. */
	public static void run(RawEngine engine) {
		SplitMix random = new SplitMix(OrderFlow.SEED);
		for (int ask = 0; ask < ASKS; ask++) {
			engine.createOrder(orderId(ask), 1, ASK_AMOUNT, FIRST_PRICE + ask * OrderFlow.TICK);
		}
		for (int trade = 0; trade < TRADES; trade++) {
			int ask = random.below(ASKS);
			engine.takeOrder(SplitMix.mix(trade + 1), orderId(ask), (1 + random.below(MAX_LOTS)) * OrderFlow.LOT);
		}
	}

	private static long orderId(int ask) {
		return SplitMix.mix(-1 - ask);
	}

}
