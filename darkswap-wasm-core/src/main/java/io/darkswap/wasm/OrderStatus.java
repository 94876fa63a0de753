package io.darkswap.wasm;

/** Where an order is in its life. Only {@link #OPEN} orders can be taken or cancelled. */
public enum OrderStatus {

	/** In the book. */
	OPEN,

	/** Taken whole. */
	FILLED,

	/** Withdrawn by its maker; what was taken before stays traded. */
	CANCELLED,

	/** Its time ran out; what was taken before stays traded. */
	EXPIRED

}
