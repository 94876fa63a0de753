package io.darkswap.wasm.autoconfigure;

import java.util.Optional;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health of the DarkSwap client.
 */
@AutoConfiguration(after = DarkSwapPreloadAutoConfiguration.class)
@ConditionalOnClass({ DarkSwapClient.class, HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnSingleCandidate(DarkSwapClient.class)
@ConditionalOnEnabledHealthIndicator("dark-swap-wasm")
public final class DarkSwapHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "darkSwapWasmHealthIndicator", "darkSwapWasmHealthContributor" })
	HealthContributor darkSwapWasmHealthContributor(DarkSwapClient client,
			ObjectProvider<DarkSwapClientPreloader> preloader) {
		return new DarkSwapHealthIndicator(client,
				() -> Optional.ofNullable(preloader.getIfAvailable()).flatMap(DarkSwapClientPreloader::failure));
	}

}
