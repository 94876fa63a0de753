package io.darkswap.wasm.engine.abi;

import io.darkswap.wasm.engine.Engine;

/**
 * Mirrors the engine's {@code darkswap_abi.h}: offsets and sizes in bytes, codes and
 * limits. A test compares every constant with the engine's exports.
 */
public final class EngineAbi {

	/** The version of the ABI that this class mirrors. */
	public static final int VERSION = 11;

	/**
	 * The version of the structures in a snapshot of the engine's memory. See
	 * {@link Engine#stateVersion()}.
	 */
	public static final int STATE_VERSION = 4;

	public static final int ASSET_BLOCK = 0;

	public static final int ASSET_TRANSACTION = 8;

	public static final int ASSET_TYPE = 16;

	public static final int ASSET_SIZE = 24;

	public static final int ORDER_ID_HIGH = 0;

	public static final int ORDER_ID_LOW = 8;

	public static final int ORDER_AMOUNT = 16;

	public static final int ORDER_REMAINING = 24;

	public static final int ORDER_PRICE = 32;

	public static final int ORDER_CREATED_AT = 40;

	public static final int ORDER_EXPIRES_AT = 48;

	public static final int ORDER_MARKET = 56;

	public static final int ORDER_SIDE = 60;

	public static final int ORDER_STATUS = 61;

	public static final int ORDER_MAKER_LENGTH = 62;

	public static final int ORDER_FLAGS = 63;

	public static final int ORDER_SIGNATURE = 68;

	public static final int ORDER_SEQUENCE = 72;

	public static final int ORDER_CHANGED_AT = 112;

	public static final int ORDER_MAKER = 128;

	public static final int ORDER_SIZE = 256;

	public static final int TRADE_ID_HIGH = 0;

	public static final int TRADE_ID_LOW = 8;

	public static final int TRADE_ORDER_ID_HIGH = 16;

	public static final int TRADE_ORDER_ID_LOW = 24;

	public static final int TRADE_AMOUNT = 32;

	public static final int TRADE_PRICE = 40;

	public static final int TRADE_EXECUTED_AT = 48;

	public static final int TRADE_MARKET = 56;

	public static final int TRADE_TAKER_SIDE = 60;

	public static final int TRADE_STATUS = 61;

	public static final int TRADE_MAKER_LENGTH = 62;

	public static final int TRADE_TAKER_LENGTH = 63;

	public static final int TRADE_MAKER = 68;

	public static final int TRADE_TAKER = 158;

	public static final int TRADE_SETTLED_AT = 248;

	public static final int TRADE_SIZE = 256;

	public static final int LEVEL_PRICE = 0;

	public static final int LEVEL_AMOUNT_LOW = 8;

	public static final int LEVEL_AMOUNT_HIGH = 16;

	public static final int LEVEL_ORDERS = 20;

	public static final int LEVEL_SIZE = 24;

	public static final int SUMMARY_VERSION = 0;

	public static final int SUMMARY_SIDES = 8;

	public static final int SUMMARY_EARLIEST_EXPIRY = 56;

	public static final int SUMMARY_SIZE = 64;

	public static final int STATISTICS_TRADES = 0;

	public static final int STATISTICS_VOLUME_LOW = 8;

	public static final int STATISTICS_VOLUME_HIGH = 16;

	public static final int STATISTICS_QUOTE_VOLUME_LOW = 24;

	public static final int STATISTICS_QUOTE_VOLUME_HIGH = 32;

	public static final int STATISTICS_HIGH = 40;

	public static final int STATISTICS_LOW = 48;

	public static final int STATISTICS_SIZE = 64;

	public static final int CANDLE_START = 0;

	public static final int CANDLE_OPEN = 8;

	public static final int CANDLE_HIGH = 16;

	public static final int CANDLE_LOW = 24;

	public static final int CANDLE_CLOSE = 32;

	public static final int CANDLE_VOLUME_LOW = 40;

	public static final int CANDLE_VOLUME_HIGH = 48;

	public static final int CANDLE_TRADES = 56;

	public static final int CANDLE_SIZE = 64;

	public static final int USED_ID_ID_HIGH = 0;

	public static final int USED_ID_ID_LOW = 8;

	public static final int USED_ID_EXPIRES_AT = 16;

	public static final int USED_ID_BLOCK_BELOW = 28;

	public static final int USED_ID_SIZE = 32;

	public static final int USED_IDS_FREED_UNTIL = 0;

	public static final int USED_IDS_STACKS = 8;

	public static final int USED_IDS_SIZE = 136;

	public static final int REQUEST_ID_HIGH = 0;

	public static final int REQUEST_ID_LOW = 8;

	public static final int REQUEST_ORDER_ID_HIGH = 16;

	public static final int REQUEST_ORDER_ID_LOW = 24;

	public static final int REQUEST_AMOUNT = 32;

	public static final int REQUEST_PRICE = 40;

	public static final int REQUEST_NOW = 48;

	public static final int REQUEST_EXPIRES_AT = 56;

	public static final int REQUEST_MARKET = 64;

	public static final int REQUEST_SIDE = 68;

	public static final int REQUEST_ADDRESS_LENGTH = 72;

	public static final int REQUEST_FLAGS = 76;

	public static final int REQUEST_BASE = 80;

	public static final int REQUEST_QUOTE = 104;

	public static final int REQUEST_ADDRESS = 128;

	public static final int REQUEST_SINCE = 224;

	public static final int REQUEST_INTERVAL = 232;

	public static final int REQUEST_FOREIGN_MEMORY = 240;

	public static final int REQUEST_FOREIGN_ORDERS_OF_MAKER = 248;

	public static final int REQUEST_COUNT = 256;

	public static final int REQUEST_HEAP_END = 260;

	public static final int REQUEST_CLOSED_ORDER_HISTORY = 264;

	public static final int REQUEST_TRADE_HISTORY = 268;

	public static final int REQUEST_OWNER = 272;

	public static final int REQUEST_FOREIGN_ORDERS = 276;

	public static final int REQUEST_HASH_KEY = 280;

	public static final int REQUEST_SIZE = 320;

	public static final int MAILBOX_INSTANCE = 0;

	public static final int MAILBOX_LISTED = 4;

	public static final int MAILBOX_MORE = 8;

	public static final int MAILBOX_MARKET = 12;

	public static final int MAILBOX_SUMMARY_REFERENCE = 16;

	public static final int MAILBOX_BIDS = 20;

	public static final int MAILBOX_EVENTS_WAITING = 24;

	public static final int MAILBOX_ERROR = 28;

	public static final int MAILBOX_TRADES_EVER = 32;

	public static final int MAILBOX_REQUEST = 64;

	public static final int MAILBOX_ORDER = 384;

	public static final int MAILBOX_TRADE = 640;

	public static final int MAILBOX_SUMMARY = 896;

	public static final int MAILBOX_SIGNATURE = 960;

	public static final int MAILBOX_STATISTICS = 1024;

	public static final int MAILBOX_PAGE = 1088;

	public static final int MAILBOX_SIZE = 2048;

	/** The most bytes that a maker's or taker's address may have. */
	public static final int LIMIT_ADDRESS_MAX = 90;

	/** The number of bytes of a signature. */
	public static final int LIMIT_SIGNATURE_SIZE = 64;

	public static final int LIMIT_PAGE_REFERENCES = 240;

	public static final int LIMIT_PAGE_LEVELS = 40;

	public static final int LIMIT_PAGE_CANDLES = 15;

	public static final int LIMIT_PAGE_USED_IDS = 30;

	public static final int LIMIT_USED_ID_STACKS = 16;

	public static final int LIMIT_USED_IDS_PER_BLOCK = 8;

	public static final int LIMIT_HASH_KEY_WORDS = 5;

	/** The most expired orders that one call closes. */
	public static final int LIMIT_SWEEP_ORDERS = 512;

	/** The most records that one call of a take or a batch processes. */
	public static final int LIMIT_STEP_RECORDS = 1024;

	public static final int LIMIT_INSTANCE_MAX = 65535;

	/** 1.0 in fixed point. */
	public static final int LIMIT_ONE = 100_000_000;

	/** The bits of an event's reference that hold the event's kind. */
	public static final int MASK_EVENT_KIND = 0xff;

	/** The bits of a market's number that no other open market has. */
	public static final int MASK_MARKET_PLACE = 0xffff;

	public static final int ERROR_OK = 0;

	public static final int ERROR_INVALID_ARGUMENT = 1;

	public static final int ERROR_ORDER_NOT_FOUND = 2;

	public static final int ERROR_ORDER_NOT_OPEN = 3;

	public static final int ERROR_AMOUNT_EXCEEDS_REMAINING = 4;

	public static final int ERROR_DUPLICATE_ORDER = 5;

	public static final int ERROR_MEMORY_EXHAUSTED = 6;

	public static final int ERROR_POISONED = 7;

	public static final int ERROR_MARKET_NOT_FOUND = 8;

	public static final int ERROR_WRONG_STATE = 9;

	public static final int ERROR_NOT_THE_MAKER = 10;

	public static final int ERROR_TRADE_NOT_FOUND = 11;

	public static final int ERROR_TRADE_NOT_PENDING = 12;

	public static final int ERROR_DUPLICATE_TRADE = 13;

	public static final int ERROR_UNFINISHED = 14;

	public static final int ERROR_EXPIRY_TOO_FAR = 15;

	public static final int ERROR_TOO_MANY_FOREIGN_ORDERS = 16;

	public static final int ERROR_BELOW_A_UNIT = 17;

	public static final int ERROR_NO_ROOM_FOR_EVENTS = 18;

	public static final int ERROR_TOO_MANY_MARKETS = 19;

	public static final int ERROR_ID_MAY_BE_USED = 20;

	public static final int ERROR_TOO_MANY_ORDERS_OF_MAKER = 21;

	public static final int ERROR_MEMORY_IS_RESERVED = 22;

	public static final int ASSET_TYPE_BITCOIN = 0;

	public static final int ASSET_TYPE_RUNE = 1;

	public static final int ASSET_TYPE_ALKANE = 2;

	public static final int SIDE_BUY = 0;

	public static final int SIDE_SELL = 1;

	public static final int STATUS_OPEN = 0;

	public static final int STATUS_FILLED = 1;

	public static final int STATUS_CANCELLED = 2;

	public static final int STATUS_EXPIRED = 3;

	public static final int TRADE_STATUS_PENDING = 0;

	public static final int TRADE_STATUS_COMPLETED = 1;

	public static final int TRADE_STATUS_FAILED = 2;

	public static final int FLAG_IMPORTED = 1;

	public static final int FLAG_SIGNED = 2;

	public static final int FLAG_EVICTED = 4;

	public static final int EVENT_ORDER_CREATED = 1;

	public static final int EVENT_ORDER_CANCELLED = 2;

	public static final int EVENT_ORDER_MATCHED = 3;

	public static final int EVENT_ORDER_EXPIRED = 4;

	public static final int EVENT_TRADE_CREATED = 5;

	public static final int EVENT_TRADE_COMPLETED = 6;

	public static final int EVENT_TRADE_FAILED = 7;

	public static final int EVENT_ORDER_EVICTED = 8;

	private EngineAbi() {
	}

}
