package io.darkswap.wasm.wallet;

import io.darkswap.wasm.BitcoinNetwork;

/**
 * What differs between the networks. These constants are here, though the curve's library
 * knows them too: making its genesis blocks would load a good part of it, and of Kotlin,
 * while the application starts.
 *
 * @param addressPrefix the human-readable part of an address (BIP173)
 * @param coinType the second step of a BIP44 path (SLIP-0044)
 * @param wifPrefix the first byte of a private key in WIF
 */
record NetworkParameters(String addressPrefix, int coinType, int wifPrefix) {

	private static final int MAINNET_COIN = 0;

	private static final int TEST_COIN = 1;

	private static final int MAINNET_WIF = 0x80;

	private static final int TEST_WIF = 0xEF;

	static NetworkParameters of(BitcoinNetwork network) {
		return switch (network) {
			case MAINNET -> new NetworkParameters("bc", MAINNET_COIN, MAINNET_WIF);
			case TESTNET, SIGNET -> new NetworkParameters("tb", TEST_COIN, TEST_WIF);
			case REGTEST -> new NetworkParameters("bcrt", TEST_COIN, TEST_WIF);
		};
	}

}
