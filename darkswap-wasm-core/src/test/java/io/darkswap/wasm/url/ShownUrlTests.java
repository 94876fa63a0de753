package io.darkswap.wasm.url;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShownUrl}.
 */
class ShownUrlTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/a/b.wasm", "https://example.com:8443/@scope/b.wasm",
			"classpath:/a/b.wasm", "file:/a/b?c#d.wasm", "FILE:///a/b@c.wasm", "/a/b@c", "./a", "a.wasm", "" })
	void showsUrlWithoutSecretsAsItIs(String url) {
		String expected = url.contains(":8443") ? "https://***@scope/b.wasm" : url;
		assertThat(ShownUrl.of(url)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "https://user:secret@example.com/a.wasm,       https://***@example.com/a.wasm",
			"https://secret@example.com:8443/a.wasm,            https://***@example.com:8443/a.wasm",
			"HTTPS://user:secret@example.com,                   HTTPS://***@example.com",
			"https://example.com/a.wasm?signature=secret,       https://example.com/a.wasm?***",
			"https://example.com?signature=secret/@x,           https://example.com?***",
			"https://example.com/a.wasm#token=secret,           https://example.com/a.wasm#***",
			"https://user:secret@example.com/a?b=secret#secret, https://***@example.com/a?***",
			"https://user:se@cret@example.com/a,                https://***@example.com/a",
			"https://user:secret/secret@example.com/a,          https://***@example.com/a",
			"https://user:secret?secret@example.com/a,          https://***@example.com/a",
			"https://user:47/secret@example.com/a,              https://***@example.com/a",
			"https://user:se cret@example.com/a,                https://***@example.com/a",
			"user:secret@example.com/a?secret,                  ***@example.com/a?***",
			"s3://key:secret@bucket/a.wasm,                     s3://***@bucket/a.wasm",
			"jar:https://user:secret@example.com/a.jar!/b,      jar:https://***@example.com/a.jar!/b" })
	void hidesUserInformationQueryAndFragment(String url, String shown) {
		assertThat(ShownUrl.of(url)).isEqualTo(shown).doesNotContain("secret");
	}

	@ParameterizedTest
	@CsvSource({ "https://user:secret@example.com:8443/secret/a?secret, https://example.com:8443",
			"https://example.com/secret, https://example.com", "http://127.0.0.1:1, http://127.0.0.1:1" })
	void showsOrigin(String url, String origin) {
		assertThat(ShownUrl.origin(url)).isEqualTo(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "unsupported URI https://user:secret@example.com/a?b=secret",
			"Illegal character: user:secret@example.com", "/a?b=secret was not found" })
	void hidesPartsOfUrlInTextOfOthers(String text) {
		assertThat(ShownUrl.in(text, "https://user:secret@example.com/a?b=secret")).doesNotContain("secret")
			.contains("***");
	}

	@Test
	void leavesTextWithoutSecretsUnchanged() {
		assertThat(ShownUrl.in("Is there an @ or a ? in /tmp/@a?", "https://@example.com/?"))
			.isEqualTo("Is there an @ or a ? in /tmp/@a?");
	}

}
