package io.darkswap.wasm.test;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.wallet.Account;
import io.darkswap.wasm.wallet.AccountType;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for a wallet without a secret. It replaces the application's own
 * wallet, independent of its properties.
 */
@AutoConfiguration(before = DarkSwapWalletAutoConfiguration.class)
final class TestWalletAutoConfiguration {

	/** The first of BIP39's published test vectors. */
	private static final String MNEMONIC = "abandon ".repeat(11) + "about";

	@Bean
	@ConditionalOnMissingBean(Wallet.class)
	HdWallet darkSwapTestWallet(Environment environment) {
		BitcoinNetwork network = environment.getProperty("darkswap.wallet.network", BitcoinNetwork.class,
				BitcoinNetwork.REGTEST);
		AccountType type = environment.getProperty("darkswap.wallet.account-type", AccountType.class,
				AccountType.NATIVE_SEGWIT);
		return HdWallet.fromMnemonic(MNEMONIC.toCharArray(), new char[0], Account.of(network, type));
	}

}
