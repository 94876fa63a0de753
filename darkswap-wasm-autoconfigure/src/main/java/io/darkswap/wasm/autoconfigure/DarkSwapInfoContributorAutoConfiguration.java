package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for what the info endpoint tells of the DarkSwap client.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class)
@ConditionalOnClass({ DarkSwapClient.class, InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnSingleCandidate(DarkSwapClient.class)
@ConditionalOnEnabledInfoContributor("dark-swap-wasm")
public final class DarkSwapInfoContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "darkSwapWasmInfoContributor")
	InfoContributor darkSwapWasmInfoContributor(DarkSwapClient client) {
		return new DarkSwapInfoContributor(client);
	}

}
