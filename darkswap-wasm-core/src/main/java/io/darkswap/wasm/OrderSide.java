package io.darkswap.wasm;

/** The side of an order. */
public enum OrderSide {

	/** The maker buys the base asset: a bid. */
	BUY,

	/** The maker sells the base asset: an ask. */
	SELL

}
