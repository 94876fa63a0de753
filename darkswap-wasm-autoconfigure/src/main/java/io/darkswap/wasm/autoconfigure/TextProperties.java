package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Properties that are one text, and too dear to be overlooked. Given as a list, which
 * YAML makes it easy to do with the words of a mnemonic, or as a mapping, as
 * {@code mnemonic.file} in place of {@code mnemonic-file} is, such a property would count
 * as not set: another wallet would be used, or any module be run.
 */
final class TextProperties {

	private TextProperties() {
	}

	static void refuseListsAndMappings(Environment environment, String... names) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		for (String name : names) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			if (hasParts(sources, property) && !isSet(sources, property)) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"%s is a list or a mapping: give it as one text, words with a space between them"
							.formatted(name));
			}
		}
	}

	private static boolean hasParts(Iterable<ConfigurationPropertySource> sources, ConfigurationPropertyName property) {
		ConfigurationPropertyName first = property.append("[0]");
		for (ConfigurationPropertySource source : sources) {
			// The environment takes DARKSWAP_WALLET_MNEMONIC_FILE to be a part of
			// darkswap.wallet.mnemonic.
			boolean hasParts = (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
					? source.getConfigurationProperty(first) != null
					: source.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT;
			if (hasParts) {
				return true;
			}
		}
		return false;
	}

	private static boolean isSet(Iterable<ConfigurationPropertySource> sources, ConfigurationPropertyName property) {
		for (ConfigurationPropertySource source : sources) {
			if (source.getConfigurationProperty(property) != null) {
				return true;
			}
		}
		return false;
	}

}
