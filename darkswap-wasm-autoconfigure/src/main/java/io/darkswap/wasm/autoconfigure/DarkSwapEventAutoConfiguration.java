package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Auto-configuration that publishes the DarkSwap client's events as application events.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class)
@ConditionalOnClass(DarkSwapClient.class)
@ConditionalOnBean(DarkSwapClient.class)
@EnableConfigurationProperties(DarkSwapWasmProperties.class)
public final class DarkSwapEventAutoConfiguration {

	/**
	 * The clients come from a provider, because they are not needed without a listener.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapEventPublisher")
	DarkSwapEventPublisher darkSwapEventPublisher(DarkSwapWasmProperties properties,
			ObjectProvider<DarkSwapClient> clients, AbstractApplicationContext context,
			ObjectProvider<PublicationObserver> observers) {
		return new DarkSwapEventPublisher(properties.publishEvents(), () -> clients.stream().toList(), context,
				observers.orderedStream().toList());
	}

}
