package io.darkswap.wasm;

/** Which way an order trades its base asset. */
public enum OrderSide {

	/** The maker buys the base asset: a bid. */
	BUY,

	/** The maker sells the base asset: an ask. */
	SELL

}
