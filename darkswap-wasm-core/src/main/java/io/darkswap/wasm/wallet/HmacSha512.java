package io.darkswap.wasm.wallet;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Computes HMAC-SHA512 (RFC 2104) and leaves neither its key nor its input on the heap,
 * unlike bitcoin-kmp. The JDK's implementation keeps both until its next use, so
 * {@link #close()} uses it once more.
 */
final class HmacSha512 implements AutoCloseable {

	static final int SIZE = 64;

	private final Mac mac;

	/** Creates an instance. The caller erases the key. */
	HmacSha512(byte[] key) {
		try {
			this.mac = Mac.getInstance("HmacSHA512");
			this.mac.init(new LentKey(key));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has HmacSHA512", ex);
		}
	}

	/**
	 * Returns the result in a new array of {@link #SIZE} bytes, which the caller erases.
	 */
	byte[] of(byte[] bytes) {
		return this.mac.doFinal(bytes);
	}

	/** Replaces the input by the result. */
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
	 * A key that holds no copy. The Mac erases the array that it reads, so
	 * {@link #getEncoded()} returns a copy.
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
