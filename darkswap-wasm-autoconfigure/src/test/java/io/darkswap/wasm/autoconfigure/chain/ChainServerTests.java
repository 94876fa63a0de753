package io.darkswap.wasm.autoconfigure.chain;

import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ChainServer}.
 */
class ChainServerTests {

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { " ", "mempool.space/api", "ftp://mempool.space", "file:/etc/passwd", "http:",
			"http:///api", "https://:443", "http://a b", "http://user:secret@", "javascript:secret" })
	void anythingButAnHttpUrlIsRefusedWithoutShowingIt(String url) {
		assertRefused(url(url), "url");
	}

	@Test
	void valuesOutOfRangeAreRefused() {
		assertRefused(properties("0s", "1s", 0, "0s", 1), "connect-timeout");
		assertRefused(properties("-1s", "1s", 0, "0s", 1), "connect-timeout");
		assertRefused(properties("1s", "0s", 0, "0s", 1), "read-timeout");
		assertRefused(properties("1s", "1s", -1, "0s", 1), "retries");
		assertRefused(properties("1s", "1s", 11, "0s", 1), "retries");
		assertRefused(properties("1s", "1s", 0, "-1s", 1), "cache");
		assertRefused(properties("1s", "1s", 0, "0s", 0), "max-response-size");
		assertRefused(properties("1s", "1s", 0, "0s", (1L << 30) + 1), "max-response-size");
	}

	@Test
	void valuesAtTheEdgeAreTaken() {
		assertThat(server(properties("1ms", "1ms", 10, "0s", 1L << 30)).maximumBytes()).isEqualTo(1 << 30);
		assertThat(server(properties("1ms", "1ms", 0, "0s", 1)).maximumBytes()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "https://user:secret@mempool.space/secret?key=secret#secret, https://mempool.space",
			"http://[::1]:8080/api, http://[::1]:8080", "' https://mempool.space ', https://mempool.space" })
	void onlyItsOriginIsShown(String url, String origin) {
		assertThat(server(url(url))).hasToString("Esplora at " + origin);
		assertThat(url(url)).asString().doesNotContain("secret");
	}

	private static void assertRefused(ChainProperties.Server properties, String property) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> server(properties))
			.withMessageContaining("darkswap.chain.esplora." + property + " is not valid: set it to")
			.withMessageNotContaining("secret")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	private static ChainServer server(ChainProperties.Server properties) {
		return ChainServer.of("Esplora", "darkswap.chain.esplora", properties);
	}

	private static ChainProperties.Server url(String url) {
		return new ChainProperties.Server(url, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, Duration.ZERO,
				DataSize.ofKilobytes(1));
	}

	private static ChainProperties.Server properties(String connectTimeout, String readTimeout, int retries,
			String cache, long maxResponseSize) {
		return new ChainProperties.Server("https://mempool.space/api", duration(connectTimeout), duration(readTimeout),
				retries, duration(cache), DataSize.ofBytes(maxResponseSize));
	}

	private static Duration duration(String text) {
		return DurationStyle.detectAndParse(text);
	}

}
