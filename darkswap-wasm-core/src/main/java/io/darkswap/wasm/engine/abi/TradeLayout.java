package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_trade}: offsets and size in bytes.
 */
public final class TradeLayout {

	public static final int ID_HIGH_OFFSET = 0;

	public static final int ID_LOW_OFFSET = 8;

	public static final int ORDER_ID_HIGH_OFFSET = 16;

	public static final int ORDER_ID_LOW_OFFSET = 24;

	public static final int AMOUNT_OFFSET = 32;

	public static final int PRICE_OFFSET = 40;

	public static final int EXECUTED_AT_OFFSET = 48;

	public static final int MARKET_OFFSET = 56;

	public static final int TAKER_SIDE_OFFSET = 60;

	public static final int STATUS_OFFSET = 61;

	public static final int MAKER_LENGTH_OFFSET = 62;

	public static final int TAKER_LENGTH_OFFSET = 63;

	public static final int MAKER_OFFSET = 68;

	public static final int TAKER_OFFSET = 158;

	public static final int SETTLED_AT_OFFSET = 248;

	public static final int SIZE = 256;

	private TradeLayout() {
	}

}
