package io.darkswap.wasm.autoconfigure.modules;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Keeps the modules on the class path that properties name at build time in a native
 * image.
 */
final class ModuleResourceHints implements BeanFactoryInitializationAotProcessor {

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beans) {
		if (beans.getBeanNamesForType(ModuleBeanRegistrar.class, false, false).length == 0) {
			return null;
		}
		List<String> resources = ConfiguredModules.urls(beans.getBean(Environment.class))
			.stream()
			.filter((url) -> url.startsWith(ResourceLoader.CLASSPATH_URL_PREFIX))
			.map((url) -> url.substring(ResourceLoader.CLASSPATH_URL_PREFIX.length()))
			.map((path) -> StringUtils.trimLeadingCharacter(path, '/'))
			.toList();
		return (generation, code) -> resources
			.forEach((resource) -> generation.getRuntimeHints().resources().registerPattern(resource));
	}

}
