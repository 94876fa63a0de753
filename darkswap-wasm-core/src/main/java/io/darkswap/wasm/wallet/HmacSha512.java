package io.darkswap.wasm.wallet;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * HMAC-SHA512 (RFC 2104) that leaves neither its key nor what it reads on the heap, as
 * bitcoin-kmp's does. The JDK's keeps all of it until it is used again, so closing uses
 * it.
 */
final class HmacSha512 implements AutoCloseable {

	static final int SIZE = 64;

	private final Mac mac;

	/** The key stays the caller's to erase. */
	HmacSha512(byte[] key) {
		try {
			this.mac = Mac.getInstance("HmacSHA512");
			this.mac.init(new LentKey(key));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA512", ex);
		}
	}

	/** A new array of {@link #SIZE}, for the caller to erase. */
	byte[] of(byte[] bytes) {
		return this.mac.doFinal(bytes);
	}

	/** Puts the result where its input was. */
	void replace(byte[] bytes) {
		this.mac.update(bytes);
		try {
			this.mac.doFinal(bytes, 0);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("There must be %d bytes".formatted(SIZE), ex);
		}
	}

	/** Overwrites the key, the last input and the last result. */
	@Override
	public void close() {
		try {
			this.mac.init(new LentKey(new byte[SIZE]));
			this.mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Zeros are a key like any other", ex);
		}
	}

	/**
	 * A key without a copy of its own. The Mac erases the array it is handed when it has
	 * read it, so that one is a copy.
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
