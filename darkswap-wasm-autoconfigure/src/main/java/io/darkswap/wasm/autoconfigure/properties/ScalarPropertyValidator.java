package io.darkswap.wasm.autoconfigure.properties;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Rejects values of scalar properties that binding would silently lose or change.
 * Messages never hold a value.
 */
public final class ScalarPropertyValidator {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

	private final Iterable<ConfigurationPropertySource> sources;

	private final Binder binder;

	/**
	 * Creates a validator.
	 * @param environment the environment that holds the properties
	 */
	public ScalarPropertyValidator(Environment environment) {
		this.sources = ConfigurationPropertySources.get(environment);
		this.binder = Binder.get(environment);
	}

	/**
	 * Rejects properties that are set only as lists or maps. In YAML, the words of a
	 * mnemonic can easily become a list, and {@code mnemonic.file} in place of
	 * {@code mnemonic-file} is a map. Such a property would count as not set, so another
	 * wallet would be used, or any module would be run.
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that is a list or a map
	 */
	public void refuseListsAndMaps(String... names) {
		for (String name : names) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			if (anySource((source) -> hasParts(source, property)) && !anySource((source) -> isSet(source, property))) {
				throw invalid(name, "is a list or a mapping: give it as one text, words with a space between them");
			}
		}
	}

	/**
	 * Rejects blank properties. For a number or an enum, binding would use the default
	 * instead.
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that is blank
	 */
	public void refuseBlank(String... names) {
		for (String name : names) {
			if (text(name).anyMatch(String::isBlank)) {
				throw invalid(name, "is blank: set it, or remove it to use the default");
			}
		}
	}

	/**
	 * Rejects properties that hold an unresolved placeholder, whose text would be the
	 * value.
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that holds a placeholder
	 */
	public void refusePlaceholders(String... names) {
		for (String name : names) {
			if (text(name).anyMatch((value) -> PLACEHOLDER.matcher(value).find())) {
				throw invalid(name, "holds a placeholder that is not resolved: set what it names, or remove both");
			}
		}
	}

	/**
	 * Rejects properties that their source holds as a number, a boolean or a date. YAML
	 * converts texts without quotes to these, and the original text is lost.
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that is not a string
	 */
	public void refuseOtherThanText(String... names) {
		for (String name : names) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			stream().map((source) -> source.getConfigurationProperty(property))
				.filter((found) -> found != null)
				.findFirst()
				.map(ConfigurationProperty::getValue)
				.filter((value) -> !(value instanceof CharSequence))
				.ifPresent((value) -> {
					throw invalid(name, "is read as a number, a boolean or a date: put quotes around it");
				});
		}
	}

	private Stream<String> text(String name) {
		return this.binder.bind(name, String.class).map(Stream::of).orElseGet(Stream::empty);
	}

	private boolean anySource(Predicate<ConfigurationPropertySource> matches) {
		return stream().anyMatch(matches);
	}

	private Stream<ConfigurationPropertySource> stream() {
		return StreamSupport.stream(this.sources.spliterator(), false);
	}

	private static boolean isSet(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return source.getConfigurationProperty(property) != null;
	}

	private static boolean hasParts(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return isSet(source, property.append("[0]")) || hasNamedParts(source, property);
	}

	/**
	 * In the environment, DARKSWAP_WALLET_MNEMONIC_FILE would count as a part of
	 * DARKSWAP_WALLET_MNEMONIC.
	 */
	private static boolean hasNamedParts(ConfigurationPropertySource source, ConfigurationPropertyName property) {
		return !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)
				&& source.containsDescendantOf(property) == ConfigurationPropertyState.PRESENT;
	}

	private static DarkSwapException invalid(String name, String why) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, name + " " + why);
	}

}
