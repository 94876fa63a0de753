package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Auto-configuration for publishing what happens in the DarkSwap client's engine as
 * application events.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class)
@ConditionalOnClass(DarkSwapClient.class)
@ConditionalOnSingleCandidate(DarkSwapClient.class)
@EnableConfigurationProperties(DarkSwapWasmProperties.class)
public final class DarkSwapEventAutoConfiguration {

	/** The client is a provider: nothing needs it where nobody listens. */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapEventPublisher")
	DarkSwapEventPublisher darkSwapEventPublisher(DarkSwapWasmProperties properties,
			ObjectProvider<DarkSwapClient> client, AbstractApplicationContext context,
			ObjectProvider<PublicationObserver> observers) {
		return new DarkSwapEventPublisher(properties.publishEvents(), client::getObject, context,
				observers.orderedStream().toList());
	}

}
