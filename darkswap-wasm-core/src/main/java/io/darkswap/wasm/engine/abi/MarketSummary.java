package io.darkswap.wasm.engine.abi;

import com.dylibso.chicory.runtime.Memory;

/**
 * A market's best prices at one moment. A side with 0 orders has no price. Prices are
 * unsigned fixed point with 8 decimals; amounts are too, but of 96 bits.
 *
 * @param bidPrice the highest bid
 * @param bidAmountLow the amount of all bids at that price, lower 64 bits
 * @param bidAmountHigh the same, upper 32 bits
 * @param bidOrders the number of bids at that price
 * @param askPrice the lowest ask
 * @param askAmountLow the amount of all asks at that price, lower 64 bits
 * @param askAmountHigh the same, upper 32 bits
 * @param askOrders the number of asks at that price
 * @param earliestExpiry the time of the next expiry, microseconds since the epoch; from
 * then on this summary is outdated
 */
public record MarketSummary(long bidPrice, long bidAmountLow, int bidAmountHigh, int bidOrders, long askPrice,
		long askAmountLow, int askAmountHigh, int askOrders, long earliestExpiry) {

	private static final int BID = SummaryLayout.SIDES_OFFSET + EngineAbi.SIDE_BUY * LevelLayout.SIZE;

	private static final int ASK = SummaryLayout.SIDES_OFFSET + EngineAbi.SIDE_SELL * LevelLayout.SIZE;

	public static MarketSummary read(Memory memory, int reference) {
		int bid = reference + BID;
		int ask = reference + ASK;
		return new MarketSummary(memory.readLong(bid + LevelLayout.PRICE_OFFSET),
				memory.readLong(bid + LevelLayout.AMOUNT_LOW_OFFSET),
				memory.readInt(bid + LevelLayout.AMOUNT_HIGH_OFFSET), memory.readInt(bid + LevelLayout.ORDERS_OFFSET),
				memory.readLong(ask + LevelLayout.PRICE_OFFSET), memory.readLong(ask + LevelLayout.AMOUNT_LOW_OFFSET),
				memory.readInt(ask + LevelLayout.AMOUNT_HIGH_OFFSET), memory.readInt(ask + LevelLayout.ORDERS_OFFSET),
				memory.readLong(reference + SummaryLayout.EARLIEST_EXPIRY_OFFSET));
	}

}
