package io.darkswap.wasm.wallet;

import fr.acinq.bitcoin.Bech32;
import fr.acinq.bitcoin.Block;
import fr.acinq.bitcoin.BlockHash;

import io.darkswap.wasm.BitcoinNetwork;

/**
 * What differs between the networks.
 *
 * @param addressPrefix the human-readable part of an address (BIP173)
 * @param coinType the second step of a BIP44 path (SLIP-0044)
 * @param wifPrefix the first byte of a private key in WIF
 */
record NetworkParameters(String addressPrefix, int coinType, int wifPrefix) {

	static NetworkParameters of(BitcoinNetwork network) {
		return switch (network) {
			case MAINNET -> new NetworkParameters(prefix(Block.LivenetGenesisBlock.hash), 0, 0x80);
			case TESTNET -> test(Block.Testnet4GenesisBlock.hash);
			case REGTEST -> test(Block.RegtestGenesisBlock.hash);
			case SIGNET -> test(Block.SignetGenesisBlock.hash);
		};
	}

	private static NetworkParameters test(BlockHash genesis) {
		return new NetworkParameters(prefix(genesis), 1, 0xEF);
	}

	private static String prefix(BlockHash genesis) {
		return Bech32.hrp(genesis);
	}

}
