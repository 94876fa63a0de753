package io.darkswap.wasm;

/** The Bitcoin network of addresses. */
public enum BitcoinNetwork {

	/** The network whose coins have value. */
	MAINNET,

	/** The public test network. */
	TESTNET,

	/** A private, local test network. */
	REGTEST,

	/** The public test network whose blocks are signed (BIP325). */
	SIGNET

}
