package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapWalletAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DarkSwapWalletAutoConfigurationTests {

	private static final String WARNING = "whose funds are lost at restart";

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DarkSwapWalletAutoConfiguration.class));

	@Test
	void makesRandomWalletOfTestNetworkAndWarnsOnce(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Wallet wallet = context.getBean(Wallet.class);
			assertThat(wallet.network()).isEqualTo(BitcoinNetwork.TESTNET);
			assertThat(wallet.address()).startsWith("tb1").isEqualTo(wallet.address());
			assertThat(wallet.sign(new byte[32])).hasSize(64);
		});
		assertThat(output).containsOnlyOnce(WARNING);
	}

	@Test
	void makesAnotherWalletEachTime() {
		this.contextRunner.run((first) -> this.contextRunner
			.run((second) -> assertThat(address(first)).isNotEqualTo(address(second))));
	}

	@ParameterizedTest
	@CsvSource({ "mainnet,bc1", "testnet,tb1", "signet,tb1", "regtest,bcrt1" })
	void whenNetworkIsSetThenAddressIsOfThatNetwork(String network, String prefix) {
		this.contextRunner.withPropertyValues("darkswap.wallet.network=" + network)
			.run((context) -> assertThat(address(context)).startsWith(prefix));
	}

	@Test
	void backsOffWhenWalletIsDefined(CapturedOutput output) {
		this.contextRunner.withBean("own", Wallet.class, () -> HdWallet.random(BitcoinNetwork.REGTEST))
			.run((context) -> assertThat(context).getBeans(Wallet.class).containsOnlyKeys("own"));
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void whenContextIsClosedThenKeyIsErased() {
		this.contextRunner.run((context) -> {
			Wallet wallet = context.getBean(Wallet.class);
			assertThat(wallet.address()).isNotEmpty();
			context.close();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> wallet.sign(new byte[32]))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
		});
	}

	private static String address(ApplicationContext context) {
		return context.getBean(Wallet.class).address();
	}

}
