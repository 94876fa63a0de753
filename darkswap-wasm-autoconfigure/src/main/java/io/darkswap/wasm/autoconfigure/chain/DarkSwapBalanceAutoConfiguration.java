package io.darkswap.wasm.autoconfigure.chain;

import java.util.Locale;

import io.darkswap.wasm.BalanceSource;
import io.darkswap.wasm.chain.AlkanesBalanceSource;
import io.darkswap.wasm.chain.ChainServer;
import io.darkswap.wasm.chain.EsploraBalanceSource;
import io.darkswap.wasm.chain.OrdBalanceSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.client.RestClient;

/**
 * Auto-configuration for the {@link BalanceSource}s whose servers' URLs are set. They use
 * the application's {@link RestClient.Builder}, if it has one, with connections of their
 * own. A source that the application defines comes before them; under the name of one of
 * them, it replaces that one.
 */
@AutoConfiguration
@ConditionalOnClass({ ChainServer.class, RestClient.class, JsonMapper.class })
@Conditional(OnChainServerCondition.class)
@EnableConfigurationProperties(ChainProperties.class)
public final class DarkSwapBalanceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "esploraBalanceSource")
	@ConditionalOnProperty("darkswap.chain.esplora.url")
	EsploraBalanceSource esploraBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		return new EsploraBalanceSource(server("darkswap.chain.esplora", properties.esplora()), builder(http));
	}

	@Bean
	@ConditionalOnMissingBean(name = "ordBalanceSource")
	@ConditionalOnProperty("darkswap.chain.ord.url")
	OrdBalanceSource ordBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		return new OrdBalanceSource(server("darkswap.chain.ord", properties.ord()), builder(http));
	}

	@Bean
	@ConditionalOnMissingBean(name = "alkanesBalanceSource")
	@ConditionalOnProperty("darkswap.chain.alkanes.url")
	AlkanesBalanceSource alkanesBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		return new AlkanesBalanceSource(server("darkswap.chain.alkanes", properties.alkanes()), builder(http));
	}

	private static ChainServer server(String prefix, ChainProperties.@Nullable Server properties) {
		ChainServer.Builder server = ChainServer.builder((properties != null) ? properties.url() : null)
			.optionNames((option) -> prefix + "." + option.name().toLowerCase(Locale.ROOT).replace('_', '-'));
		if (properties != null) {
			server.connectTimeout(properties.connectTimeout())
				.readTimeout(properties.readTimeout())
				.retries(properties.retries())
				.cache(properties.cache())
				.maxResponseSize(properties.maxResponseSize().toBytes());
		}
		return server.build();
	}

	private static RestClient.Builder builder(ObjectProvider<RestClient.Builder> http) {
		return http.getIfUnique(RestClient::builder);
	}

}
