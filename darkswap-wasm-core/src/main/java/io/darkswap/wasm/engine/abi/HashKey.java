package io.darkswap.wasm.engine.abi;

import java.security.SecureRandom;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The secret with which an engine hashes ids. Other clients choose the ids of imported
 * orders: without the key they cannot choose ids that collide. Two engines with the same
 * key that run the same commands have the same bytes. Immutable.
 */
public final class HashKey {

	/** The number of bytes of a key. */
	public static final int SIZE = EngineAbi.LIMIT_HASH_KEY_WORDS * Long.BYTES;

	private final byte[] bytes;

	private HashKey(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * Create a key from its bytes.
	 * @param bytes {@value #SIZE} bytes
	 * @return the key
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if they are more
	 * or fewer
	 */
	public static HashKey of(byte[] bytes) {
		if (bytes.length != SIZE) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"The hash key has %d bytes: give it %d".formatted(bytes.length, SIZE));
		}
		return new HashKey(bytes.clone());
	}

	/**
	 * Create a random key from a {@link SecureRandom}.
	 * @return the key
	 */
	public static HashKey random() {
		byte[] drawn = new byte[SIZE];
		new SecureRandom().nextBytes(drawn);
		return new HashKey(drawn);
	}

	/**
	 * Return the key's bytes, for a log or a snapshot from which another engine starts.
	 * @return {@value #SIZE} bytes, a copy
	 */
	public byte[] bytes() {
		return this.bytes.clone();
	}

	/** Write the key as the words of a request. */
	public void write(Memory memory, int address) {
		memory.write(address, this.bytes);
	}

	/** Return a text without the secret. */
	@Override
	public String toString() {
		return "HashKey";
	}

}
