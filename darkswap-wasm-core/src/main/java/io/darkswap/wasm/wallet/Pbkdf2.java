package io.darkswap.wasm.wallet;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Computes PBKDF2 with HMAC-SHA512 for one block of output (RFC 8018), which is all BIP39
 * needs.
 * <p>
 * The JDK's implementation keeps a copy of the password until a cleaner runs. The one of
 * bitcoin-kmp takes and makes copies in every round. This one leaves no copies.
 */
final class Pbkdf2 {

	private Pbkdf2() {
	}

	static byte[] derive(byte[] password, byte[] salt, int rounds) {
		byte[] block = ByteBuffer.allocate(salt.length + 4).put(salt).putInt(1).array();
		try (HmacSha512 hmac = new HmacSha512(password)) {
			byte[] round = hmac.of(block);
			byte[] derived = round.clone();
			for (int i = 1; i < rounds; i++) {
				hmac.replace(round);
				for (int j = 0; j < derived.length; j++) {
					derived[j] ^= round[j];
				}
			}
			return derived;
		}
		finally {
			Arrays.fill(block, (byte) 0);
		}
	}

}
