package io.darkswap.wasm.engine;

import com.dylibso.chicory.runtime.Memory;

/**
 * An instance's mailbox in the linear memory: requests are written into it, and it says
 * where the replies lie. Belongs to one session; not thread-safe.
 */
final class Mailbox {

	private final Memory memory;

	private final int address;

	private final int request;

	Mailbox(Memory memory, int address) {
		this.memory = memory;
		this.address = address;
		this.request = address + EngineAbi.MAILBOX_REQUEST;
	}

	void writeInstance(int number) {
		this.memory.writeI32(this.address + EngineAbi.MAILBOX_INSTANCE, number);
	}

	/** Asks about what this instance itself holds. */
	void writeOwner() {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_OWNER,
				this.memory.readInt(this.address + EngineAbi.MAILBOX_INSTANCE));
	}

	void writeCreate(int heapEnd, int closedOrderHistory) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_HEAP_END, heapEnd);
		this.memory.writeI32(this.request + EngineAbi.REQUEST_CLOSED_ORDER_HISTORY, closedOrderHistory);
	}

	void writePair(EngineAsset base, EngineAsset quote) {
		writeAsset(EngineAbi.REQUEST_BASE, base);
		writeAsset(EngineAbi.REQUEST_QUOTE, quote);
	}

	void writeCreateOrder(CreateOrder command) {
		writeId(EngineAbi.REQUEST_ID_HIGH, command.idHigh(), command.idLow());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, command.amount());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_PRICE, command.price());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_NOW, command.now());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_EXPIRES_AT, command.expiresAt());
		this.memory.writeI32(this.request + EngineAbi.REQUEST_MARKET, command.market().number());
		this.memory.writeI32(this.request + EngineAbi.REQUEST_SIDE, command.side());
		writeAddress(command.maker());
	}

	void writeTakeOrder(TakeOrder command) {
		writeId(EngineAbi.REQUEST_ID_HIGH, command.idHigh(), command.idLow());
		writeOrderAndTime(command.orderIdHigh(), command.orderIdLow(), command.now());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_AMOUNT, command.amount());
		writeAddress(command.taker());
	}

	void writeOrderAndTime(long idHigh, long idLow, long now) {
		writeId(EngineAbi.REQUEST_ORDER_ID_HIGH, idHigh, idLow);
		this.memory.writeLong(this.request + EngineAbi.REQUEST_NOW, now);
	}

	void writeMarketAndTime(Market market, long now) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_MARKET, market.number());
		this.memory.writeLong(this.request + EngineAbi.REQUEST_NOW, now);
	}

	Market readMarket() {
		return new Market(this.memory.readInt(this.address + EngineAbi.MAILBOX_MARKET),
				this.memory.readInt(this.address + EngineAbi.MAILBOX_SUMMARY_REFERENCE));
	}

	int order() {
		return this.address + EngineAbi.MAILBOX_ORDER;
	}

	int trade() {
		return this.address + EngineAbi.MAILBOX_TRADE;
	}

	MarketSummary readSummary() {
		return MarketSummary.read(this.memory, this.address + EngineAbi.MAILBOX_SUMMARY);
	}

	int listed() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_LISTED);
	}

	boolean more() {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_MORE) != 0;
	}

	int listedOrder(int index) {
		return this.memory.readInt(this.address + EngineAbi.MAILBOX_ORDERS + index * Integer.BYTES);
	}

	/** The halves of an id stand next to each other. */
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

	private void writeAddress(byte[] text) {
		this.memory.writeI32(this.request + EngineAbi.REQUEST_ADDRESS_LENGTH, text.length);
		this.memory.write(this.request + EngineAbi.REQUEST_ADDRESS, text);
	}

}
