package io.darkswap.wasm.chain;

import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChainServer}.
 */
class ChainServerTests {

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { " ", "mempool.space/api", "ftp://mempool.space", "file:/etc/passwd", "http:",
			"http:///api", "https://:443", "http://a b", "http://user:secret@", "javascript:secret",
			"http://secret:65536", "http://secret:99999/", "http://secret:0" })
	void anythingButAnHttpUrlIsRefusedWithoutShowingIt(String url) {
		assertRefused(ChainServer.builder(url), "url");
	}

	@Test
	void valuesOutOfRangeAreRefused() {
		assertRefused(valid().connectTimeout(Duration.ZERO), "connectTimeout");
		assertRefused(valid().connectTimeout(Duration.ofSeconds(-1)), "connectTimeout");
		assertRefused(valid().readTimeout(Duration.ZERO), "readTimeout");
		assertRefused(valid().retries(-1), "retries");
		assertRefused(valid().retries(11), "retries");
		assertRefused(valid().cache(Duration.ofSeconds(-1)), "cache");
		assertRefused(valid().maxResponseSize(0), "maxResponseSize");
		assertRefused(valid().maxResponseSize((1L << 30) + 1), "maxResponseSize");
	}

	@Test
	void valuesAtTheEdgeAreAccepted() {
		assertThat(valid().connectTimeout(Duration.ofMillis(1))
			.readTimeout(Duration.ofMillis(1))
			.retries(10)
			.cache(Duration.ZERO)
			.maxResponseSize(1L << 30)
			.build()
			.maxResponseSize()).isEqualTo(1 << 30);
		assertThat(valid().retries(0).maxResponseSize(1).build().maxResponseSize()).isEqualTo(1);
	}

	@Test
	void messagesUseTheUsersNamesOfOptions() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(valid().retries(-1).optionNames((option) -> "my." + option)::build)
			.withMessageStartingWith("my.RETRIES is not valid");
	}

	@ParameterizedTest
	@CsvSource({ "https://user:secret@mempool.space/secret?key=secret#secret, https://mempool.space",
			"http://[::1]:8080/api, http://[::1]:8080", "' https://mempool.space ', https://mempool.space" })
	void onlyItsOriginIsShown(String url, String origin) {
		assertThat(ChainServer.builder(url).build()).hasToString(origin);
	}

	private static ChainServer.Builder valid() {
		return ChainServer.builder("https://mempool.space/api");
	}

	private static void assertRefused(ChainServer.Builder builder, String option) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(builder::build)
			.withMessageStartingWith(option + " is not valid: set it to")
			.withMessageNotContaining("secret")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

}
