package io.darkswap.wasm.wallet;

import java.util.Arrays;

import fr.acinq.bitcoin.Crypto.TaprootTweak.KeyPathTweak;
import fr.acinq.bitcoin.PublicKey;
import fr.acinq.secp256k1.Secp256k1;

/**
 * The output key of BIP341, of a key that spends alone. Its own class, so that the
 * library's are loaded with the first key and not with the application.
 */
final class TaprootKey {

	private TaprootKey() {
	}

	/** The private key that spends; a new array. */
	static byte[] tweaked(byte[] privateKey, PublicKey internal) {
		Secp256k1 curve = Secp256k1.get();
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
