package io.darkswap.wasm.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.EngineLevel;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.TradeCandle;
import io.darkswap.wasm.engine.abi.TradeStatistics;
import io.darkswap.wasm.engine.abi.UsedId;

/**
 * An instance's mailbox in the linear memory. It holds the request, and the addresses of
 * the reply's records. Belongs to one session; not thread-safe.
 */
final class Mailbox {

	/**
	 * In a batch that holds signed orders, the place of the signature of an order that is
	 * not signed. No key makes this signature.
	 */
	static final byte[] NO_SIGNATURE = new byte[EngineAbi.LIMIT_SIGNATURE_SIZE];

	private final Memory memory;

	private final int address;

	private final int request;

	private final int page;

	Mailbox(Memory memory, int address) {
		this.memory = memory;
		this.address = address;
		this.request = address + EngineAbi.MAILBOX_REQUEST;
		this.page = address + EngineAbi.MAILBOX_PAGE;
	}

	void writeInstance(int number) {
		this.memory.writeI32(this.address + EngineAbi.MAILBOX_INSTANCE, number);
	}

	/** Writes a request about the locks that this instance holds. */
	void writeOwner() {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_OWNER,
				this.memory.readInt(this.address + EngineAbi.MAILBOX_INSTANCE));
	}

	void writeCreate(int heapEnd, EngineOptions options) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_HEAP_END, heapEnd);
		writeLimits(options);
		options.hashKey().write(this.memory, this.request + EngineAbi.REQUEST_HASH_KEY);
	}

	/** Writes what an engine may be configured to later. */
	void writeLimits(EngineOptions options) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_CLOSED_ORDER_HISTORY, options.closedOrderHistory());
		this.memory.writeI32(this.request + EngineAbi.REQUEST_TRADE_HISTORY, options.tradeHistory());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_INTERVAL,
				TimeUnit.MICROSECONDS.convert(options.maximumExpiry()));
		ForeignLimits foreign = options.foreign();
		this.memory.writeI32(this.request + EngineAbi.REQUEST_FOREIGN_ORDERS, foreign.orders());
		this.memory.writeI32(this.request + EngineAbi.REQUEST_FOREIGN_ORDERS_OF_MAKER, foreign.ordersPerMaker());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_FOREIGN_MEMORY, foreign.bytes());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, options.bookLimit());
	}

	void writePair(EngineAsset base, EngineAsset quote) {
		writeAsset(EngineAbi.REQUEST_BASE, base);
		writeAsset(EngineAbi.REQUEST_QUOTE, quote);
	}

	/** Write an order to create. */
	void writeOrder(Market market, OrderCommand order) {
		writeId(order.id().getMostSignificantBits(), order.id().getLeastSignificantBits());
		writeTerms(order.side().ordinal(), order.amount(), order.price());
		writeMarketAndTime(market, order.createdAt());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_EXPIRES_AT, order.expiresAt());
		writeAddress(order.maker().ascii());
		byte[] signature = order.signature();
		if (signature != null) {
			this.memory.write(this.address + EngineAbi.MAILBOX_SIGNATURE, signature);
		}
		this.memory.writeI32(this.request + EngineAbi.REQUEST_FLAGS, flags(signature != null, order.imported()));
	}

	private static int flags(boolean signed, boolean imported) {
		return (signed ? EngineAbi.FLAG_SIGNED : 0) | (imported ? EngineAbi.FLAG_IMPORTED : 0);
	}

	/** Writes the id of the order or trade to create. */
	private void writeId(long high, long low) {
		writeId(EngineAbi.REQUEST_ID_HIGH, high, low);
	}

	private void writeTerms(int side, long amount, long price) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_SIDE, side);
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, amount);
		this.memory.writeLong(this.request + EngineAbi.REQUEST_PRICE, price);
	}

	void writeTakeOrder(TakeOrder command) {
		writeTradeAndTime(command.idHigh(), command.idLow(), command.now());
		writeOrderAndTime(command.orderIdHigh(), command.orderIdLow(), command.now());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, command.amount());
		writeAddress(command.taker());
	}

	void writeTakeBest(TakeBest command) {
		writeTradeAndTime(command.idHigh(), command.idLow(), command.now());
		writeMarketAndTime(command.market(), command.now());
		writeTerms(command.side(), command.amount(), command.limitPrice());
		writeAddress(command.taker());
	}

	void writeOrderAndTime(long idHigh, long idLow, long now) {
		writeId(EngineAbi.REQUEST_ORDER_ID_HIGH, idHigh, idLow);
		writeTime(now);
	}

	void writeTradeAndTime(long idHigh, long idLow, long now) {
		writeId(idHigh, idLow);
		writeTime(now);
	}

	void writeMarketAndTime(Market market, long now) {
		writeMarket(market.number());
		writeTime(now);
	}

	void writeMarket(int number) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_MARKET, number);
	}

	void writeTime(long now) {
		this.memory.writeLong(this.request + EngineAbi.REQUEST_NOW, now);
	}

	void writeCount(int count) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_COUNT, count);
	}

	void writeEventsEnabled(boolean enabled) {
		writeCount(enabled ? 1 : 0);
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, this.memory.maximumPages());
	}

	void writeBatch(List<BatchEntry> entries) {
		boolean signed = entries.stream().anyMatch((entry) -> entry.order().signature() != null);
		boolean imported = entries.stream().anyMatch((entry) -> entry.order().imported());
		int longest = entries.stream().mapToInt((entry) -> entry.order().maker().ascii().length).max().orElse(0);
		writeCount(entries.size());
		this.memory.writeI32(this.request + EngineAbi.REQUEST_ADDRESS_LENGTH, longest);
		this.memory.writeI32(this.request + EngineAbi.REQUEST_FLAGS, flags(signed, imported));
	}

	/** Writes used ids of another engine, at most a page of them. */
	void writeUsedIds(List<UsedId> ids, long freedUntil) {
		for (int index = 0; index < ids.size(); index++) {
			int to = this.page + index * EngineAbi.USED_ID_SIZE;
			this.memory.writeLong(to + EngineAbi.USED_ID_ID_HIGH, ids.get(index).idHigh());
			this.memory.writeLong(to + EngineAbi.USED_ID_ID_LOW, ids.get(index).idLow());
			this.memory.writeLong(to + EngineAbi.USED_ID_EXPIRES_AT, ids.get(index).expiresAt());
		}
		writeCount(ids.size());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_SINCE, freedUntil);
	}

	/** Write the length of a window or a candle, in microseconds. */
	void writeInterval(long interval) {
		this.memory.writeLong(this.request + EngineAbi.REQUEST_INTERVAL, interval);
	}

	Market readMarket() {
		return new Market(marketNumber(), this.memory.readInt(this.address + EngineAbi.MAILBOX_SUMMARY_REFERENCE),
				reference(0));
	}

	/** Return whether a market is open. */
	boolean isOpen(Market market) {
		return this.memory.readInt(market.shownNumber()) == market.number();
	}

	int marketNumber() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_MARKET);
	}

	int order() {
		return this.address + EngineAbi.MAILBOX_ORDER;
	}

	/** Return the latest expiry of the ids that were freed before a refusal. */
	long freedUntil() {
		return this.memory.readLong(order() + EngineAbi.ORDER_EXPIRES_AT);
	}

	/** Return the price at which an amount to take was too small. */
	long refusedPrice() {
		return this.memory.readLong(order() + EngineAbi.ORDER_PRICE);
	}

	int trade() {
		return this.address + EngineAbi.MAILBOX_TRADE;
	}

	byte[] readSignature() {
		return this.memory.readBytes(this.address + EngineAbi.MAILBOX_SIGNATURE, EngineAbi.LIMIT_SIGNATURE_SIZE);
	}

	boolean orderIsSigned() {
		return this.memory.readInt(order() + EngineAbi.ORDER_SIGNATURE) != 0;
	}

	MarketSummary readSummary() {
		return MarketSummary.read(this.memory, this.address + EngineAbi.MAILBOX_SUMMARY);
	}

	TradeStatistics readStatistics() {
		int from = this.address + EngineAbi.MAILBOX_STATISTICS;
		return new TradeStatistics(this.memory.readLong(from + EngineAbi.STATISTICS_TRADES),
				this.memory.readLong(from + EngineAbi.STATISTICS_VOLUME_LOW),
				this.memory.readLong(from + EngineAbi.STATISTICS_VOLUME_HIGH),
				this.memory.readLong(from + EngineAbi.STATISTICS_QUOTE_VOLUME_LOW),
				this.memory.readLong(from + EngineAbi.STATISTICS_QUOTE_VOLUME_HIGH),
				this.memory.readLong(from + EngineAbi.STATISTICS_HIGH),
				this.memory.readLong(from + EngineAbi.STATISTICS_LOW));
	}

	int listed() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_LISTED);
	}

	boolean more() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_MORE) != 0;
	}

	int bids() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_BIDS);
	}

	int eventsWaiting() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_EVENTS_WAITING);
	}

	/** Returns the error of the last command. */
	int error() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_ERROR);
	}

	/** Return the number of trades that were ever executed in a market. */
	long tradesEver() {
		return this.memory.readLong(this.address + EngineAbi.MAILBOX_TRADES_EVER);
	}

	long digest() {
		return this.memory.readLong(this.page);
	}

	int reference(int index) {
		return this.memory.readInt(this.page + index * Integer.BYTES);
	}

	EngineLevel level(int index) {
		int from = this.page + index * EngineAbi.LEVEL_SIZE;
		return new EngineLevel(this.memory.readLong(from + EngineAbi.LEVEL_PRICE),
				this.memory.readLong(from + EngineAbi.LEVEL_AMOUNT_LOW),
				this.memory.readInt(from + EngineAbi.LEVEL_AMOUNT_HIGH),
				this.memory.readInt(from + EngineAbi.LEVEL_ORDERS));
	}

	TradeCandle candle(int index) {
		int from = this.page + index * EngineAbi.CANDLE_SIZE;
		return new TradeCandle(this.memory.readLong(from + EngineAbi.CANDLE_START),
				this.memory.readLong(from + EngineAbi.CANDLE_OPEN), this.memory.readLong(from + EngineAbi.CANDLE_HIGH),
				this.memory.readLong(from + EngineAbi.CANDLE_LOW), this.memory.readLong(from + EngineAbi.CANDLE_CLOSE),
				this.memory.readLong(from + EngineAbi.CANDLE_VOLUME_LOW),
				this.memory.readLong(from + EngineAbi.CANDLE_VOLUME_HIGH),
				this.memory.readLong(from + EngineAbi.CANDLE_TRADES));
	}

	/** Writes an order of a batch into its future record. */
	void writeRecord(int record, BatchEntry entry) {
		OrderCommand order = entry.order();
		byte[] maker = order.maker().ascii();
		this.memory.writeLong(record + EngineAbi.ORDER_ID_HIGH, order.id().getMostSignificantBits());
		this.memory.writeLong(record + EngineAbi.ORDER_ID_LOW, order.id().getLeastSignificantBits());
		this.memory.writeLong(record + EngineAbi.ORDER_AMOUNT, order.amount());
		this.memory.writeLong(record + EngineAbi.ORDER_PRICE, order.price());
		this.memory.writeLong(record + EngineAbi.ORDER_EXPIRES_AT, order.expiresAt());
		this.memory.writeI32(record + EngineAbi.ORDER_MARKET, entry.market().number());
		this.memory.writeByte(record + EngineAbi.ORDER_SIDE, (byte) order.side().ordinal());
		this.memory.writeByte(record + EngineAbi.ORDER_MAKER_LENGTH, (byte) maker.length);
		this.memory.writeByte(record + EngineAbi.ORDER_FLAGS, (byte) (order.imported() ? EngineAbi.FLAG_IMPORTED : 0));
		this.memory.write(record + EngineAbi.ORDER_MAKER, maker);
		int to = this.memory.readInt(record + EngineAbi.ORDER_SIGNATURE);
		if (to != 0) {
			byte[] signature = order.signature();
			this.memory.write(to, (signature != null) ? signature : NO_SIGNATURE);
		}
	}

	/** Writes the halves of an id, which are adjacent. */
	private void writeId(int field, long high, long low) {
		this.memory.writeLong(this.request + field, high);
		this.memory.writeLong(this.request + field + Long.BYTES, low);
	}

	private void writeAsset(int field, EngineAsset asset) {
		int to = this.request + field;
		this.memory.writeLong(to + EngineAbi.ASSET_BLOCK, asset.block());
		this.memory.writeLong(to + EngineAbi.ASSET_TRANSACTION, asset.transaction());
		this.memory.writeI32(to + EngineAbi.ASSET_TYPE, asset.type());
	}

	void writeAddress(byte[] text) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_ADDRESS_LENGTH, text.length);
		this.memory.write(this.request + EngineAbi.REQUEST_ADDRESS, text);
	}

}
