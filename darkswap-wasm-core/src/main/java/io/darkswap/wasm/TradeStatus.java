package io.darkswap.wasm;

/** Where a trade is in its settlement. */
public enum TradeStatus {

	/** Agreed in the book, not yet settled on chain. */
	PENDING,

	/** Settled. */
	COMPLETED,

	/** Will not settle. */
	FAILED

}
