package io.darkswap.wasm;

import java.time.Clock;
import java.time.Duration;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.BalanceSource;

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
	public static final class Builder extends DarkSwapClient.Builder {

		private Builder() {
		}

		@Override
		public Builder loader(SharedMemoryWasmLoader loader) {
			super.loader(loader);
			return this;
		}

		@Override
		public Builder url(String url) {
			super.url(url);
			return this;
		}

		@Override
		public Builder memory(MemoryOptions memory) {
			super.memory(memory);
			return this;
		}

		@Override
		public Builder config(DarkSwapConfig config) {
			super.config(config);
			return this;
		}

		@Override
		public Builder clock(Clock clock) {
			super.clock(clock);
			return this;
		}

		@Override
		public Builder instances(int instances) {
			super.instances(instances);
			return this;
		}

		@Override
		public Builder callTimeout(Duration callTimeout) {
			super.callTimeout(callTimeout);
			return this;
		}

		@Override
		public Builder stopAfter(Duration stopAfter) {
			super.stopAfter(stopAfter);
			return this;
		}

		@Override
		public Builder sweepInterval(Duration sweepInterval) {
			super.sweepInterval(sweepInterval);
			return this;
		}

		@Override
		public Builder limits(TradingLimits limits) {
			super.limits(limits);
			return this;
		}

		@Override
		public Builder eventQueueCapacity(int eventQueueCapacity) {
			super.eventQueueCapacity(eventQueueCapacity);
			return this;
		}

		@Override
		public Builder log(LogOptions log) {
			super.log(log);
			return this;
		}

		@Override
		public Builder initializeOnFirstUse() {
			super.initializeOnFirstUse();
			return this;
		}

		@Override
		public Builder balanceSource(BalanceSource balanceSource) {
			super.balanceSource(balanceSource);
			return this;
		}

		@Override
		public Builder callInterceptor(CallInterceptor callInterceptor) {
			super.callInterceptor(callInterceptor);
			return this;
		}

		@Override
		public SharedMemoryDarkSwapClient build() {
			return new SharedMemoryDarkSwapClient(this);
		}

		@Override
		boolean shared() {
			return true;
		}

	}

}
