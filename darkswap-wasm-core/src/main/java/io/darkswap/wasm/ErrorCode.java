package io.darkswap.wasm;

/**
 * The kind of a failure, for programs: each {@link DarkSwapException} has one. Names are
 * stable; new ones may be added.
 */
public enum ErrorCode {

	/** The client has not been initialised, or was closed. */
	NOT_INITIALIZED,

	/** The client is initialised but stopped: it serves calls after {@code start()}. */
	NOT_STARTED,

	/** The client could not be initialised, for a reason that has no code of its own. */
	INITIALIZATION_FAILED,

	/** An argument was refused; nothing changed. */
	INVALID_ARGUMENT,

	/** No order, open or in the history, has this id. */
	ORDER_NOT_FOUND,

	/** The order is filled, cancelled or expired. */
	ORDER_NOT_OPEN,

	/** The amount exceeds the remaining amount of the order. */
	AMOUNT_EXCEEDS_REMAINING,

	/**
	 * The id was used by an order that has not expired, or the order is this client's
	 * own.
	 */
	DUPLICATE_ORDER,

	/**
	 * The clock was set back: an imported order that expires before the clock's latest
	 * time may have been used already.
	 */
	CLOCK_SET_BACK,

	/** Another client created the order, and only that client may cancel it. */
	NOT_THE_MAKER,

	/** The order has no signature: it was created while orders were not signed. */
	SIGNATURE_MISSING,

	/** The signature is not the maker's, or not over this order. */
	SIGNATURE_INVALID,

	/** The signature is in a format that is no longer accepted. */
	SIGNATURE_OUTDATED,

	/** The id of a signed order is not the one that is derived from its content. */
	ORDER_ID_MISMATCH,

	/** The order's price or maker is not the expected one; nothing is taken. */
	ORDER_NOT_AS_EXPECTED,

	/** The wallet could not sign. */
	WALLET_SIGNING_FAILED,

	/** No trade in the history has this id. */
	TRADE_NOT_FOUND,

	/** The trade was completed or failed already. */
	TRADE_NOT_PENDING,

	/** This pair is not traded here, or as many markets are open as may be. */
	MARKET_REFUSED,

	/** As many imported orders are open as may be. */
	TOO_MANY_FOREIGN_ORDERS,

	/** As many imported orders of this maker are open as may be. */
	TOO_MANY_ORDERS_OF_MAKER,

	/** A trade with this id exists already. */
	DUPLICATE_TRADE,

	/**
	 * A listener was too slow: events were dropped for it. Or the memory beside the books
	 * of a log had no room for them.
	 */
	EVENTS_MISSED,

	/** The linear memory is at its maximum: raise it, or cancel orders. */
	ENGINE_MEMORY_EXHAUSTED,

	/**
	 * A call trapped during a change of the book, so the book may be inconsistent. A
	 * client with a command log rebuilds its books by itself; otherwise re-create the
	 * engine.
	 */
	ENGINE_POISONED,

	/** The engine trapped outside any critical section: the book is intact. */
	ENGINE_TRAPPED,

	/** No instance became free, or a call did not end, within its time limit. */
	CALL_TIMED_OUT,

	/**
	 * The calling thread was interrupted; the message reports whether the call ran.
	 */
	CALL_INTERRUPTED,

	/** There is no module at the URL. */
	MODULE_NOT_FOUND,

	/** Reading the module failed. */
	MODULE_UNREADABLE,

	/** The module is larger than the limit. */
	MODULE_TOO_LARGE,

	/** The module's SHA-256 is not the pinned one. */
	MODULE_DIGEST_MISMATCH,

	/** The bytes are not a valid WebAssembly module. */
	MODULE_INVALID,

	/** The module uses a feature of WebAssembly that the runtime cannot run. */
	MODULE_UNSUPPORTED,

	/** No more workers of a module may run at once. */
	WORKER_REFUSED,

	/** The module has imports that it was not given. */
	MODULE_IMPORTS_REFUSED,

	/** The module's memory limits contradict the configured pages. */
	MODULE_MEMORY_MISMATCH,

	/** The module is not this version of the DarkSwap engine. */
	ABI_MISMATCH,

	/** The wallet could not be created from its configuration. */
	WALLET_INVALID,

	/** No source of balances is configured for this asset. */
	CHAIN_SOURCE_MISSING,

	/** The source of bitcoin balances does not respond, or returns no valid balance. */
	WALLET_BALANCE_FAILED,

	/**
	 * The source of an asset's balances does not respond, or returns no valid balance.
	 */
	WALLET_ASSET_BALANCE_FAILED,

	/**
	 * The C stack of an instance overflowed, so memory that is not its own may be
	 * damaged. A client with a command log rebuilds its books by itself; otherwise
	 * re-create the engine.
	 */
	ENGINE_STACK_OVERFLOW,

	/** The module did not arrive within its time limit. */
	MODULE_TIMED_OUT,

	/** The module is truncated. */
	MODULE_TRUNCATED,

	/** The bytes at the module's URL are not WebAssembly. */
	MODULE_NOT_WASM,

	/** Another process or client uses the directory of the command log. */
	LOG_LOCKED,

	/** Acknowledged records of the command log cannot be read. */
	LOG_DAMAGED,

	/** The command log belongs to another network or another engine module. */
	LOG_MISMATCH,

	/** The command log has no room; reads go on, and commands once there is room. */
	LOG_FULL,

	/** The command log stopped for good; the client must be created again. */
	LOG_FAILED

}
