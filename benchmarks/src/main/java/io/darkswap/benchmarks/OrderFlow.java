package io.darkswap.benchmarks;

import java.math.BigDecimal;

import io.darkswap.wasm.OrderSide;

/**
 * The orders of every peer, in every language, from the same seed. Each step creates one
 * order and cancels the previous order of its place: the book keeps its size, orders live
 * for a random time, and none ever crosses, because DarkSwap matches only on request.
 * <p>
 * Bids are below a middle price and asks at or above it, evenly over a number of price
 * levels. Prices are whole ticks of 0.01, amounts whole lots of 0.001.
 */
public final class OrderFlow {

	/** Orders of the book in all rows but that of the growing book. */
	public static final int BOOK = 1000;

	/** Price levels of each side in all rows but that of the growing book. */
	public static final int LEVELS = 100;

	/** Steps before the flow repeats itself. */
	public static final int LENGTH = 1 << 14;

	public static final long SEED = 20_261_127;

	public static final long TICK = 1_000_000;

	public static final long LOT = 100_000;

	private static final int TICK_DECIMALS = 2;

	private static final int LOT_DECIMALS = 3;

	private static final long MIDDLE = 1_000_000;

	private static final int MAX_LOTS = 1000;

	private final int[] sides;

	private final int[] ticks;

	private final int[] lots;

	private final int[] places;

	private OrderFlow(int length, int levels) {
		this.sides = new int[length];
		this.ticks = new int[length];
		this.lots = new int[length];
		this.places = new int[length];
		SplitMix random = new SplitMix(SEED);
		for (int step = 0; step < length; step++) {
			this.sides[step] = random.below(2);
			int level = random.below(levels);
			this.ticks[step] = (int) ((this.sides[step] == 0) ? MIDDLE - 1 - level : MIDDLE + level);
			this.lots[step] = 1 + random.below(MAX_LOTS);
			this.places[step] = random.below(Integer.MAX_VALUE);
		}
	}

	public static OrderFlow standard() {
		return new OrderFlow(LENGTH, LEVELS);
	}

	public static OrderFlow of(int length, int levels) {
		return new OrderFlow(length, levels);
	}

	/** 0 to buy, 1 to sell. */
	public int side(int step) {
		return this.sides[step];
	}

	public long ticks(int step) {
		return this.ticks[step];
	}

	public long lots(int step) {
		return this.lots[step];
	}

	/** In units of 1e-8. */
	public long price(int step) {
		return this.ticks[step] * TICK;
	}

	/** In units of 1e-8. */
	public long amount(int step) {
		return this.lots[step] * LOT;
	}

	/** The index of the cancelled order in a book of that size. */
	public int place(int step, int book) {
		return this.places[step] % book;
	}

	public OrderSide orderSide(int step) {
		return (this.sides[step] == 0) ? OrderSide.BUY : OrderSide.SELL;
	}

	public BigDecimal decimalPrice(int step) {
		return BigDecimal.valueOf(this.ticks[step], TICK_DECIMALS);
	}

	public BigDecimal decimalAmount(int step) {
		return BigDecimal.valueOf(this.lots[step], LOT_DECIMALS);
	}

}
