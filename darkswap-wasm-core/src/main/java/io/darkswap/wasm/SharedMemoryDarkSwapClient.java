package io.darkswap.wasm;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Trades through many instances of the DarkSwap module over one shared linear memory:
 * each call runs on its caller's thread, calls of different threads run at once, and
 * records are read where they lie. Same methods and answers as {@link DarkSwapClient}.
 * <p>
 * Where the memory cannot be shared, it works as the plain client does;
 * {@link #getSharedMemoryStatus()} says why.
 */
public final class SharedMemoryDarkSwapClient extends DarkSwapClient {

	/**
	 * Makes a client of the bundled engine, with 16 to 256 pages of shared memory.
	 */
	public SharedMemoryDarkSwapClient() {
		this(builder());
	}

	/**
	 * Makes a client.
	 * @param wasmUrl where the DarkSwap module is: {@code classpath:}, {@code file:},
	 * {@code http:} or {@code https:}
	 * @param memory the limits of the linear memory
	 */
	public SharedMemoryDarkSwapClient(String wasmUrl, MemoryOptions memory) {
		this(builder().url(wasmUrl).memory(memory));
	}

	private SharedMemoryDarkSwapClient(Builder builder) {
		super(builder);
	}

	/**
	 * Begins to build a client.
	 * @return a builder that holds the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns whether this JVM can share a linear memory between instances.
	 * @return the answer of a two-threaded module that was run once to find out
	 */
	public boolean isSharedMemorySupported() {
		return SharedMemoryWasmLoader.isSharedMemorySupported();
	}

	/**
	 * Builds a client over a shared memory. Not thread-safe.
	 */
	public static final class Builder extends DarkSwapClient.Builder<Builder> {

		private Builder() {
		}

		@Override
		public SharedMemoryDarkSwapClient build() {
			return new SharedMemoryDarkSwapClient(this);
		}

		@Override
		Builder self() {
			return this;
		}

		@Override
		boolean shared() {
			return true;
		}

	}

}
