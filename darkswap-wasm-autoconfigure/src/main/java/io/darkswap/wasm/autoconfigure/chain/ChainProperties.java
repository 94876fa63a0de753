package io.darkswap.wasm.autoconfigure.chain;

import java.time.Duration;

import io.darkswap.wasm.chain.ChainServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The servers that return balances. {@link ChainServer} validates the values.
 *
 * @param esplora Server that returns balances of bitcoin.
 * @param ord Server that returns balances of runes.
 * @param alkanes Server that returns balances of alkanes.
 */
@ConfigurationProperties("darkswap.chain")
record ChainProperties(@Nullable Server esplora, @Nullable Server ord, @Nullable Server alkanes) {

	/**
	 * One server, and the limits of requests to it.
	 *
	 * @param url Base URL of the server. User and password in it are sent as basic
	 * authentication.
	 * @param connectTimeout Maximum time for connecting.
	 * @param readTimeout Maximum time for a whole answer.
	 * @param retries Number of retries of a request that reaches no server, or that a
	 * server answers with 429 or 5xx.
	 * @param cache Time for which an answer is cached. Zero disables the cache.
	 * @param maxResponseSize Maximum size of an answer.
	 */
	record Server(@Nullable String url, @DefaultValue("2s") Duration connectTimeout,
			@DefaultValue("10s") Duration readTimeout, @DefaultValue("3") int retries,
			@DefaultValue("10s") Duration cache, @DefaultValue("4MB") DataSize maxResponseSize) {

		/** Returns the limits without the URL, which can hold a password. */
		@Override
		public String toString() {
			return "Server[connectTimeout=%s, readTimeout=%s, retries=%d, cache=%s, maxResponseSize=%s]"
				.formatted(this.connectTimeout, this.readTimeout, this.retries, this.cache, this.maxResponseSize);
		}

	}

}
