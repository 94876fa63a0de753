package io.darkswap.wasm.wallet;

import java.util.Arrays;
import java.util.List;

import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;

/** From a seed to one of its private keys (BIP32). */
final class KeyDerivation {

	private KeyDerivation() {
	}

	/**
	 * The keys on the way are erased. What the library copies inside one step (the HMAC's
	 * input and output) is out of reach: garbage from then on.
	 */
	static byte[] derive(byte[] seed, List<Long> steps) {
		ExtendedPrivateKey key = DeterministicWallet.generate(seed);
		for (long step : steps) {
			ExtendedPrivateKey parent = key;
			key = parent.derivePrivateKey(step);
			erase(parent);
		}
		byte[] privateKey = key.secretkeybytes.toByteArray();
		erase(key);
		return privateKey;
	}

	private static void erase(ExtendedPrivateKey key) {
		erase(key.secretkeybytes);
		erase(key.chaincode);
	}

	private static void erase(ByteVector secret) {
		secret.<Boolean>map((bytes, offset, size) -> {
			Arrays.fill(bytes, offset, offset + size, (byte) 0);
			return true;
		});
	}

}
