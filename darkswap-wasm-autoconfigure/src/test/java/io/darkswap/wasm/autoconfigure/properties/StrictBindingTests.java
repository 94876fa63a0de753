package io.darkswap.wasm.autoconfigure.properties;

import java.util.Map;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.chain.DarkSwapBalanceAutoConfiguration;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StrictBindingConfiguration}.
 */
class StrictBindingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapWalletAutoConfiguration.class,
				DarkSwapLogAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class,
				DarkSwapClientAutoConfiguration.class, DarkSwapBalanceAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "wallet.passphrase-flie,wallet.passphrase-file", "wallet.passphrase_fil,wallet.passphrase-file",
			"wallet.mnemonicfiles,wallet.mnemonic-file", "wallet.netwrok,wallet.network",
			"wallet.private.key,wallet.private-key", "wasm.sha-265,wasm.sha256", "wasm.shraed,wasm.shared",
			"wasm.allowed-market,wasm.allowed-markets", "wasm.allowed-market[0],wasm.allowed-markets",
			"walet.mnemonic-file,wallet", "chian.ord.url,chain", "wasm.module.a.url,wasm.modules" })
	void whenNameIsMisspeltThenStartFailsAndNamesTheNearest(String misspelt, String meant) {
		this.contextRunner.withPropertyValues("darkswap." + misspelt + "=4711")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(DarkSwapException.class)
				.hasMessageContaining("is no property: did you mean darkswap.%s?".formatted(meant))
				.hasMessageNotContaining("4711"));
	}

	@Test
	void whenUrlOfAServerIsMisspeltThenStartFails() {
		this.contextRunner.withPropertyValues("darkswap.chain.ord.ulr=http://127.0.0.1:1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("darkswap.chain.ord.ulr is no property: did you mean darkswap.chain.ord.url?"));
	}

	@Test
	void whenPropertyOfAServerIsMisspeltThenStartFails() {
		this.contextRunner
			.withPropertyValues("darkswap.chain.ord.url=http://127.0.0.1:1", "darkswap.chain.ord.read-time-out=1s",
					"darkswap.chain.ord.retrys=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("darkswap.chain.ord.retrys is no property: did you mean darkswap.chain.ord.retries?"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "wallet.label", "wasm.codecs.a.url" })
	void whenNameIsUnknownThenStartFails(String unknown) {
		this.contextRunner.withPropertyValues("darkswap." + unknown + "=x")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("darkswap.%s is no property: remove it, or correct its name".formatted(unknown)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "wasm.instances", "wasm.call-timeout", "wasm.shared", "wasm.maximum", "wasm.initial",
			"wasm.url", "wasm.sha256", "wasm.preload", "wasm.compile-cache", "wasm.max-module-size", "wallet.network",
			"wallet.mnemonic", "wallet.address-index", "wallet.sign-orders" })
	void whenScalarIsAListOrAMappingThenStartFails(String property) {
		for (String part : new String[] { "[0]", "[1]", ".size", ".value.of" }) {
			this.contextRunner.withPropertyValues("darkswap." + property + part + "=1")
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.hasMessageStartingWith("darkswap.%s is a list or a mapping".formatted(property)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "wasm.instances", "wasm.call-timeout", "wasm.preload", "wasm.maximum-expiry",
			"wasm.allowed-markets", "wasm.max-module-size", "wasm.smallest-foreign-notional", "wallet.network",
			"wallet.address-index", "log.flush", "log.segment-size", "log.maximum-size", "log.snapshot-interval",
			"log.skip", "chain.ord.cache" })
	void whenValueIsBlankThenStartFailsAndTheDefaultIsNotUsed(String property) {
		for (String blank : new String[] { "", "${DESK_VALUE:}" }) {
			this.contextRunner.withPropertyValues("darkswap." + property + "=" + blank)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(DarkSwapException.class)
					.hasMessageStartingWith("darkswap.%s is blank: set it, or remove it".formatted(property)));
		}
	}

	/** YAML passes numbers, of which binding would keep the whole part. */
	@ParameterizedTest
	@ValueSource(strings = { "wasm.instances", "wasm.maximum-markets", "wasm.trade-history", "wasm.initial",
			"wallet.address-index", "log.skip", "chain.ord.retries" })
	void whenWholeNumberHasAFractionThenStartFails(String property) {
		for (Number number : new Number[] { 1.9, -0.5f, 1e19, Double.NaN }) {
			this.contextRunner
				.withInitializer((context) -> context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("yaml", Map.of("darkswap." + property, number))))
				.run((context) -> assertThat(context).hasFailed());
		}
	}

	@Test
	void whenWholeNumberHasAFractionThenTheMessageNamesTheProperty() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", Map.of("darkswap.wallet.address-index", 1.9))))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("darkswap.wallet.address-index is not a whole number: write it without a fraction"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "DARKSWAP_WASM_CALLTIMEOUT", "DARKSWAP_LOG_MAXIMUMSIZE", "DARKSWAP_WASM_ALLOWEDMARKETS" })
	void whenEnvironmentVariableIsBlankThenStartFails(String variable) {
		withVariable(variable + "=").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining(" is blank: set it, or remove it"));
	}

	@Test
	void listsMayBeGivenInEachForm() {
		for (String markets : new String[] { "allowed-markets=BTC/RUNE:840000:3",
				"allowed-markets[0]=BTC/RUNE:840000:3", "allowedMarkets[0]=BTC/RUNE:840000:3" }) {
			this.contextRunner.withPropertyValues("darkswap.wasm." + markets)
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkswap.wasm.callTimeout=1s", "darkswap.wasm.call_timeout=1s",
			"DARKSWAP.WASM.CALL-TIMEOUT=1s", "darkswap.other.name=x", "darkswap=x", "darkswap.wasm=", "darkswap.chain=",
			"darkswap.chain.ord=" })
	void relaxedNamesAndThoseOfOthersAreAccepted(String property) {
		this.contextRunner.withPropertyValues(property).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@ValueSource(strings = { "DARKSWAP_WASM_CALLTIMEOUT=1s", "DARKSWAP_WASM_CALL_TIMEOUT=1s",
			"DARKSWAP_WALLET_MNEMONIC_FILE=classpath:/abandon.mnemonic",
			"DARKSWAP_WALLET_MNEMONICFILE=classpath:/abandon.mnemonic",
			"DARKSWAP_WASM_ALLOWED_MARKETS_0=BTC/RUNE:840000:3", "DARKSWAP_WASM_ALLOWEDMARKETS_0_=BTC/RUNE:840000:3",
			"DARKSWAP_WASM_PORT=tcp://10.0.0.1:80", "DARKSWAP_WASM_PORT_80_TCP_ADDR=10.0.0.1",
			"DARKSWAP_WASM_SERVICE_HOST=10.0.0.1", "DARKSWAP_WALLET_SERVICE_PORT=80" })
	void environmentVariablesMayBeSetInEachFormAndForOthers(String variable) {
		withVariable(variable).run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@CsvSource({ "DARKSWAP_WALLET_PASSPHRASE_FLIE,wallet.passphrase-file", "DARKSWAP_WALLET_NETWROK,wallet.network",
			"DARKSWAP_WASM_SHA265,wasm.sha256" })
	void whenEnvironmentVariableIsMisspeltThenStartFails(String variable, String meant) {
		withVariable(variable + "=4711").run((context) -> assertThat(context).getFailure()
			.rootCause()
			.hasMessageContaining("is set by an environment variable: did you mean darkswap.%s?".formatted(meant))
			.hasMessageNotContaining("4711"));
	}

	private ApplicationContextRunner withVariable(String variable) {
		String[] nameAndValue = variable.split("=", 2);
		return this.contextRunner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of(nameAndValue[0], nameAndValue[1]))));
	}

}
