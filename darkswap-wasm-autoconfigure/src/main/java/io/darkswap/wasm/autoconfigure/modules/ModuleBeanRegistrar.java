package io.darkswap.wasm.autoconfigure.modules;

import java.util.function.Supplier;

import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.pool.WasmWorkers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.env.Environment;

/**
 * Registers a {@link LoadedModule} and its {@link WasmWorkers} for each module of the
 * properties, both qualified by its name. A bean of the application takes precedence: one
 * with the same bean name, and one of the type where no qualifier is given.
 * <p>
 * Ahead-of-time processing generates no code for these beans: this class registers them
 * when the application starts, from the properties that it then has.
 */
final class ModuleBeanRegistrar implements BeanDefinitionRegistryPostProcessor {

	private final Environment environment;

	private final ConfigurableListableBeanFactory beans;

	ModuleBeanRegistrar(Environment environment, ConfigurableListableBeanFactory beans) {
		this.environment = environment;
		this.beans = beans;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		ConfiguredModules.in(this.environment).forEach((name, properties) -> register(registry, name, properties));
	}

	private void register(BeanDefinitionRegistry registry, String name, ModuleProperties properties) {
		String module = name + "Module";
		String workers = name + "Workers";
		NamedModule named = new NamedModule(name);
		ModuleFactory factory = new ModuleFactory(name, properties, this.beans);
		boolean atStart = properties.load() == ModuleLoading.AT_START;
		register(registry, name, ModuleFailures.MODULES + "." + name, NamedModule.class, () -> named, true, null);
		register(registry, name, module, LoadedModule.class, () -> named.load(() -> factory.load(module)), atStart,
				"close");
		register(registry, name, workers, WasmWorkers.class, () -> {
			LoadedModule loaded = this.beans.getBean(module, LoadedModule.class);
			this.beans.registerDependentBean(module, workers);
			return named.start(() -> factory.workers(loaded, workers));
		}, atStart && properties.workers() != null, "close");
	}

	private static <T> void register(BeanDefinitionRegistry registry, String qualifier, String bean, Class<T> type,
			Supplier<T> supplier, boolean atStart, @Nullable String destroyMethod) {
		if (registry.containsBeanDefinition(bean)) {
			return;
		}
		RootBeanDefinition definition = new RootBeanDefinition(type, supplier);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, qualifier));
		definition.setFallback(true);
		if (!atStart) {
			definition.setLazyInit(true);
		}
		if (destroyMethod != null) {
			definition.setDestroyMethodName(destroyMethod);
		}
		definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true);
		registry.registerBeanDefinition(bean, definition);
	}

}
