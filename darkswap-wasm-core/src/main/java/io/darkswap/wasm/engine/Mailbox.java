package io.darkswap.wasm.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.engine.abi.AssetLayout;
import io.darkswap.wasm.engine.abi.CandleLayout;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.EngineLevel;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.LevelLayout;
import io.darkswap.wasm.engine.abi.MailboxLayout;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.OrderLayout;
import io.darkswap.wasm.engine.abi.RequestLayout;
import io.darkswap.wasm.engine.abi.StatisticsLayout;
import io.darkswap.wasm.engine.abi.TradeCandle;
import io.darkswap.wasm.engine.abi.TradeStatistics;
import io.darkswap.wasm.engine.abi.UsedId;
import io.darkswap.wasm.engine.abi.UsedIdLayout;

/**
 * An instance's mailbox in the linear memory. It holds the request, and the addresses of
 * the reply's records. Belongs to one session; not thread-safe.
 */
final class Mailbox {

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	/**
	 * In a batch that holds signed orders, the place of the signature of an order that is
	 * not signed. No key makes this signature.
	 */
	static final byte[] NO_SIGNATURE = new byte[EngineAbi.LIMIT_SIGNATURE_SIZE];

	private final Memory memory;

	private final int address;

	private final int request;

	private final int page;

	/** The request to create an order, before it is written into the memory. */
	private final byte[] order = new byte[RequestLayout.SIZE];

	Mailbox(Memory memory, int address) {
		this.memory = memory;
		this.address = address;
		this.request = address + MailboxLayout.REQUEST_OFFSET;
		this.page = address + MailboxLayout.PAGE_OFFSET;
	}

	void writeInstance(int number) {
		this.memory.writeI32(this.address + MailboxLayout.INSTANCE_OFFSET, number);
	}

	/** Writes a request about the locks that this instance holds. */
	void writeOwner() {
		this.memory.writeI32(this.request + RequestLayout.OWNER_OFFSET,
				this.memory.readInt(this.address + MailboxLayout.INSTANCE_OFFSET));
	}

	void writeCreate(int heapEnd, EngineOptions options) {
		this.memory.writeI32(this.request + RequestLayout.HEAP_END_OFFSET, heapEnd);
		writeLimits(options);
		options.hashKey().write(this.memory, this.request + RequestLayout.HASH_KEY_OFFSET);
	}

	/** Writes what an engine may be configured to later. */
	void writeLimits(EngineOptions options) {
		this.memory.writeI32(this.request + RequestLayout.CLOSED_ORDER_HISTORY_OFFSET, options.closedOrderHistory());
		this.memory.writeI32(this.request + RequestLayout.TRADE_HISTORY_OFFSET, options.tradeHistory());
		this.memory.writeLong(this.request + RequestLayout.INTERVAL_OFFSET,
				TimeUnit.MICROSECONDS.convert(options.maximumExpiry()));
		ForeignLimits foreign = options.foreign();
		this.memory.writeI32(this.request + RequestLayout.FOREIGN_ORDERS_OFFSET, foreign.orders());
		this.memory.writeI32(this.request + RequestLayout.FOREIGN_ORDERS_OF_MAKER_OFFSET, foreign.ordersPerMaker());
		this.memory.writeLong(this.request + RequestLayout.FOREIGN_MEMORY_OFFSET, foreign.bytes());
		this.memory.writeLong(this.request + RequestLayout.AMOUNT_OFFSET, options.bookLimit());
	}

	void writePair(EngineAsset base, EngineAsset quote) {
		writeAsset(RequestLayout.BASE_OFFSET, base);
		writeAsset(RequestLayout.QUOTE_OFFSET, quote);
	}

	/**
	 * Write an order to create. It is written at once, because the JIT makes three times
	 * as much code of a write of each field and then inlines less of the rest.
	 */
	void writeOrder(Market market, OrderCommand order) {
		byte[] fields = this.order;
		byte[] maker = order.maker().ascii();
		byte[] signature = order.signature();
		LONG.set(fields, RequestLayout.ID_HIGH_OFFSET, order.id().getMostSignificantBits());
		LONG.set(fields, RequestLayout.ID_LOW_OFFSET, order.id().getLeastSignificantBits());
		LONG.set(fields, RequestLayout.AMOUNT_OFFSET, order.amount());
		LONG.set(fields, RequestLayout.PRICE_OFFSET, order.price());
		LONG.set(fields, RequestLayout.NOW_OFFSET, order.createdAt());
		LONG.set(fields, RequestLayout.EXPIRES_AT_OFFSET, order.expiresAt());
		INT.set(fields, RequestLayout.MARKET_OFFSET, market.number());
		INT.set(fields, RequestLayout.SIDE_OFFSET, order.side().ordinal());
		INT.set(fields, RequestLayout.ADDRESS_LENGTH_OFFSET, maker.length);
		INT.set(fields, RequestLayout.FLAGS_OFFSET, flags(signature != null, order.imported()));
		System.arraycopy(maker, 0, fields, RequestLayout.ADDRESS_OFFSET, maker.length);
		this.memory.write(this.request, fields, 0, RequestLayout.ADDRESS_OFFSET + maker.length);
		if (signature != null) {
			this.memory.write(this.address + MailboxLayout.SIGNATURE_OFFSET, signature);
		}
	}

	private static int flags(boolean signed, boolean imported) {
		return (signed ? EngineAbi.FLAG_SIGNED : 0) | (imported ? EngineAbi.FLAG_IMPORTED : 0);
	}

	/** Writes the id of the order or trade to create. */
	private void writeId(long high, long low) {
		writeId(RequestLayout.ID_HIGH_OFFSET, high, low);
	}

	private void writeTerms(int side, long amount, long price) {
		this.memory.writeI32(this.request + RequestLayout.SIDE_OFFSET, side);
		this.memory.writeLong(this.request + RequestLayout.AMOUNT_OFFSET, amount);
		this.memory.writeLong(this.request + RequestLayout.PRICE_OFFSET, price);
	}

	void writeTakeOrder(TakeOrder command) {
		writeTradeAndTime(command.idHigh(), command.idLow(), command.now());
		writeOrderAndTime(command.orderIdHigh(), command.orderIdLow(), command.now());
		this.memory.writeLong(this.request + RequestLayout.AMOUNT_OFFSET, command.amount());
		writeAddress(command.taker());
	}

	void writeTakeBest(TakeBest command) {
		writeTradeAndTime(command.idHigh(), command.idLow(), command.now());
		writeMarketAndTime(command.market(), command.now());
		writeTerms(command.side(), command.amount(), command.limitPrice());
		writeAddress(command.taker());
	}

	void writeOrderAndTime(long idHigh, long idLow, long now) {
		writeId(RequestLayout.ORDER_ID_HIGH_OFFSET, idHigh, idLow);
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
		this.memory.writeI32(this.request + RequestLayout.MARKET_OFFSET, number);
	}

	void writeTime(long now) {
		this.memory.writeLong(this.request + RequestLayout.NOW_OFFSET, now);
	}

	void writeCount(int count) {
		this.memory.writeI32(this.request + RequestLayout.COUNT_OFFSET, count);
	}

	void writeEventsEnabled(boolean enabled) {
		writeCount(enabled ? 1 : 0);
		this.memory.writeLong(this.request + RequestLayout.AMOUNT_OFFSET, this.memory.maximumPages());
	}

	void writeBatch(List<BatchEntry> entries) {
		boolean signed = entries.stream().anyMatch((entry) -> entry.order().signature() != null);
		boolean imported = entries.stream().anyMatch((entry) -> entry.order().imported());
		int longest = entries.stream().mapToInt((entry) -> entry.order().maker().ascii().length).max().orElse(0);
		writeCount(entries.size());
		this.memory.writeI32(this.request + RequestLayout.ADDRESS_LENGTH_OFFSET, longest);
		this.memory.writeI32(this.request + RequestLayout.FLAGS_OFFSET, flags(signed, imported));
	}

	/** Writes used ids of another engine, at most a page of them. */
	void writeUsedIds(List<UsedId> ids, long freedUntil) {
		for (int index = 0; index < ids.size(); index++) {
			int to = this.page + index * UsedIdLayout.SIZE;
			this.memory.writeLong(to + UsedIdLayout.ID_HIGH_OFFSET, ids.get(index).idHigh());
			this.memory.writeLong(to + UsedIdLayout.ID_LOW_OFFSET, ids.get(index).idLow());
			this.memory.writeLong(to + UsedIdLayout.EXPIRES_AT_OFFSET, ids.get(index).expiresAt());
		}
		writeCount(ids.size());
		this.memory.writeLong(this.request + RequestLayout.SINCE_OFFSET, freedUntil);
	}

	/** Write the length of a window or a candle, in microseconds. */
	void writeInterval(long interval) {
		this.memory.writeLong(this.request + RequestLayout.INTERVAL_OFFSET, interval);
	}

	Market readMarket() {
		return new Market(marketNumber(), this.memory.readInt(this.address + MailboxLayout.SUMMARY_REFERENCE_OFFSET),
				reference(0));
	}

	/** Return whether a market is open. */
	boolean isOpen(Market market) {
		return this.memory.readInt(market.shownNumber()) == market.number();
	}

	int marketNumber() {
		return this.memory.readInt(this.address + MailboxLayout.MARKET_OFFSET);
	}

	int order() {
		return this.address + MailboxLayout.ORDER_OFFSET;
	}

	/** Return the latest expiry of the ids that were freed before a refusal. */
	long freedUntil() {
		return this.memory.readLong(order() + OrderLayout.EXPIRES_AT_OFFSET);
	}

	/** Return the price at which an amount to take was too small. */
	long refusedPrice() {
		return this.memory.readLong(order() + OrderLayout.PRICE_OFFSET);
	}

	int trade() {
		return this.address + MailboxLayout.TRADE_OFFSET;
	}

	byte[] readSignature() {
		return this.memory.readBytes(this.address + MailboxLayout.SIGNATURE_OFFSET, EngineAbi.LIMIT_SIGNATURE_SIZE);
	}

	boolean orderIsSigned() {
		return this.memory.readInt(order() + OrderLayout.SIGNATURE_OFFSET) != 0;
	}

	MarketSummary readSummary() {
		return MarketSummary.read(this.memory, this.address + MailboxLayout.SUMMARY_OFFSET);
	}

	TradeStatistics readStatistics() {
		int from = this.address + MailboxLayout.STATISTICS_OFFSET;
		return new TradeStatistics(this.memory.readLong(from + StatisticsLayout.TRADES_OFFSET),
				this.memory.readLong(from + StatisticsLayout.VOLUME_LOW_OFFSET),
				this.memory.readLong(from + StatisticsLayout.VOLUME_HIGH_OFFSET),
				this.memory.readLong(from + StatisticsLayout.QUOTE_VOLUME_LOW_OFFSET),
				this.memory.readLong(from + StatisticsLayout.QUOTE_VOLUME_HIGH_OFFSET),
				this.memory.readLong(from + StatisticsLayout.HIGH_OFFSET),
				this.memory.readLong(from + StatisticsLayout.LOW_OFFSET));
	}

	int listed() {
		return this.memory.readInt(this.address + MailboxLayout.LISTED_OFFSET);
	}

	boolean more() {
		return this.memory.readInt(this.address + MailboxLayout.MORE_OFFSET) != 0;
	}

	int bids() {
		return this.memory.readInt(this.address + MailboxLayout.BIDS_OFFSET);
	}

	int eventsWaiting() {
		return this.memory.readInt(this.address + MailboxLayout.EVENTS_WAITING_OFFSET);
	}

	/** Returns the error of the last command. */
	int error() {
		return this.memory.readInt(this.address + MailboxLayout.ERROR_OFFSET);
	}

	/** Return the busy market of the last command, which {@code ERROR_BUSY} refused. */
	MarketBusyException busy(boolean patient) {
		return new MarketBusyException(this.memory.readInt(this.address + MailboxLayout.BUSY_LOCK_OFFSET),
				this.memory.readInt(this.address + MailboxLayout.BUSY_WORD_OFFSET), patient);
	}

	/** Return the number of trades that were ever executed in a market. */
	long tradesEver() {
		return this.memory.readLong(this.address + MailboxLayout.TRADES_EVER_OFFSET);
	}

	long digest() {
		return this.memory.readLong(this.page);
	}

	int reference(int index) {
		return this.memory.readInt(this.page + index * Integer.BYTES);
	}

	EngineLevel level(int index) {
		int from = this.page + index * LevelLayout.SIZE;
		return new EngineLevel(this.memory.readLong(from + LevelLayout.PRICE_OFFSET),
				this.memory.readLong(from + LevelLayout.AMOUNT_LOW_OFFSET),
				this.memory.readInt(from + LevelLayout.AMOUNT_HIGH_OFFSET),
				this.memory.readInt(from + LevelLayout.ORDERS_OFFSET));
	}

	TradeCandle candle(int index) {
		int from = this.page + index * CandleLayout.SIZE;
		return new TradeCandle(this.memory.readLong(from + CandleLayout.START_OFFSET),
				this.memory.readLong(from + CandleLayout.OPEN_OFFSET),
				this.memory.readLong(from + CandleLayout.HIGH_OFFSET),
				this.memory.readLong(from + CandleLayout.LOW_OFFSET),
				this.memory.readLong(from + CandleLayout.CLOSE_OFFSET),
				this.memory.readLong(from + CandleLayout.VOLUME_LOW_OFFSET),
				this.memory.readLong(from + CandleLayout.VOLUME_HIGH_OFFSET),
				this.memory.readLong(from + CandleLayout.TRADES_OFFSET));
	}

	/** Writes an order of a batch into its future record. */
	void writeRecord(int record, BatchEntry entry) {
		OrderCommand order = entry.order();
		byte[] maker = order.maker().ascii();
		this.memory.writeLong(record + OrderLayout.ID_HIGH_OFFSET, order.id().getMostSignificantBits());
		this.memory.writeLong(record + OrderLayout.ID_LOW_OFFSET, order.id().getLeastSignificantBits());
		this.memory.writeLong(record + OrderLayout.AMOUNT_OFFSET, order.amount());
		this.memory.writeLong(record + OrderLayout.PRICE_OFFSET, order.price());
		this.memory.writeLong(record + OrderLayout.EXPIRES_AT_OFFSET, order.expiresAt());
		this.memory.writeI32(record + OrderLayout.MARKET_OFFSET, entry.market().number());
		this.memory.writeByte(record + OrderLayout.SIDE_OFFSET, (byte) order.side().ordinal());
		this.memory.writeByte(record + OrderLayout.MAKER_LENGTH_OFFSET, (byte) maker.length);
		this.memory.writeByte(record + OrderLayout.FLAGS_OFFSET,
				(byte) (order.imported() ? EngineAbi.FLAG_IMPORTED : 0));
		this.memory.write(record + OrderLayout.MAKER_OFFSET, maker);
		int to = this.memory.readInt(record + OrderLayout.SIGNATURE_OFFSET);
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
		this.memory.writeLong(to + AssetLayout.BLOCK_OFFSET, asset.block());
		this.memory.writeLong(to + AssetLayout.TRANSACTION_OFFSET, asset.transaction());
		this.memory.writeI32(to + AssetLayout.TYPE_OFFSET, asset.type());
	}

	void writeAddress(byte[] text) {
		this.memory.writeI32(this.request + RequestLayout.ADDRESS_LENGTH_OFFSET, text.length);
		this.memory.write(this.request + RequestLayout.ADDRESS_OFFSET, text);
	}

}
