package io.darkswap.wasm;

/** The status of an order. Only {@link #OPEN} orders can be taken or cancelled. */
public enum OrderStatus {

	/** In the book. */
	OPEN,

	/** Taken completely. */
	FILLED,

	/**
	 * Cancelled by its maker, or evicted, or its rest cannot be paid
	 * ({@link Order#restIsBelowUnit()}); earlier trades stay valid.
	 */
	CANCELLED,

	/** Expired; earlier trades stay valid. */
	EXPIRED

}
