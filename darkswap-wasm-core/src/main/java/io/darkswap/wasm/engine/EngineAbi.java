package io.darkswap.wasm.engine;

/**
 * The engine's {@code darkswap_abi.h}, mirrored: offsets and sizes in bytes, codes and
 * limits. A test compares every constant with what the engine itself exports.
 */
public final class EngineAbi {

	/** The version of the ABI that this class mirrors. */
	public static final int VERSION = 1;

	static final int ASSET_BLOCK = 0;

	static final int ASSET_TRANSACTION = 8;

	static final int ASSET_TYPE = 16;

	static final int ASSET_SIZE = 24;

	static final int ORDER_ID_HIGH = 0;

	static final int ORDER_ID_LOW = 8;

	static final int ORDER_AMOUNT = 16;

	static final int ORDER_REMAINING = 24;

	static final int ORDER_PRICE = 32;

	static final int ORDER_CREATED_AT = 40;

	static final int ORDER_EXPIRES_AT = 48;

	static final int ORDER_SEQUENCE = 56;

	static final int ORDER_MARKET = 64;

	static final int ORDER_SIDE = 68;

	static final int ORDER_STATUS = 69;

	static final int ORDER_MAKER_LENGTH = 70;

	static final int ORDER_MAKER = 144;

	static final int ORDER_SIZE = 256;

	static final int TRADE_ID_HIGH = 0;

	static final int TRADE_ID_LOW = 8;

	static final int TRADE_ORDER_ID_HIGH = 16;

	static final int TRADE_ORDER_ID_LOW = 24;

	static final int TRADE_AMOUNT = 32;

	static final int TRADE_PRICE = 40;

	static final int TRADE_EXECUTED_AT = 48;

	static final int TRADE_MARKET = 56;

	static final int TRADE_TAKER_SIDE = 60;

	static final int TRADE_MAKER_LENGTH = 61;

	static final int TRADE_TAKER_LENGTH = 62;

	static final int TRADE_MAKER = 64;

	static final int TRADE_TAKER = 160;

	static final int TRADE_SIZE = 256;

	static final int LEVEL_PRICE = 0;

	static final int LEVEL_AMOUNT_LOW = 8;

	static final int LEVEL_AMOUNT_HIGH = 16;

	static final int LEVEL_ORDERS = 20;

	static final int LEVEL_SIZE = 24;

	static final int SUMMARY_VERSION = 0;

	static final int SUMMARY_SIDES = 8;

	static final int SUMMARY_EARLIEST_EXPIRY = 56;

	static final int SUMMARY_SIZE = 64;

	static final int REQUEST_ID_HIGH = 0;

	static final int REQUEST_ID_LOW = 8;

	static final int REQUEST_ORDER_ID_HIGH = 16;

	static final int REQUEST_ORDER_ID_LOW = 24;

	static final int REQUEST_AMOUNT = 32;

	static final int REQUEST_PRICE = 40;

	static final int REQUEST_NOW = 48;

	static final int REQUEST_EXPIRES_AT = 56;

	static final int REQUEST_MARKET = 64;

	static final int REQUEST_SIDE = 68;

	static final int REQUEST_ADDRESS_LENGTH = 72;

	static final int REQUEST_HEAP_END = 76;

	static final int REQUEST_CLOSED_ORDER_HISTORY = 80;

	static final int REQUEST_OWNER = 84;

	static final int REQUEST_BASE = 88;

	static final int REQUEST_QUOTE = 112;

	static final int REQUEST_ADDRESS = 136;

	static final int REQUEST_SIZE = 256;

	static final int MAILBOX_INSTANCE = 0;

	static final int MAILBOX_LISTED = 4;

	static final int MAILBOX_MORE = 8;

	static final int MAILBOX_MARKET = 12;

	static final int MAILBOX_SUMMARY_REFERENCE = 16;

	static final int MAILBOX_REQUEST = 64;

	static final int MAILBOX_ORDER = 320;

	static final int MAILBOX_TRADE = 576;

	static final int MAILBOX_SUMMARY = 832;

	static final int MAILBOX_ORDERS = 960;

	static final int MAILBOX_SIZE = 1920;

	/** The most bytes that a maker's or taker's address may have. */
	public static final int LIMIT_ADDRESS_MAX = 90;

	static final int LIMIT_PAGE_ORDERS = 240;

	static final int LIMIT_INSTANCE_MAX = 65535;

	/** 1.0 in fixed point. */
	public static final int LIMIT_ONE = 100_000_000;

	static final int ERROR_OK = 0;

	static final int ERROR_INVALID_ARGUMENT = 1;

	static final int ERROR_ORDER_NOT_FOUND = 2;

	static final int ERROR_ORDER_NOT_OPEN = 3;

	static final int ERROR_AMOUNT_EXCEEDS_REMAINING = 4;

	static final int ERROR_DUPLICATE_ORDER = 5;

	static final int ERROR_MEMORY_EXHAUSTED = 6;

	static final int ERROR_POISONED = 7;

	static final int ERROR_MARKET_NOT_FOUND = 8;

	static final int ERROR_WRONG_STATE = 9;

	static final int ASSET_TYPE_BITCOIN = 0;

	static final int ASSET_TYPE_RUNE = 1;

	static final int ASSET_TYPE_ALKANE = 2;

	static final int SIDE_BUY = 0;

	static final int SIDE_SELL = 1;

	static final int STATUS_OPEN = 0;

	static final int STATUS_FILLED = 1;

	static final int STATUS_CANCELLED = 2;

	static final int STATUS_EXPIRED = 3;

	private EngineAbi() {
	}

}
