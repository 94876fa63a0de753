package io.darkswap.wasm;

/** The Bitcoin network that addresses belong to. */
public enum BitcoinNetwork {

	/** The network whose coins have value. */
	MAINNET,

	/** The public test network. */
	TESTNET,

	/** A private network of one's own. */
	REGTEST,

	/** The public test network whose blocks are signed (BIP325). */
	SIGNET

}
