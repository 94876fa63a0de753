package io.darkswap.wasm.engine.abi;

import java.nio.ByteBuffer;

/**
 * Reads a trade in place (a flyweight). Valid until the next command of the session it
 * came from; not thread-safe. Units as in {@link OrderRecord}.
 */
public final class TradeRecord {

	private final AddressTexts addresses;

	private ByteBuffer buffer = ByteBuffer.allocate(TradeLayout.SIZE);

	private int offset;

	public TradeRecord(AddressTexts addresses) {
		this.addresses = addresses;
	}

	public TradeRecord wrap(Records records, int reference) {
		ByteBuffer read = records.buffer(reference, TradeLayout.SIZE);
		// It rarely differs, and storing a reference costs more than comparing it.
		if (this.buffer != read) {
			this.buffer = read;
		}
		this.offset = records.offset(reference);
		return this;
	}

	/**
	 * Returns the upper half of the id.
	 * @return the most significant bits
	 */
	public long idHigh() {
		return this.buffer.getLong(this.offset + TradeLayout.ID_HIGH_OFFSET);
	}

	/**
	 * Returns the lower half of the id.
	 * @return the least significant bits
	 */
	public long idLow() {
		return this.buffer.getLong(this.offset + TradeLayout.ID_LOW_OFFSET);
	}

	/**
	 * Returns the upper half of the id of the order that was taken.
	 * @return the most significant bits
	 */
	public long orderIdHigh() {
		return this.buffer.getLong(this.offset + TradeLayout.ORDER_ID_HIGH_OFFSET);
	}

	/**
	 * Returns the lower half of the id of the order that was taken.
	 * @return the least significant bits
	 */
	public long orderIdLow() {
		return this.buffer.getLong(this.offset + TradeLayout.ORDER_ID_LOW_OFFSET);
	}

	/**
	 * Returns the traded amount.
	 * @return the amount of the base asset
	 */
	public long amount() {
		return this.buffer.getLong(this.offset + TradeLayout.AMOUNT_OFFSET);
	}

	/**
	 * Returns the price of the trade, which is the order's.
	 * @return the amount of the quote asset for 1 of the base asset
	 */
	public long price() {
		return this.buffer.getLong(this.offset + TradeLayout.PRICE_OFFSET);
	}

	/**
	 * Returns the time of execution.
	 * @return microseconds since the epoch
	 */
	public long executedAt() {
		return this.buffer.getLong(this.offset + TradeLayout.EXECUTED_AT_OFFSET);
	}

	/**
	 * Returns the trade's market.
	 * @return the market's number
	 */
	public int market() {
		return this.buffer.getInt(this.offset + TradeLayout.MARKET_OFFSET);
	}

	/**
	 * Returns the taker's side.
	 * @return 0 when the taker bought, 1 when the taker sold
	 */
	public int takerSide() {
		return this.buffer.get(this.offset + TradeLayout.TAKER_SIDE_OFFSET);
	}

	/**
	 * Returns the status of the settlement.
	 * @return 0 pending, 1 completed, 2 failed
	 */
	public int status() {
		return this.buffer.get(this.offset + TradeLayout.STATUS_OFFSET);
	}

	/**
	 * Returns the time of settlement, when the trade was completed or failed.
	 * @return microseconds since the epoch, 0 while it is pending
	 */
	public long settledAt() {
		return this.buffer.getLong(this.offset + TradeLayout.SETTLED_AT_OFFSET);
	}

	/**
	 * Returns the address of the order's maker.
	 * @return the address
	 */
	public String maker() {
		return this.addresses.read(this.buffer, this.offset + TradeLayout.MAKER_OFFSET,
				this.buffer.get(this.offset + TradeLayout.MAKER_LENGTH_OFFSET));
	}

	/**
	 * Returns the address of the order's taker.
	 * @return the address
	 */
	public String taker() {
		return this.addresses.read(this.buffer, this.offset + TradeLayout.TAKER_OFFSET,
				this.buffer.get(this.offset + TradeLayout.TAKER_LENGTH_OFFSET));
	}

}
