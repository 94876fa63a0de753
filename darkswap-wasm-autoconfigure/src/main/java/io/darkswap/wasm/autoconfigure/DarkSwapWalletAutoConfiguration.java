package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.wallet.Wallet;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.log.LogMessage;

/**
 * Auto-configuration for the {@link Wallet} that makes and takes orders.
 */
@AutoConfiguration
@ConditionalOnClass(Wallet.class)
@EnableConfigurationProperties(DarkSwapWalletProperties.class)
public final class DarkSwapWalletAutoConfiguration {

	private static final Log logger = LogFactory.getLog(DarkSwapWalletAutoConfiguration.class);

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean(Wallet.class)
	LazyWallet darkSwapWallet(DarkSwapWalletProperties properties) {
		logger.warn(LogMessage.format(
				"No Wallet bean is defined: trading on %s with a new random wallet, whose funds are lost at restart",
				properties.network()));
		return new LazyWallet(properties.network());
	}

}
