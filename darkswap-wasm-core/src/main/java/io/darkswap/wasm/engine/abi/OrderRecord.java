package io.darkswap.wasm.engine.abi;

import java.nio.ByteBuffer;

/**
 * Reads an order in place (a flyweight). Valid until the next command of the session it
 * came from; not thread-safe. Amounts and prices are unsigned fixed point with 8
 * decimals, times are microseconds since the epoch.
 */
public final class OrderRecord {

	private final AddressTexts addresses;

	private ByteBuffer buffer = ByteBuffer.allocate(OrderLayout.SIZE);

	private int offset;

	public OrderRecord(AddressTexts addresses) {
		this.addresses = addresses;
	}

	public OrderRecord wrap(Records records, int reference) {
		ByteBuffer read = records.buffer(reference, OrderLayout.SIZE);
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
		return this.buffer.getLong(this.offset + OrderLayout.ID_HIGH_OFFSET);
	}

	/**
	 * Returns the lower half of the id.
	 * @return the least significant bits
	 */
	public long idLow() {
		return this.buffer.getLong(this.offset + OrderLayout.ID_LOW_OFFSET);
	}

	/**
	 * Returns the original amount.
	 * @return the amount of the base asset
	 */
	public long amount() {
		return this.buffer.getLong(this.offset + OrderLayout.AMOUNT_OFFSET);
	}

	/**
	 * Returns the remaining amount.
	 * @return the amount of the base asset
	 */
	public long remaining() {
		return this.buffer.getLong(this.offset + OrderLayout.REMAINING_OFFSET);
	}

	/**
	 * Returns the price.
	 * @return the amount of the quote asset for 1 of the base asset
	 */
	public long price() {
		return this.buffer.getLong(this.offset + OrderLayout.PRICE_OFFSET);
	}

	/**
	 * Returns the time of creation.
	 * @return microseconds since the epoch
	 */
	public long createdAt() {
		return this.buffer.getLong(this.offset + OrderLayout.CREATED_AT_OFFSET);
	}

	/**
	 * Returns the time of expiry.
	 * @return microseconds since the epoch
	 */
	public long expiresAt() {
		return this.buffer.getLong(this.offset + OrderLayout.EXPIRES_AT_OFFSET);
	}

	/**
	 * Returns the time of the last change: creation, take, cancellation or expiry.
	 * @return microseconds since the epoch
	 */
	public long changedAt() {
		return this.buffer.getLong(this.offset + OrderLayout.CHANGED_AT_OFFSET);
	}

	/**
	 * Returns the order's market.
	 * @return the market's number
	 */
	public int market() {
		return this.buffer.getInt(this.offset + OrderLayout.MARKET_OFFSET);
	}

	/**
	 * Returns the side.
	 * @return 0 for a bid, 1 for an ask
	 */
	public int side() {
		return this.buffer.get(this.offset + OrderLayout.SIDE_OFFSET);
	}

	/**
	 * Returns the status.
	 * @return 0 open, 1 filled, 2 cancelled, 3 expired
	 */
	public int status() {
		return this.buffer.get(this.offset + OrderLayout.STATUS_OFFSET);
	}

	/**
	 * Returns the maker's address.
	 * @return the address
	 */
	public String maker() {
		return this.addresses.read(this.buffer, this.offset + OrderLayout.MAKER_OFFSET,
				this.buffer.get(this.offset + OrderLayout.MAKER_LENGTH_OFFSET));
	}

}
