package io.darkswap.wasm.autoconfigure.chain;

import java.util.Locale;

import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;
import io.darkswap.wasm.chain.AlkanesBalanceSource;
import io.darkswap.wasm.chain.ChainServer;
import io.darkswap.wasm.chain.EsploraBalanceSource;
import io.darkswap.wasm.chain.OrdBalanceSource;
import io.darkswap.wasm.wallet.BalanceSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

/**
 * Auto-configuration for the {@link BalanceSource}s whose servers' URLs are set. They use
 * the application's {@link RestClient.Builder}, if it has one, with their own
 * connections. A source that the application defines comes before them, and replaces a
 * source of the same bean name. If a library that they need is missing, the start fails.
 */
@AutoConfiguration
@Conditional(OnChainPropertyCondition.class)
public final class DarkSwapBalanceAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ ChainServer.class, RestClient.class, JsonMapper.class })
	@EnableConfigurationProperties(ChainProperties.class)
	@Import(StrictBindingConfiguration.class)
	static class SourcesConfiguration {

		private final ObjectProvider<DarkSwapConfig> config;

		private final ObjectProvider<RestClient.Builder> http;

		SourcesConfiguration(ObjectProvider<DarkSwapConfig> config, ObjectProvider<RestClient.Builder> http) {
			this.config = config;
			this.http = http;
		}

		@Bean
		@ConditionalOnMissingBean(name = "esploraBalanceSource")
		@ConditionalOnChainServer("esplora")
		EsploraBalanceSource esploraBalanceSource(ChainProperties properties) {
			return new EsploraBalanceSource(server("esplora", properties.esplora()), builder());
		}

		@Bean
		@ConditionalOnMissingBean(name = "ordBalanceSource")
		@ConditionalOnChainServer("ord")
		OrdBalanceSource ordBalanceSource(ChainProperties properties) {
			return new OrdBalanceSource(server("ord", properties.ord()), builder());
		}

		@Bean
		@ConditionalOnMissingBean(name = "alkanesBalanceSource")
		@ConditionalOnChainServer("alkanes")
		AlkanesBalanceSource alkanesBalanceSource(ChainProperties properties) {
			return new AlkanesBalanceSource(server("alkanes", properties.alkanes()), builder());
		}

		private ChainServer server(String name, ChainProperties.@Nullable Server properties) {
			ChainServer.Builder server = ChainServer.builder((properties != null) ? properties.url() : null)
				.optionNames((option) -> "darkswap.chain." + name + "."
						+ option.name().toLowerCase(Locale.ROOT).replace('_', '-'));
			this.config.ifUnique((config) -> server.network(config.network()));
			if (properties != null) {
				server.connectTimeout(properties.connectTimeout())
					.readTimeout(properties.readTimeout())
					.retries(properties.retries())
					.cache(properties.cache())
					.maxResponseSize(properties.maxResponseSize().toBytes());
			}
			return server.build();
		}

		private RestClient.Builder builder() {
			return this.http.getIfUnique(RestClient::builder);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnChainServer({ "esplora", "ord", "alkanes" })
	@Conditional(OnMissingChainLibraryCondition.class)
	static class MissingLibraryConfiguration {

		MissingLibraryConfiguration(Environment environment) {
			throw MissingChainLibrary.failure(environment, getClass().getClassLoader());
		}

	}

}
