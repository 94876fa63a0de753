package io.darkswap.wasm.autoconfigure.log;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.properties.StrictBindingConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Auto-configuration for the command log of the clients, which is active if
 * {@code darkswap.log.directory} is set.
 */
@AutoConfiguration
@ConditionalOnClass(DarkSwapClient.class)
@EnableConfigurationProperties(DarkSwapLogProperties.class)
@Import(StrictBindingConfiguration.class)
public final class DarkSwapLogAutoConfiguration {

	@Bean
	static DistinctLogDirectories darkSwapDistinctLogDirectories() {
		return new DistinctLogDirectories();
	}

	@Bean
	@ConditionalOnMissingBean
	ClientLogStorage darkSwapJournalStorage(DarkSwapLogProperties properties) {
		return properties::journal;
	}

	@Bean
	@ConditionalOnMissingBean
	ClientLogs darkSwapClientLogs(DarkSwapLogProperties properties, ClientLogStorage storage) {
		return new ClientLogs(properties, storage);
	}

}
