package io.darkswap.wasm.engine.abi;

/** The kind of an event. A test compares the constants with the engine's numbers. */
public enum EventKind {

	/** An order entered the book. */
	ORDER_CREATED(EngineAbi.EVENT_ORDER_CREATED),

	/** An order was cancelled. */
	ORDER_CANCELLED(EngineAbi.EVENT_ORDER_CANCELLED),

	/** An order was taken, whole or in part. */
	ORDER_MATCHED(EngineAbi.EVENT_ORDER_MATCHED),

	/** An order expired. */
	ORDER_EXPIRED(EngineAbi.EVENT_ORDER_EXPIRED),

	/** A trade was created. */
	TRADE_CREATED(EngineAbi.EVENT_TRADE_CREATED),

	/** A trade was completed. */
	TRADE_COMPLETED(EngineAbi.EVENT_TRADE_COMPLETED),

	/** A trade failed. */
	TRADE_FAILED(EngineAbi.EVENT_TRADE_FAILED),

	/** An order was withdrawn by the operator. */
	ORDER_EVICTED(EngineAbi.EVENT_ORDER_EVICTED);

	private static final EventKind[] KINDS = values();

	private final int number;

	EventKind(int number) {
		this.number = number;
	}

	/** Returns the kind with one of the engine's numbers, which begin at 1. */
	public static EventKind of(int number) {
		return KINDS[number - 1];
	}

	public boolean isTrade() {
		return this.number >= EngineAbi.EVENT_TRADE_CREATED && this.number <= EngineAbi.EVENT_TRADE_FAILED;
	}

}
