package io.darkswap.wasm.engine;

/** What an event tells. A test holds the constants to the engine's numbers. */
public enum EventKind {

	/** An order entered the book. */
	ORDER_CREATED(EngineAbi.EVENT_ORDER_CREATED),

	/** An order was withdrawn. */
	ORDER_CANCELLED(EngineAbi.EVENT_ORDER_CANCELLED),

	/** An order was taken, whole or in part. */
	ORDER_MATCHED(EngineAbi.EVENT_ORDER_MATCHED),

	/** An order ran out of time. */
	ORDER_EXPIRED(EngineAbi.EVENT_ORDER_EXPIRED),

	/** A trade was made. */
	TRADE_CREATED(EngineAbi.EVENT_TRADE_CREATED),

	/** A trade was settled. */
	TRADE_COMPLETED(EngineAbi.EVENT_TRADE_COMPLETED),

	/** A trade will not be settled. */
	TRADE_FAILED(EngineAbi.EVENT_TRADE_FAILED);

	private static final EventKind[] KINDS = values();

	private final int number;

	EventKind(int number) {
		this.number = number;
	}

	/** Returns the kind with one of the engine's numbers, which begin at 1. */
	static EventKind of(int number) {
		return KINDS[number - 1];
	}

	boolean isTrade() {
		return this.number >= EngineAbi.EVENT_TRADE_CREATED;
	}

}
