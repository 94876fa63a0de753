package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.wallet.Wallet;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for hiding the wallet's secrets from the actuator's endpoints.
 */
@AutoConfiguration
@ConditionalOnClass({ Wallet.class, SanitizingFunction.class })
public final class DarkSwapWalletSanitizingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapWalletSanitizingFunction")
	SanitizingFunction darkSwapWalletSanitizingFunction(Environment environment) {
		return new WalletSecretsSanitizer(environment);
	}

}
