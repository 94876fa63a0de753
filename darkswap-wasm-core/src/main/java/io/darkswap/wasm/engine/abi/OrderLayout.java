package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_order}: offsets and size in bytes.
 */
public final class OrderLayout {

	public static final int ID_HIGH_OFFSET = 0;

	public static final int ID_LOW_OFFSET = 8;

	public static final int AMOUNT_OFFSET = 16;

	public static final int REMAINING_OFFSET = 24;

	public static final int PRICE_OFFSET = 32;

	public static final int CREATED_AT_OFFSET = 40;

	public static final int EXPIRES_AT_OFFSET = 48;

	public static final int MARKET_OFFSET = 56;

	public static final int SIDE_OFFSET = 60;

	public static final int STATUS_OFFSET = 61;

	public static final int MAKER_LENGTH_OFFSET = 62;

	public static final int FLAGS_OFFSET = 63;

	public static final int SIGNATURE_OFFSET = 68;

	public static final int SEQUENCE_OFFSET = 72;

	public static final int CHANGED_AT_OFFSET = 112;

	public static final int MAKER_OFFSET = 128;

	public static final int SIZE = 256;

	private OrderLayout() {
	}

}
