package io.darkswap.wasm;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

/**
 * Trades through many instances of the DarkSwap module over one shared linear memory:
 * each call runs on its caller's thread, calls of different threads run at once, and
 * records are read in place. It has the same methods and results as
 * {@link DarkSwapClient}.
 * <p>
 * If the memory cannot be shared, it works like the plain client, and
 * {@link #getSharedMemoryStatus()} reports the reason.
 */
public final class SharedMemoryDarkSwapClient extends DarkSwapClient {

	/**
	 * Creates a client of the bundled engine, with 16 to 256 pages of shared memory.
	 */
	public SharedMemoryDarkSwapClient() {
		this(builder());
	}

	/**
	 * Creates a client.
	 * @param wasmUrl the URL of the DarkSwap module: {@code classpath:}, {@code file:},
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
	 * Creates a builder of a client.
	 * @return a builder that holds the defaults
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Returns whether this JVM can share a linear memory between instances.
	 * @return the result of a module that two threads run once as a probe
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
