package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.autoconfigure.properties.OptionProperties;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Initializes a client bean that the application created without initializing it, unless
 * its first call initializes it.
 */
final class DarkSwapClientInitializer implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DarkSwapClient client && client.getState() == ClientState.NEW
				&& !client.isInitializedOnFirstUse()) {
			OptionProperties.configured(() -> {
				client.initialize();
				return client;
			});
		}
		return bean;
	}

}
