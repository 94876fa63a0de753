package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Properties that are one text, and too dear to be overlooked. Given as a list, which
 * YAML makes it easy to do with the words of a mnemonic, such a property would count as
 * not set: another wallet would be used, or any module be run.
 */
final class TextProperties {

	private TextProperties() {
	}

	static void refuseLists(Environment environment, String... names) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		for (String name : names) {
			if (isSet(sources, name + "[0]") && !isSet(sources, name)) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"%s is a list: give it as one text, words with a space between them".formatted(name));
			}
		}
	}

	private static boolean isSet(Iterable<ConfigurationPropertySource> sources, String name) {
		ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(property) != null) {
				return true;
			}
		}
		return false;
	}

}
