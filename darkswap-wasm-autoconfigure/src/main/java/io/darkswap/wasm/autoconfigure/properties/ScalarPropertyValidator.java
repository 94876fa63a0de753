package io.darkswap.wasm.autoconfigure.properties;

import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Rejects lists and maps for scalar properties whose silent loss would be unsafe. YAML
 * makes a list of the words of a mnemonic easily, and {@code mnemonic.file} in place of
 * {@code mnemonic-file} is a map. Such a property would count as not set: another wallet
 * would be used, or any module be run.
 */
public final class ScalarPropertyValidator {

	private ScalarPropertyValidator() {
	}

	/**
	 * Rejects the named properties where they are set only as lists or maps.
	 * @param environment the environment that holds the properties
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that is a list or a map
	 */
	public static void refuseListsAndMappings(Environment environment, String... names) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		for (String name : names) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			if (any(sources, (source) -> hasParts(source, property))
					&& !any(sources, (source) -> isSet(source, property))) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"%s is a list or a mapping: give it as one text, words with a space between them"
							.formatted(name));
			}
		}
	}

	private static boolean any(Iterable<ConfigurationPropertySource> sources,
			Predicate<ConfigurationPropertySource> matches) {
		return StreamSupport.stream(sources.spliterator(), false).anyMatch(matches);
	}

	private static boolean isSet(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return source.getConfigurationProperty(property) != null;
	}

	private static boolean hasParts(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return isSet(source, property.append("[0]")) || hasNamedParts(source, property);
	}

	/**
	 * In the environment, DARKSWAP_WALLET_MNEMONIC_FILE would be a part of
	 * DARKSWAP_WALLET_MNEMONIC.
	 */
	private static boolean hasNamedParts(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
				&& source.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT;
	}

}
