package io.darkswap.wasm.test;

import java.util.Map;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Sets properties for a test. They override the application's and the environment's
 * properties, and the test's own properties override them. All customizers are equal, so
 * that tests share their contexts.
 */
record TestDarkSwapContextCustomizer() implements ContextCustomizer {

	private static final Map<String, Object> PROPERTIES = Map.of("darkswap.wallet.network", "regtest",
			"darkswap.wasm.initial", 16, "darkswap.wasm.maximum", 64, "darkswap.wasm.instances", 2,
			"darkswap.wasm.preload", false, "darkswap.log.enabled", false);

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		MutablePropertySources sources = context.getEnvironment().getPropertySources();
		sources.addBefore(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
				new MapPropertySource("DarkSwap in tests", PROPERTIES));
	}

}
