package io.darkswap.wasm.engine.abi;

import io.darkswap.wasm.engine.Engine;

/**
 * Mirrors the codes and limits of the engine's {@code darkswap_abi.h}. The offsets of
 * each record are in a class of its own, such as {@link OrderLayout}. A test compares
 * every constant with the engine's exports.
 */
public final class EngineAbi {

	/** The version of the ABI that this class mirrors. */
	public static final int VERSION = 12;

	/**
	 * The version of the structures in a snapshot of the engine's memory. See
	 * {@link Engine#stateVersion()}.
	 */
	public static final int STATE_VERSION = 8;

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

	public static final int ERROR_BUSY = 23;

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
