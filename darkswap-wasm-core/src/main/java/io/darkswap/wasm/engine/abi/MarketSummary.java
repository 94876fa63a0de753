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

	private static final int BID = EngineAbi.SUMMARY_SIDES + EngineAbi.SIDE_BUY * EngineAbi.LEVEL_SIZE;

	private static final int ASK = EngineAbi.SUMMARY_SIDES + EngineAbi.SIDE_SELL * EngineAbi.LEVEL_SIZE;

	public static MarketSummary read(Memory memory, int reference) {
		int bid = reference + BID;
		int ask = reference + ASK;
		return new MarketSummary(memory.readLong(bid + EngineAbi.LEVEL_PRICE),
				memory.readLong(bid + EngineAbi.LEVEL_AMOUNT_LOW), memory.readInt(bid + EngineAbi.LEVEL_AMOUNT_HIGH),
				memory.readInt(bid + EngineAbi.LEVEL_ORDERS), memory.readLong(ask + EngineAbi.LEVEL_PRICE),
				memory.readLong(ask + EngineAbi.LEVEL_AMOUNT_LOW), memory.readInt(ask + EngineAbi.LEVEL_AMOUNT_HIGH),
				memory.readInt(ask + EngineAbi.LEVEL_ORDERS),
				memory.readLong(reference + EngineAbi.SUMMARY_EARLIEST_EXPIRY));
	}

}
