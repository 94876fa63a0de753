package io.darkswap.wasm.test;

import java.util.Map;
import java.util.stream.Stream;

import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.WasmWorkers;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
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
		context.addBeanFactoryPostProcessor(TestDarkSwapContextCustomizer::loadModulesOnDemand);
	}

	/** A test loads no module that it does not use. */
	private static void loadModulesOnDemand(ConfigurableListableBeanFactory beans) {
		Stream.of(LoadedModule.class, WasmWorkers.class)
			.flatMap((type) -> Stream.of(beans.getBeanNamesForType(type, true, false)))
			.filter(beans::containsBeanDefinition)
			.forEach((name) -> beans.getBeanDefinition(name).setLazyInit(true));
	}

}
