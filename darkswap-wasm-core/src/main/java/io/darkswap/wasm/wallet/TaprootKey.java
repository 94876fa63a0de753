package io.darkswap.wasm.wallet;

import java.util.Arrays;

import fr.acinq.bitcoin.Crypto.TaprootTweak.KeyPathTweak;
import fr.acinq.bitcoin.PublicKey;
import fr.acinq.secp256k1.Secp256k1;

/**
 * Computes the output key of BIP341 for a single key. It is a class of its own, so that
 * the library's classes are loaded with the first key, not with the application.
 */
final class TaprootKey {

	private TaprootKey() {
	}

	/** Returns the private key that spends, in a new array. */
	static byte[] tweaked(byte[] privateKey, PublicKey internal) {
		Secp256k1 curve = NativeLibrary.secp256k1();
		byte[] tweak = internal.xOnly().tweak(KeyPathTweak.INSTANCE).toByteArray();
		byte[] even = internal.isOdd() ? curve.privKeyNegate(privateKey) : privateKey.clone();
		try {
			return curve.privKeyTweakAdd(even, tweak);
		}
		finally {
			Arrays.fill(even, (byte) 0);
		}
	}

}
