package io.darkswap.wasm.autoconfigure.chain;

import io.darkswap.wasm.BalanceSource;
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
 * Auto-configuration for the {@link BalanceSource}s whose servers' URLs are set. They ask
 * through the application's {@link RestClient.Builder}, if it has one, with connections
 * of their own. A source that the application defines comes before them; under the name
 * of one of them, it replaces that one.
 */
@AutoConfiguration
@ConditionalOnClass({ BalanceSource.class, RestClient.class, JsonMapper.class })
@Conditional(OnChainServerCondition.class)
@EnableConfigurationProperties(ChainProperties.class)
public final class DarkSwapBalanceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "esploraBalanceSource")
	@ConditionalOnProperty("darkswap.chain.esplora.url")
	EsploraBalanceSource esploraBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		ChainServer server = ChainServer.of("Esplora", "darkswap.chain.esplora", properties.esplora());
		return new EsploraBalanceSource(client(server, http), new SharedAnswers<>(server.cache()));
	}

	@Bean
	@ConditionalOnMissingBean(name = "ordBalanceSource")
	@ConditionalOnProperty("darkswap.chain.ord.url")
	OrdBalanceSource ordBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		ChainServer server = ChainServer.of("ord", "darkswap.chain.ord", properties.ord());
		return new OrdBalanceSource(client(server, http), new SharedAnswers<>(server.cache()),
				new SharedAnswers<>(server.cache()));
	}

	@Bean
	@ConditionalOnMissingBean(name = "alkanesBalanceSource")
	@ConditionalOnProperty("darkswap.chain.alkanes.url")
	AlkanesBalanceSource alkanesBalanceSource(ChainProperties properties, ObjectProvider<RestClient.Builder> http) {
		ChainServer server = ChainServer.of("The alkanes server", "darkswap.chain.alkanes", properties.alkanes());
		return new AlkanesBalanceSource(client(server, http), new SharedAnswers<>(server.cache()));
	}

	private static ChainClient client(ChainServer server, ObjectProvider<RestClient.Builder> http) {
		return new ChainClient(server, http.getIfUnique(RestClient::builder));
	}

}
