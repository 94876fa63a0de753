package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;

import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Initializes a client bean that the application made and did not initialize, and that
 * its first call would not initialize either.
 */
final class DarkSwapClientInitializer implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DarkSwapClient client && client.getState() == ClientState.NEW
				&& !client.isInitializedOnFirstUse()) {
			client.initialize();
		}
		return bean;
	}

}
