package io.darkswap.wasm.autoconfigure.convert;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.TradingPair;
import tools.jackson.databind.JacksonModule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration that converts an {@link Asset} and a {@link TradingPair} from and to
 * its text in request parameters, path variables, properties and JSON.
 */
@AutoConfiguration
@ConditionalOnClass(Asset.class)
public final class DarkSwapConversionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapAssetFormatter")
	static AssetFormatter darkSwapAssetFormatter() {
		return new AssetFormatter();
	}

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapTradingPairFormatter")
	static TradingPairFormatter darkSwapTradingPairFormatter() {
		return new TradingPairFormatter();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JacksonModule.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "darkSwapJacksonModule")
		JacksonModule darkSwapJacksonModule() {
			return new DarkSwapJacksonModule();
		}

	}

}
