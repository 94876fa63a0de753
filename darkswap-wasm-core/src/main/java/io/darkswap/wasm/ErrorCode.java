package io.darkswap.wasm;

/**
 * What went wrong, for programs: each {@link DarkSwapException} carries one. Names are
 * stable; new ones may be added.
 */
public enum ErrorCode {

	/** The client has not been initialised, or was closed. */
	NOT_INITIALIZED,

	/** The client is initialised but stopped: it answers again after {@code start()}. */
	NOT_STARTED,

	/** The client could not be initialised, for a reason that has no code of its own. */
	INITIALIZATION_FAILED,

	/** An argument was refused before anything changed. */
	INVALID_ARGUMENT,

	/** No order, open or in the history, has this id. */
	ORDER_NOT_FOUND,

	/** The order is filled, cancelled or expired. */
	ORDER_NOT_OPEN,

	/** More was asked for than remains of the order. */
	AMOUNT_EXCEEDS_REMAINING,

	/**
	 * The id was used by an order that has not expired, or the order is this client's
	 * own.
	 */
	DUPLICATE_ORDER,

	/** The order was made by another client, and only that one may cancel it. */
	NOT_THE_MAKER,

	/** The order carries no signature: it was made while orders were not signed. */
	SIGNATURE_MISSING,

	/** The signature is not the maker's, or not over this order. */
	SIGNATURE_INVALID,

	/** The signature is in a format that is not accepted any more. */
	SIGNATURE_OUTDATED,

	/** The id of a signed order is not the one that is derived from its content. */
	ORDER_ID_MISMATCH,

	/** The order's price or maker is not what the taker asked for: nothing is taken. */
	ORDER_NOT_AS_EXPECTED,

	/** The wallet could not sign. */
	WALLET_SIGNING_FAILED,

	/** No trade in the history has this id. */
	TRADE_NOT_FOUND,

	/** The trade was completed or failed already. */
	TRADE_NOT_PENDING,

	/** A trade with this id exists already. */
	DUPLICATE_TRADE,

	/** A listener was too slow: events that happened meanwhile were not kept for it. */
	EVENTS_MISSED,

	/** The linear memory is at its maximum: raise it, or cancel orders. */
	ENGINE_MEMORY_EXHAUSTED,

	/**
	 * A call trapped while it changed the book, so the book can no longer be trusted:
	 * create the engine afresh.
	 */
	ENGINE_POISONED,

	/** The engine trapped outside any critical section: the book is unharmed. */
	ENGINE_TRAPPED,

	/** No instance became free, or a call did not end, within its time limit. */
	CALL_TIMED_OUT,

	/**
	 * The calling thread was interrupted; the message tells whether the call was made.
	 */
	CALL_INTERRUPTED,

	/** Nothing could be read at the module's URL. */
	MODULE_NOT_FOUND,

	/** Reading the module failed. */
	MODULE_UNREADABLE,

	/** The module is larger than the limit. */
	MODULE_TOO_LARGE,

	/** The module's SHA-256 is not the pinned one. */
	MODULE_DIGEST_MISMATCH,

	/** The bytes are not a valid WebAssembly module. */
	MODULE_INVALID,

	/** The module imports what it was not given. */
	MODULE_IMPORTS_REFUSED,

	/** The module's memory limits and the configured pages do not fit together. */
	MODULE_MEMORY_MISMATCH,

	/** The module is not this version of the DarkSwap engine. */
	ABI_MISMATCH,

	/** The wallet could not be made from what was configured. */
	WALLET_INVALID,

	/** Nothing is configured that tells the balance of this asset. */
	CHAIN_SOURCE_MISSING,

	/** The source of bitcoin balances does not answer, or not sensibly. */
	WALLET_BALANCE_FAILED,

	/** The source of an asset's balances does not answer, or not sensibly. */
	WALLET_ASSET_BALANCE_FAILED,

	/**
	 * The C stack of an instance ran out of its bounds, so memory that is not its own may
	 * be damaged: create the engine afresh.
	 */
	ENGINE_STACK_OVERFLOW,

	/** The module did not arrive within its time limit. */
	MODULE_TIMED_OUT,

	/** The module breaks off before its end. */
	MODULE_TRUNCATED,

	/** What was found at the module's URL is not WebAssembly. */
	MODULE_NOT_WASM

}
