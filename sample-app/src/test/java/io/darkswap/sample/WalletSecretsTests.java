package io.darkswap.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the actuator masks the wallet's secrets even if it is configured to show all
 * values.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=*", "management.endpoint.env.show-values=always",
				"management.endpoint.configprops.show-values=always",
				"desk.mnemonic=legal winner thank year wave sausage worth useful legal winner thank yellow",
				"darkswap.wallet.mnemonic=${desk.mnemonic}", "darkswap.wallet.passphrase=TREZOR-4711",
				"darkswap.wallet.address-index=3",
				"SPRING_APPLICATION_JSON={\"darkswap\":{\"wallet\":{\"passphrase\":\"TREZOR-4711\"}}}" })
@AutoConfigureRestTestClient
class WalletSecretsTests {

	@Autowired
	private RestTestClient http;

	@ParameterizedTest
	@ValueSource(strings = { "env", "env/darkswap.wallet.mnemonic", "env/darkswap.wallet.passphrase",
			"env/desk.mnemonic", "configprops", "configprops/darkswap.wallet", "beans", "conditions", "health", "info",
			"loggers", "mappings", "metrics", "scheduledtasks" })
	void endpointsHideSecrets(String endpoint) {
		assertThat(get(endpoint)).isNotEmpty().doesNotContain("winner", "TREZOR-4711");
	}

	@Test
	void theyShowOtherValues() {
		assertThat(get("env/darkswap.wallet.address-index")).contains("\"value\":\"3\"");
		assertThat(get("configprops/darkswap.wallet")).contains("\"network\":\"TESTNET\"", "\"addressIndex\":3");
	}

	private String get(String endpoint) {
		return this.http.get()
			.uri("/actuator/" + endpoint)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

}
