package io.darkswap.wasm.chain;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A server that indexes the chain, and the limits of requests to it. Immutable.
 */
public final class ChainServer {

	private static final int MAX_RETRIES = 10;

	private static final long MAX_RESPONSE_SIZE = 1L << 30;

	private final ChainUrl url;

	private final Duration connectTimeout;

	private final Duration readTimeout;

	private final int retries;

	private final Duration cache;

	private final int maxResponseSize;

	private final @Nullable BitcoinNetwork network;

	private final Function<ChainOption, String> optionNames;

	private ChainServer(Builder builder, ChainUrl url) {
		this.url = url;
		this.connectTimeout = builder.connectTimeout;
		this.readTimeout = builder.readTimeout;
		this.retries = builder.retries;
		this.cache = builder.cache;
		this.maxResponseSize = (int) builder.maxResponseSize;
		this.network = builder.network;
		this.optionNames = builder.optionNames;
	}

	/**
	 * Creates a builder with the default limits.
	 * @param url the server's base URL, http or https; user and password in it are sent
	 * as basic authentication and never shown
	 * @return the builder
	 */
	public static Builder builder(@Nullable String url) {
		return new Builder(url);
	}

	ChainUrl url() {
		return this.url;
	}

	Duration connectTimeout() {
		return this.connectTimeout;
	}

	Duration readTimeout() {
		return this.readTimeout;
	}

	int retries() {
		return this.retries;
	}

	Duration cache() {
		return this.cache;
	}

	int maxResponseSize() {
		return this.maxResponseSize;
	}

	/** Returns the network that the server must index, if one is set. */
	@Nullable BitcoinNetwork network() {
		return this.network;
	}

	/** Returns the user's name of an option. */
	String nameOf(ChainOption option) {
		return this.optionNames.apply(option);
	}

	/**
	 * Returns scheme, host and port: the other parts of the URL can hold keys.
	 */
	@Override
	public String toString() {
		return this.url.toString();
	}

	/**
	 * Builds a {@link ChainServer}.
	 */
	public static final class Builder {

		private final @Nullable String url;

		private Duration connectTimeout = Duration.ofSeconds(2);

		private Duration readTimeout = Duration.ofSeconds(10);

		private int retries = 3;

		private Duration cache = Duration.ofSeconds(10);

		private long maxResponseSize = 4 << 20;

		private @Nullable BitcoinNetwork network;

		private Function<ChainOption, String> optionNames = ChainOption::argument;

		private Builder(@Nullable String url) {
			this.url = url;
		}

		/**
		 * Sets the maximum time for connecting. The default is 2 seconds.
		 * @param timeout a positive duration
		 * @return this
		 */
		public Builder connectTimeout(Duration timeout) {
			this.connectTimeout = Objects.requireNonNull(timeout, "timeout");
			return this;
		}

		/**
		 * Sets the maximum time for a whole answer. The default is 10 seconds.
		 * @param timeout a positive duration
		 * @return this
		 */
		public Builder readTimeout(Duration timeout) {
			this.readTimeout = Objects.requireNonNull(timeout, "timeout");
			return this;
		}

		/**
		 * Sets the number of retries of a request that reaches no server, or that a
		 * server answers with 429 or 5xx. The default is 3.
		 * @param retries from 0 to 10
		 * @return this
		 */
		public Builder retries(int retries) {
			this.retries = retries;
			return this;
		}

		/**
		 * Sets the time for which an answer is cached. The default is 10 seconds.
		 * @param duration zero to disable the cache
		 * @return this
		 */
		public Builder cache(Duration duration) {
			this.cache = Objects.requireNonNull(duration, "duration");
			return this;
		}

		/**
		 * Sets the maximum size of an answer. The default is 4 MiB.
		 * @param bytes from 1 to 2^30
		 * @return this
		 */
		public Builder maxResponseSize(long bytes) {
			this.maxResponseSize = bytes;
			return this;
		}

		/**
		 * Sets the network that the server must index. Without one, the server must index
		 * a network of the address's prefix, which testnet and signet share. A server
		 * that does not report its network is accepted.
		 * @param network the network
		 * @return this
		 */
		public Builder network(BitcoinNetwork network) {
			this.network = Objects.requireNonNull(network, "network");
			return this;
		}

		/**
		 * Sets the names of the options in messages. The default names are those of this
		 * builder's methods.
		 * @param names returns the user's name of an option
		 * @return this
		 */
		public Builder optionNames(Function<ChainOption, String> names) {
			this.optionNames = Objects.requireNonNull(names, "names");
			return this;
		}

		/**
		 * Validates the options and builds the server.
		 * @return the server
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name
		 * of the invalid option. The message does not show the URL
		 */
		public ChainServer build() {
			ChainUrl parsed = ChainUrl.parse(this.url);
			if (parsed == null) {
				throw invalid(ChainOption.URL, "an http or https URL");
			}
			require(isPositive(this.connectTimeout), ChainOption.CONNECT_TIMEOUT, "a positive time");
			require(isPositive(this.readTimeout), ChainOption.READ_TIMEOUT, "a positive time");
			require(this.retries >= 0 && this.retries <= MAX_RETRIES, ChainOption.RETRIES,
					"a number from 0 to " + MAX_RETRIES);
			require(!this.cache.isNegative(), ChainOption.CACHE, "a time that is not negative");
			require(this.maxResponseSize > 0 && this.maxResponseSize <= MAX_RESPONSE_SIZE,
					ChainOption.MAX_RESPONSE_SIZE, "a positive size, at most 1GB");
			return new ChainServer(this, parsed);
		}

		private static boolean isPositive(Duration duration) {
			return !duration.isNegative() && !duration.isZero();
		}

		private void require(boolean condition, ChainOption option, String rule) {
			if (!condition) {
				throw invalid(option, rule);
			}
		}

		private DarkSwapException invalid(ChainOption option, String rule) {
			return new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%s is not valid: set it to %s".formatted(this.optionNames.apply(option), rule));
		}

	}

}
