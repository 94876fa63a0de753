package io.darkswap.wasm.autoconfigure.properties;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.SystemPropertyUtils;

/**
 * The values that fill placeholders, as their sources hold them.
 */
final class PlaceholderValues {

	private static final PropertyPlaceholderHelper PLACEHOLDERS = new PropertyPlaceholderHelper(
			SystemPropertyUtils.PLACEHOLDER_PREFIX, SystemPropertyUtils.PLACEHOLDER_SUFFIX,
			SystemPropertyUtils.VALUE_SEPARATOR, SystemPropertyUtils.ESCAPE_CHARACTER, true);

	private final Environment environment;

	PlaceholderValues(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Returns the properties that placeholders name, directly or in each other's values,
	 * and that are no texts.
	 */
	Stream<String> numbers(String text) {
		Set<String> numbers = new LinkedHashSet<>();
		PLACEHOLDERS.replacePlaceholders(text, (name) -> {
			Object value = value(name);
			if (value != null && !(value instanceof CharSequence)) {
				numbers.add(name);
			}
			return (value != null) ? value.toString() : null;
		});
		return numbers.stream();
	}

	private @Nullable Object value(String name) {
		if (!(this.environment instanceof ConfigurableEnvironment sources)) {
			return null;
		}
		return sources.getPropertySources()
			.stream()
			.map((PropertySource<?> source) -> source.getProperty(name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
