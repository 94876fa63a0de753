package io.darkswap.wasm.engine;

import java.util.function.Consumer;

import com.dylibso.chicory.runtime.ExportFunction;
import io.darkswap.wasm.engine.abi.AddressTexts;
import io.darkswap.wasm.engine.abi.EngineLevel;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.Records;
import io.darkswap.wasm.engine.abi.TradeCandle;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.engine.abi.TradeStatistics;

/**
 * Reads markets by one instance: each read is of one market at one moment. It belongs to
 * an {@link EngineSession}, and has its units and its rules. Not thread-safe.
 */
public final class MarketReader {

	private final InstanceCalls calls;

	private final Exports exports;

	private final Mailbox mailbox;

	private final Records records;

	private final OrderRecord order;

	private final TradeRecord trade;

	MarketReader(InstanceCalls calls, Records records, AddressTexts addresses) {
		this.calls = calls;
		this.exports = calls.exports();
		this.mailbox = calls.mailbox();
		this.records = records;
		this.order = new OrderRecord(addresses);
		this.trade = new TradeRecord(addresses);
	}

	/**
	 * Reads a market's best prices while no command changes it, without the expired
	 * orders.
	 * @param market the market
	 * @param now the time
	 * @return the best prices
	 */
	public MarketSummary best(Market market, long now) {
		this.mailbox.writeMarketAndTime(market, now);
		InstanceCalls.check(this.calls.call(this.exports.best), "market");
		return this.mailbox.readSummary();
	}

	/**
	 * Lists a market's open orders at one moment: bids with the best price first, then
	 * asks with the best price first, at one price the oldest first. No command changes
	 * the market while the consumer runs, so the consumer must be fast. Other readers do
	 * not wait for it.
	 * @param market the market
	 * @param now the time
	 * @param consumer is given each order; the record is valid until it returns
	 */
	public void listOrders(Market market, long now, Consumer<OrderRecord> consumer) {
		beginListing(market, now, this.exports.listNext).forEach((read) -> {
			for (int i = 0; i < this.mailbox.listed(); i++) {
				consumer.accept(this.order.wrap(this.records, this.mailbox.reference(i)));
			}
			return true;
		});
	}

	/**
	 * Lists a market's best price levels at one moment, best first.
	 * @param market the market
	 * @param now the time
	 * @param levels the most levels of each side, at least 1
	 * @param bids is given each level of the bids
	 * @param asks is given each level of the asks, after the bids
	 */
	public void listLevels(Market market, long now, int levels, Consumer<EngineLevel> bids,
			Consumer<EngineLevel> asks) {
		this.mailbox.writeCount(levels);
		beginListing(market, now, this.exports.levelsNext).forEach((read) -> {
			for (int i = 0; i < this.mailbox.listed(); i++) {
				((i < this.mailbox.bids()) ? bids : asks).accept(this.mailbox.level(i));
			}
			return true;
		});
	}

	/**
	 * Lists a market's trades at one moment, newest first.
	 * @param market the market
	 * @param now the time
	 * @param limit the most trades
	 * @param consumer is given each trade; the record is valid until it returns
	 */
	public void listTrades(Market market, long now, int limit, Consumer<TradeRecord> consumer) {
		forEachTrade(beginListing(market, now, this.exports.tradesNext), limit, consumer);
	}

	/**
	 * Counts all trades ever executed in a market, also those that its history has
	 * evicted.
	 * @param market the market
	 * @param now the time
	 * @return the number of trades
	 */
	public long countTrades(Market market, long now) {
		statistics(market, now, 0);
		return this.mailbox.tradesEver();
	}

	/**
	 * Return statistics of a market's newest trades. The window ends at the market's
	 * time: {@code now}, or when the newest trade was executed if that is later, because
	 * the clock was ahead for a moment.
	 * @param market the market
	 * @param now the time
	 * @param window the length of the window in microseconds, which does not include the
	 * moment at its start
	 * @return the statistics, of one moment
	 */
	public TradeStatistics statistics(Market market, long now, long window) {
		this.mailbox.writeMarketAndTime(market, now);
		this.mailbox.writeInterval(window);
		InstanceCalls.check(this.calls.call(this.exports.statistics), "market");
		return this.mailbox.readStatistics();
	}

	/**
	 * List the candles of a market's last intervals, the current interval included, at
	 * one moment, oldest first. The last interval is that of the market's time, as in
	 * {@link #statistics}. Intervals without trades are left out. No command changes the
	 * market while the consumer runs, so the consumer must be fast.
	 * @param market the market
	 * @param now the time
	 * @param interval the length of a candle in microseconds; candles begin at multiples
	 * of it
	 * @param limit the number of intervals, at least 1
	 * @param consumer is given each candle
	 */
	public void listCandles(Market market, long now, long interval, int limit, Consumer<TradeCandle> consumer) {
		this.mailbox.writeInterval(interval);
		this.mailbox.writeCount(limit);
		beginListing(market, now, this.exports.candlesNext).forEach((read) -> {
			for (int i = 0; i < this.mailbox.listed(); i++) {
				consumer.accept(this.mailbox.candle(i));
			}
			return true;
		});
	}

	/**
	 * Digests what readers can see of all books: open orders in their queues, closed
	 * orders, trades, and used ids. Engines that ran the same commands have the same
	 * digest, whatever their memories and instances. It reads a market at a time, so it
	 * is of one moment only while nothing changes the books.
	 * @param now the time of the last command; ids that have expired by then do not count
	 * @return the digest
	 */
	public long stateDigest(long now) {
		return stateDigest(0, now);
	}

	/**
	 * Digests what readers can see of a market.
	 * @param market the market
	 * @param now the time of the last command
	 * @return the digest, 0 if the market has nothing
	 */
	public long stateDigest(Market market, long now) {
		return stateDigest(market.number(), now);
	}

	private long stateDigest(int market, long now) {
		this.mailbox.writeMarket(market);
		this.mailbox.writeTime(now);
		InstanceCalls.check(this.calls.call(this.exports.stateDigest), "digest");
		return this.mailbox.digest();
	}

	private LockedPages beginListing(Market market, long now, ExportFunction next) {
		this.mailbox.writeMarketAndTime(market, now);
		InstanceCalls.check(this.calls.call(this.exports.listBegin), "market");
		return new LockedPages(this.calls, next, this.exports.listEnd);
	}

	/** Pass at most so many trades of the pages to the consumer. */
	void forEachTrade(LockedPages pages, int limit, Consumer<TradeRecord> consumer) {
		pages.forEach((read) -> {
			int wanted = Math.min(this.mailbox.listed(), limit - read);
			for (int i = 0; i < wanted; i++) {
				consumer.accept(this.trade.wrap(this.records, this.mailbox.reference(i)));
			}
			return read + wanted < limit;
		});
	}

}
