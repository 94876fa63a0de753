package io.darkswap.wasm.autoconfigure.properties;

import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Rejects values of scalar properties that binding would silently lose or change.
 * Messages never hold a value.
 */
public final class ScalarPropertyValidator {

	private final Iterable<ConfigurationPropertySource> sources;

	private final Binder binder;

	private final PlaceholderValues placeholders;

	/**
	 * Creates a validator.
	 * @param environment the environment that holds the properties
	 */
	public ScalarPropertyValidator(Environment environment) {
		this.sources = ConfigurationPropertySources.get(environment);
		this.binder = Binder.get(environment);
		this.placeholders = new PlaceholderValues(environment);
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
	 * Rejects properties whose text still holds what a tool should have replaced, such as
	 * a placeholder or an encrypted value: the text itself would be the value.
	 * @param otherwise what to do if the text is meant as it is
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that holds such a text
	 */
	public void refuseUnresolved(String otherwise, String... names) {
		for (String name : names) {
			text(name).flatMap((value) -> UnresolvedText.in(value).stream()).findFirst().ifPresent((unresolved) -> {
				throw invalid(name, unresolved.problem() + ", or " + otherwise);
			});
		}
	}

	/**
	 * Rejects properties that their source holds as a number, a boolean or a date, also
	 * through placeholders. YAML converts texts without quotes to these, and the original
	 * text is lost.
	 * @param names the canonical names of the properties
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that is not a string
	 */
	public void refuseOtherThanText(String... names) {
		for (String name : names) {
			ConfigurationPropertyName property = ConfigurationPropertyName.of(name);
			stream().map((source) -> source.getConfigurationProperty(property))
				.filter(Objects::nonNull)
				.findFirst()
				.ifPresent((found) -> refuseOtherThanText(name, found.getValue()));
		}
	}

	private void refuseOtherThanText(String name, Object value) {
		if (!(value instanceof CharSequence text)) {
			throw invalid(name, "is read as a number, a boolean or a date: put quotes around it");
		}
		this.placeholders.numbers(text.toString()).findFirst().ifPresent((number) -> {
			throw invalid(name,
					"holds the property %s, which is read as a number, a boolean or a date: ".formatted(number)
							+ "put quotes around it");
		});
	}

	private Stream<String> text(String name) {
		return this.binder.bind(name, String.class).map(Stream::of).orElseGet(Stream::empty);
	}

	private Stream<ConfigurationPropertySource> stream() {
		return StreamSupport.stream(this.sources.spliterator(), false);
	}

	private static DarkSwapException invalid(String name, String why) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, name + " " + why);
	}

}
