package io.darkswap.wasm.autoconfigure;

import java.util.stream.Stream;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Finds out whether the application uses a bean.
 */
final class ApplicationDependents {

	private static final String OWN_PACKAGE = ClassUtils.getPackageName(ApplicationDependents.class);

	private ApplicationDependents() {
	}

	/**
	 * Returns whether a bean is injected into another bean. Beans of this
	 * auto-configuration do not count: health and metrics also receive a client that the
	 * application never calls. Beans that look the client up later are not found.
	 */
	static boolean existFor(ConfigurableBeanFactory beans, String name) {
		return Stream.of(beans.getDependentBeans(name)).anyMatch((dependent) -> isOfApplication(beans, dependent));
	}

	private static boolean isOfApplication(ConfigurableBeanFactory beans, String name) {
		try {
			Class<?> type = beans.getType(name);
			return type == null || !ClassUtils.getPackageName(type).startsWith(OWN_PACKAGE);
		}
		catch (NoSuchBeanDefinitionException ex) {
			return true;
		}
	}

}
