package io.darkswap.wasm.wallet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.PublicKey;

/**
 * Derives a private key from a seed (BIP32).
 * <p>
 * The functions of bitcoin-kmp leave the seed and every intermediate key in garbage; only
 * its curve is used here.
 */
final class KeyDerivation {

	private static final byte[] MASTER = "Bitcoin seed".getBytes(StandardCharsets.US_ASCII);

	private static final int KEY_SIZE = 32;

	private KeyDerivation() {
	}

	/**
	 * Returns the key in a new array, which the caller erases. The intermediate keys are
	 * erased.
	 */
	static byte[] derive(byte[] seed, List<Long> steps) {
		// A private key and its chain code, one after the other.
		byte[] extended = hmac(MASTER, seed);
		try {
			for (long step : steps) {
				toChild(extended, step);
			}
			return Arrays.copyOf(extended, KEY_SIZE);
		}
		finally {
			erase(extended);
		}
	}

	private static void toChild(byte[] extended, long step) {
		byte[] key = Arrays.copyOf(extended, KEY_SIZE);
		byte[] chainCode = Arrays.copyOfRange(extended, KEY_SIZE, extended.length);
		byte[] data = data(key, step);
		byte[] tweak = hmac(chainCode, data);
		byte[] addend = Arrays.copyOf(tweak, KEY_SIZE);
		byte[] child = NativeLibrary.secp256k1().privKeyTweakAdd(key, addend);
		System.arraycopy(child, 0, extended, 0, KEY_SIZE);
		System.arraycopy(tweak, KEY_SIZE, extended, KEY_SIZE, KEY_SIZE);
		erase(key, chainCode, data, tweak, addend, child);
	}

	/**
	 * Returns the input of the hash with the chain code: the parent's key, then the step.
	 */
	private static byte[] data(byte[] key, long step) {
		ByteBuffer data = ByteBuffer.allocate(1 + KEY_SIZE + Integer.BYTES);
		if (DeterministicWallet.isHardened(step)) {
			data.put((byte) 0).put(key);
		}
		else {
			data.put(PublicKey.compress(NativeLibrary.secp256k1().pubkeyCreate(key)));
		}
		return data.putInt((int) step).array();
	}

	private static byte[] hmac(byte[] key, byte[] bytes) {
		try (HmacSha512 hmac = new HmacSha512(key)) {
			return hmac.of(bytes);
		}
	}

	private static void erase(byte[]... secrets) {
		for (byte[] secret : secrets) {
			Arrays.fill(secret, (byte) 0);
		}
	}

}
