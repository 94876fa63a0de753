package io.darkswap.wasm.wallet;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/**
 * PBKDF2 with HMAC-SHA512 for one block of output (RFC 8018), which is all BIP39 asks
 * for.
 * <p>
 * The JDK's own keeps a copy of the password until a cleaner runs, and bitcoin-kmp's
 * takes and makes copies in every round; this one leaves none behind.
 */
final class Pbkdf2 {

	private static final int OUTPUT = 64;

	private Pbkdf2() {
	}

	static byte[] derive(byte[] password, byte[] salt, int rounds) {
		try {
			Mac mac = Mac.getInstance("HmacSHA512");
			mac.init(new LentKey(password));
			byte[] derived = derive(mac, salt, rounds);
			// The Mac keeps the password under a constant mask: overwrite that too.
			mac.init(new LentKey(new byte[OUTPUT]));
			return derived;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA512", ex);
		}
	}

	private static byte[] derive(Mac mac, byte[] salt, int rounds) throws ShortBufferException {
		mac.update(salt);
		byte[] round = mac.doFinal(new byte[] { 0, 0, 0, 1 });
		byte[] derived = round.clone();
		for (int i = 1; i < rounds; i++) {
			mac.update(round);
			mac.doFinal(round, 0);
			for (int j = 0; j < OUTPUT; j++) {
				derived[j] ^= round[j];
			}
		}
		return derived;
	}

	/**
	 * A key without a copy of its own. HmacSHA512 erases the array it is handed when it
	 * has read it, so that one is a copy.
	 */
	private static final class LentKey implements SecretKey {

		private final transient byte[] bytes;

		LentKey(byte[] bytes) {
			this.bytes = bytes;
		}

		@Override
		public String getAlgorithm() {
			return "HmacSHA512";
		}

		@Override
		public String getFormat() {
			return "RAW";
		}

		@Override
		public byte[] getEncoded() {
			return this.bytes.clone();
		}

	}

}
