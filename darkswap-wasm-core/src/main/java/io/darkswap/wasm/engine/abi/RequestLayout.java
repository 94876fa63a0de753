package io.darkswap.wasm.engine.abi;

/**
 * The layout of the engine's {@code darkswap_request}: offsets and size in bytes.
 */
public final class RequestLayout {

	public static final int ID_HIGH_OFFSET = 0;

	public static final int ID_LOW_OFFSET = 8;

	public static final int ORDER_ID_HIGH_OFFSET = 16;

	public static final int ORDER_ID_LOW_OFFSET = 24;

	public static final int AMOUNT_OFFSET = 32;

	public static final int PRICE_OFFSET = 40;

	public static final int NOW_OFFSET = 48;

	public static final int EXPIRES_AT_OFFSET = 56;

	public static final int MARKET_OFFSET = 64;

	public static final int SIDE_OFFSET = 68;

	public static final int ADDRESS_LENGTH_OFFSET = 72;

	public static final int FLAGS_OFFSET = 76;

	public static final int BASE_OFFSET = 80;

	public static final int QUOTE_OFFSET = 104;

	public static final int ADDRESS_OFFSET = 128;

	public static final int SINCE_OFFSET = 224;

	public static final int INTERVAL_OFFSET = 232;

	public static final int FOREIGN_MEMORY_OFFSET = 240;

	public static final int FOREIGN_ORDERS_OF_MAKER_OFFSET = 248;

	public static final int COUNT_OFFSET = 256;

	public static final int HEAP_END_OFFSET = 260;

	public static final int CLOSED_ORDER_HISTORY_OFFSET = 264;

	public static final int TRADE_HISTORY_OFFSET = 268;

	public static final int OWNER_OFFSET = 272;

	public static final int FOREIGN_ORDERS_OFFSET = 276;

	public static final int HASH_KEY_OFFSET = 280;

	public static final int SIZE = 320;

	private RequestLayout() {
	}

}
