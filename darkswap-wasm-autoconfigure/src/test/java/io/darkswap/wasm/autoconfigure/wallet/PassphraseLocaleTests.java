package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for a locale that cannot decode an environment variable: it replaces every
 * unknown character with U+FFFD, so that many passphrases would open one wallet.
 */
@EnabledOnOs(OS.LINUX)
class PassphraseLocaleTests {

	private static final String MNEMONIC = "abandon ".repeat(11) + "about";

	@Test
	void whenLocaleDecodesVariableThenOpensItsWallet() throws Exception {
		try (HdWallet expected = HdWallet.fromMnemonic(MNEMONIC.toCharArray(), "gr\u00FCn".toCharArray(),
				Account.of(BitcoinNetwork.TESTNET))) {
			assertThat(run("C.UTF-8")).contains("address " + expected.address());
		}
	}

	@Test
	void whenLocaleCannotDecodeVariableThenStartIsRefused() throws Exception {
		assertThat(run("C")).doesNotContain("address ")
			.contains("darkswap.wallet.passphrase holds U+FFFD")
			.contains("darkswap.wallet.passphrase-file");
	}

	/** The shell sets the variable, because Java would encode it in its own locale. */
	private static String run(String locale) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("sh", "-c",
				"LC_ALL=%s DARKSWAP_WALLET_PASSPHRASE=$(printf 'gr\\303\\274n') exec \"$0\" \"$@\"".formatted(locale)));
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Application.class.getName()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		return output;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DarkSwapWalletAutoConfiguration.class)
	static class Application {

		public static void main(String[] arguments) {
			try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
				.web(WebApplicationType.NONE)
				.properties("darkswap.wallet.mnemonic=" + MNEMONIC)
				.run(arguments)) {
				System.out.println("address " + context.getBean(Wallet.class).address());
			}
		}

	}

}
