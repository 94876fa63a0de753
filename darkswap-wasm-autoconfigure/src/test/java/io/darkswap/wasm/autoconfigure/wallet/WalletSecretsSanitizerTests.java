package io.darkswap.wasm.autoconfigure.wallet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WalletSecretsSanitizer} and its auto-configuration.
 */
class WalletSecretsSanitizerTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapWalletAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "darkswap.wallet.mnemonic", "DARKSWAP_WALLET_MNEMONIC", "darkswap.wallet.mnemonic[0]",
			"darkswap.wallet.passphrase", "DARKSWAP_WALLET_PASSPHRASE", "darkswap.wallet.private-key",
			"darkswap.wallet.privateKey", "darkswap.wallet.private_key", "DARKSWAP_WALLET_PRIVATEKEY",
			"darkswap.wallet.mnemonics" })
	void hidesSecretsHoweverTheyAreSpelt(String key) {
		assertThat(shown(key, "x")).isEqualTo(SanitizableData.SANITIZED_VALUE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkswap.wallet.network", "DARKSWAP_WALLET_NETWORK", "darkswap.wallet.mnemonic-file",
			"darkswap.wallet.mnemonicFile", "darkswap.wallet.account-type", "darkswap.wallet.derivation-path",
			"darkswap.wallet.address-index", "darkswap.wasm.url", "server.port" })
	void showsOtherValues(String key) {
		assertThat(shown(key, "x")).isEqualTo("x");
	}

	@ParameterizedTest
	@CsvSource({ "mnemonic,zoo zoo", "passphrase,TREZOR", "private-key,KyZp" })
	void hidesEveryValueThatHoldsASecret(String name, String secret) {
		this.environment.setProperty("desk.secret", secret);
		this.environment.setProperty("darkswap.wallet." + name, "${desk.secret}");
		assertThat(shown("desk.secret", secret)).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(shown("sun.java.command", "app.jar --" + secret + " -x")).isEqualTo(SanitizableData.SANITIZED_VALUE);
		assertThat(shown("sun.java.command", "app.jar")).isEqualTo("app.jar");
	}

	@Test
	void emptySecretHidesNothing() {
		this.environment.setProperty("darkswap.wallet.passphrase", "");
		assertThat(shown("server.port", 8080)).isEqualTo(8080);
	}

	@Test
	void placeholderWithoutValueHidesNothing() {
		this.environment.setProperty("darkswap.wallet.mnemonic", "${desk.secret}");
		assertThat(shown("server.port", 8080)).isEqualTo(8080);
	}

	@Test
	void whenThereIsTheActuatorThenItsEndpointsAreSanitized() {
		this.contextRunner.run((context) -> assertThat(context).getBean(SanitizingFunction.class)
			.isInstanceOf(WalletSecretsSanitizer.class));
	}

	@Test
	void backsOffWhenActuatorIsNotOnTheClassPath() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("darkSwapWalletSanitizingFunction"));
	}

	private Object shown(String key, Object value) {
		return new WalletSecretsSanitizer(this.environment).apply(new SanitizableData(null, key, value)).getValue();
	}

}
