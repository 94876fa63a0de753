package io.darkswap.wasm.autoconfigure.wallet;

import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;
import io.darkswap.wasm.wallet.Wallet;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration for the {@link Wallet} that makes and takes orders, and for masking
 * its secrets in the actuator's answers.
 */
@AutoConfiguration
@ConditionalOnClass(Wallet.class)
@EnableConfigurationProperties(DarkSwapWalletProperties.class)
@Import(StrictBindingConfiguration.class)
public final class DarkSwapWalletAutoConfiguration {

	/** The context closes a closeable wallet, which erases its key. */
	@Bean
	@ConditionalOnMissingBean
	Wallet darkSwapWallet(DarkSwapWalletProperties properties, ResourceLoader resourceLoader, Environment environment) {
		WalletPropertyValidator.validateAccount(environment);
		WalletPropertyValidator.validateSecrets(environment);
		// A location without a scheme is a file, as users mean it, not on the class path.
		return new WalletFactory(properties, ApplicationResourceLoader.get(resourceLoader, true),
				environment.containsProperty("darkswap.log.directory"))
			.create();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(SanitizingFunction.class)
	static class SanitizingConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapWalletSanitizingFunction")
		@Order(Ordered.HIGHEST_PRECEDENCE)
		SanitizingFunction darkSwapWalletSanitizingFunction(Environment environment) {
			return new WalletSecretsSanitizer(environment);
		}

	}

}
