package io.darkswap.wasm.wallet;

import io.darkswap.wasm.BitcoinNetwork;

/**
 * The parameters that differ between the networks. The curve's library has these
 * constants too, but creating its genesis blocks would load many of its classes, and of
 * Kotlin's, while the application starts.
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
