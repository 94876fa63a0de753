package io.darkswap.wasm.autoconfigure.chain;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which servers tell balances. Values are checked by {@link ChainServer}.
 *
 * @param esplora Server that tells balances of bitcoin.
 * @param ord Server that tells balances of runes.
 * @param alkanes Server that tells balances of alkanes.
 */
@ConfigurationProperties("darkswap.chain")
record ChainProperties(@Nullable Server esplora, @Nullable Server ord, @Nullable Server alkanes) {

	/**
	 * How one server is asked.
	 *
	 * @param url Base URL of the server. User and password in it are sent as basic
	 * authentication.
	 * @param connectTimeout Time that connecting may take.
	 * @param readTimeout Time that a whole answer may take.
	 * @param retries Number of times a request is made again that found no server, or one
	 * that answered 429 or 5xx.
	 * @param cache Time that an answer is kept. Zero keeps none.
	 * @param maxResponseSize Size up to which an answer is read.
	 */
	record Server(@Nullable String url, @DefaultValue("2s") Duration connectTimeout,
			@DefaultValue("10s") Duration readTimeout, @DefaultValue("3") int retries,
			@DefaultValue("10s") Duration cache, @DefaultValue("4MB") DataSize maxResponseSize) {

		/** Without the URL, for there may be a password in it. */
		@Override
		public String toString() {
			return "Server[connectTimeout=%s, readTimeout=%s, retries=%d, cache=%s, maxResponseSize=%s]"
				.formatted(this.connectTimeout, this.readTimeout, this.retries, this.cache, this.maxResponseSize);
		}

	}

}
