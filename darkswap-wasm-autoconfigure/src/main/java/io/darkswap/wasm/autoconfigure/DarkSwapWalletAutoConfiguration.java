package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.wallet.Wallet;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration for the {@link Wallet} that makes and takes orders.
 */
@AutoConfiguration
@ConditionalOnClass(Wallet.class)
@EnableConfigurationProperties(DarkSwapWalletProperties.class)
public final class DarkSwapWalletAutoConfiguration {

	/** Closed with the context, if it can be: that erases the key. */
	@Bean
	@ConditionalOnMissingBean
	Wallet darkSwapWallet(DarkSwapWalletProperties properties, ResourceLoader resourceLoader, Environment environment) {
		TextProperties.refuseListsAndMappings(environment, "darkswap.wallet.mnemonic", "darkswap.wallet.mnemonic-file",
				"darkswap.wallet.passphrase", "darkswap.wallet.derivation-path", "darkswap.wallet.private-key");
		// A location without a scheme is a file, as users mean it, not on the class path.
		return new WalletFactory(properties, ApplicationResourceLoader.get(resourceLoader, true)).create();
	}

}
