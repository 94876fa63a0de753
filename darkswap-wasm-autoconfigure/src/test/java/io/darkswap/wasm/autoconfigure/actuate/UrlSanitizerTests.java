package io.darkswap.wasm.autoconfigure.actuate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UrlSanitizer}.
 */
class UrlSanitizerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapActuatorAutoConfiguration.class))
		.withPropertyValues("darkswap.wasm.url=https://desk:s3cret@example.com/module.wasm?signature=s3cret",
				"darkswap.chain.esplora.url=https://example.org/s3cret/api",
				"darkswap.wasm.modules.my-hash.url=https://hash:hidden@example.net/hash.wasm?token=hidden");

	@ParameterizedTest
	@CsvSource({
			"darkswap.wasm.url, https://desk:s3cret@example.com/module.wasm?signature=s3cret, https://***@example.com/module.wasm?***",
			"DARKSWAP_WASM_URL, https://desk:s3cret@example.com/module.wasm?signature=s3cret, https://***@example.com/module.wasm?***",
			"MODULE_URL, https://desk:s3cret@example.com/module.wasm?signature=s3cret, https://***@example.com/module.wasm?***",
			"command.line, --url=https://desk:s3cret@example.com/module.wasm?signature=s3cret, --url=https://***@example.com/module.wasm?***",
			"darkswap.wasm.modules.my-hash.url, https://hash:hidden@example.net/hash.wasm?token=hidden, https://***@example.net/hash.wasm?***",
			"DARKSWAP_WASM_MODULES_MYHASH_URL, https://hash:hidden@example.net/hash.wasm?token=hidden, https://***@example.net/hash.wasm?***",
			"HASH_URL, --hash=https://hash:hidden@example.net/hash.wasm?token=hidden, --hash=https://***@example.net/hash.wasm?***",
			"darkswap.chain.esplora.url, https://example.org/s3cret/api, https://example.org",
			"NODE_URL, https://example.org/s3cret/api, https://example.org" })
	void hidesSecretsOfUrls(String key, String value, String shown) {
		assertThat(sanitize(key, value)).isEqualTo(shown);
	}

	@ParameterizedTest
	@CsvSource({ "darkswap.wasm.modules.my-hash.wasi.environment[0], API_KEY=a=s3cret, API_KEY=******",
			"darkswap.wasm.modules.my-hash.wasi.environment, 'API_KEY=s3cret,MODE=x', API_KEY=******",
			"DARKSWAP_WASM_MODULES_MYHASH_WASI_ENVIRONMENT_0, API_KEY=s3cret, API_KEY=******",
			"darkswap.wasm.modules.my-hash.wasi.environment[1], s3cret, ******" })
	void hidesValuesOfVariables(String key, String value, String shown) {
		assertThat(sanitize(key, value)).isEqualTo(shown);
	}

	@Test
	void leavesOtherValuesAsTheyAre() {
		assertThat(sanitize("spring.application.name", "desk")).isEqualTo("desk");
	}

	private Object sanitize(String key, String value) {
		Object[] sanitized = new Object[1];
		this.contextRunner
			.run((context) -> sanitized[0] = context.getBean("darkSwapUrlSanitizingFunction", SanitizingFunction.class)
				.apply(new SanitizableData(null, key, value))
				.getValue());
		return sanitized[0];
	}

}
