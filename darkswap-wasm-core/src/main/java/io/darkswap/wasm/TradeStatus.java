package io.darkswap.wasm;

/** The status of a trade's settlement. */
public enum TradeStatus {

	/** Executed in the book, not yet settled on chain. */
	PENDING,

	/** Settled. */
	COMPLETED,

	/** Will not settle. */
	FAILED

}
