package io.darkswap.wasm.autoconfigure.wallet;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.properties.Secret;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.AccountType;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that applications do not show the wallet's secrets, with every log level on.
 */
@ExtendWith(OutputCaptureExtension.class)
class WalletSecretsTests {

	private static final List<String> LOGGERS = List.of("org.springframework.boot", "io.darkswap");

	// BIP39's published mnemonic for the entropy of 16 bytes 0x7f.
	private static final String MNEMONIC = "legal winner thank year wave sausage worth useful legal winner thank yellow";

	private static final String PASSPHRASE = "TREZOR-4711";

	private static final String WIF = "KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d";

	private static final String[] LEVELS = LOGGERS.stream()
		.map((name) -> "--logging.level." + name + "=TRACE")
		.toArray(String[]::new);

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@AfterEach
	void resetLevels() {
		LOGGERS.forEach((name) -> this.logging.setLogLevel(name, null));
	}

	@Test
	void mnemonicAndPassphraseAreNotLogged(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Application.class, "mnemonic=" + MNEMONIC,
				"passphrase=" + PASSPHRASE)) {
			assertThat(context.getBean(Wallet.class).address()).startsWith("tb1q");
		}
		assertThat(output).contains("TRACE");
		assertHidden(output);
	}

	@Test
	void privateKeyIsNotLogged(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run(Application.class, "private-key=" + WIF, "network=mainnet")) {
			assertThat(context.getBean(Wallet.class).address()).startsWith("bc1q");
		}
		assertThat(output).contains("TRACE");
		assertHidden(output);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mnemonic=" + MNEMONIC + " zoo", "mnemonic=legal winner satoshy",
			"mnemonic-file=" + MNEMONIC, "private-key=" + WIF, "private-key=" + WIF + "x", "derivation-path=m/84x",
			"network=moon", "account-type=moon", "address-index=moon" })
	void whenStartFailsThenNeitherExceptionNorAnalysisShowsSecrets(String wrong, CapturedOutput output) {
		String passphrase = wrong.startsWith("private") ? "network=testnet" : "passphrase=" + PASSPHRASE;
		assertThatException().isThrownBy(() -> run(Application.class, passphrase, wrong))
			.satisfies((ex) -> assertHidden(messages(ex)));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("darkswap.wallet." + wrong.substring(0, wrong.indexOf('=')));
		assertHidden(output);
	}

	@Test
	void whenTwoPropertiesContradictThenAnalysisNamesOnlyThem(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> run(Application.class, "mnemonic=" + MNEMONIC, "private-key=" + WIF, "network=mainnet"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("mutually exclusive")
			.contains("darkswap.wallet.mnemonic")
			.contains("darkswap.wallet.private-key");
		assertHidden(output);
	}

	@Test
	void whenAnotherPropertyCannotBeBoundThenAnalysisShowsNoSecrets(CapturedOutput output) {
		assertThatException().isThrownBy(() -> builder(OtherApplication.class)
			.properties("darkswap.wallet.mnemonic=" + MNEMONIC, "other.count=many")
			.run(LEVELS));
		assertThat(output).contains("APPLICATION FAILED TO START").contains("other.count");
		assertHidden(output);
	}

	/** YAML converts 0123 to 83, so the original text is lost. */
	@Test
	void passphraseThatYamlConvertsToANumberIsRefusedAndHidden(CapturedOutput output) {
		Map<String, Object> yaml = Map.of("darkswap.wallet.passphrase", 47114711, "darkswap.wallet.mnemonic", MNEMONIC);
		assertThatException().isThrownBy(() -> builder(Application.class).properties(yaml).run(LEVELS))
			.satisfies((ex) -> assertThat(messages(ex)).doesNotContain("47114711")
				.contains("darkswap.wallet.passphrase is read as a number, a boolean or a date"));
		assertThat(output).contains("put quotes around it").doesNotContain("47114711");
	}

	@ParameterizedTest
	@ValueSource(strings = { "${desk.phrase}", "a${desk.phrase}b", "${DESK_PHRASE:${desk.phrase}}", "${desk.other}" })
	void passphraseThatYamlConvertsBehindAPlaceholderIsRefusedAndHidden(String passphrase, CapturedOutput output) {
		Map<String, Object> yaml = Map.of("darkswap.wallet.passphrase", passphrase, "desk.phrase", 47114711,
				"desk.other", "${desk.phrase}", "darkswap.wallet.mnemonic", MNEMONIC);
		assertThatException().isThrownBy(() -> builder(Application.class).properties(yaml).run(LEVELS))
			.satisfies((ex) -> assertThat(messages(ex)).doesNotContain("47114711")
				.contains("darkswap.wallet.passphrase holds the property desk.phrase, which is read as a number"));
		assertThat(output).contains("put quotes around it").doesNotContain("47114711");
	}

	@Test
	void passphraseMayBeATextOfDigitsBehindAPlaceholder() {
		Map<String, Object> yaml = Map.of("darkswap.wallet.passphrase", "${desk.phrase}", "desk.phrase", "0123",
				"darkswap.wallet.mnemonic", MNEMONIC);
		Wallet expected = HdWallet.fromMnemonic(MNEMONIC.toCharArray(), "0123".toCharArray(),
				Account.of(BitcoinNetwork.TESTNET));
		try (ConfigurableApplicationContext context = builder(Application.class).properties(yaml).run()) {
			assertThat(context.getBean(Wallet.class).address()).isEqualTo(expected.address());
		}
	}

	@Test
	void propertiesShowNoSecrets() {
		DarkSwapWalletProperties properties = new DarkSwapWalletProperties(BitcoinNetwork.MAINNET, new Secret(MNEMONIC),
				null, new Secret(PASSPHRASE), null, AccountType.TAPROOT, null, null, new Secret(WIF), true);
		assertThat(properties.toString()).contains("network=MAINNET", "mnemonic=******", "passphrase=******",
				"privateKey=******");
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return builder(application).run(Stream
			.concat(Stream.of(LEVELS), Stream.of(properties).map((property) -> "--darkswap.wallet." + property))
			.toArray(String[]::new));
	}

	private static SpringApplicationBuilder builder(Class<?> application) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE);
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable ex = failure; ex != null; ex = ex.getCause()) {
			messages.append(ex).append('\n');
		}
		return messages.toString();
	}

	/** Asserts that no two consecutive words appear. */
	private static void assertHidden(CharSequence text) {
		String[] words = MNEMONIC.split(" ");
		SoftAssertions.assertSoftly((softly) -> {
			for (int i = 1; i < words.length; i++) {
				softly.assertThat(text).doesNotContain(words[i - 1] + " " + words[i]);
			}
			softly.assertThat(text).doesNotContain("satoshy", PASSPHRASE, WIF);
		});
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DarkSwapWalletAutoConfiguration.class, DarkSwapClientAutoConfiguration.class,
			DarkSwapWasmLoaderAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DarkSwapWalletAutoConfiguration.class)
	@EnableConfigurationProperties(OtherProperties.class)
	static class OtherApplication {

	}

	@ConfigurationProperties("other")
	record OtherProperties(int count) {

	}

}
