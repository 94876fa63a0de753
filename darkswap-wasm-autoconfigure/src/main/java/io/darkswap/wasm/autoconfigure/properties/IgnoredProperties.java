package io.darkswap.wasm.autoconfigure.properties;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.properties.KnownProperty.Kind;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses properties that binding would silently ignore: unknown ones, and lists or maps
 * in place of one value. An ignored {@code passphrase-flie} opens another wallet.
 * Messages never hold a value.
 * <p>
 * The environment also holds variables of others, such as those that Kubernetes sets for
 * a service named {@code darkswap-wasm}. Of these, only such are refused whose name is
 * similar to that of a property.
 */
final class IgnoredProperties {

	private static final ConfigurationPropertyName DARKSWAP = ConfigurationPropertyName.of("darkswap");

	private static final Set<String> GROUPS = Set.of("chain", "log", "wallet", "wasm", "web");

	private final ConfigurationPropertyName prefix;

	private final List<KnownProperty> known;

	/**
	 * @param prefix the name that the record is bound to
	 * @param known the properties of the record
	 */
	IgnoredProperties(ConfigurationPropertyName prefix, List<KnownProperty> known) {
		this.prefix = prefix;
		this.known = known;
	}

	/**
	 * Validates all sources.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} and the name of
	 * the first property that binding ignores
	 */
	void refuse(Iterable<ConfigurationPropertySource> sources) {
		for (ConfigurationPropertySource source : sources) {
			if (source instanceof IterableConfigurationPropertySource names) {
				boolean variables = source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
				names.stream()
					.filter(DARKSWAP::isAncestorOf)
					.forEach(variables ? this::refuseVariable : this::refuseProperty);
			}
		}
	}

	private void refuseProperty(ConfigurationPropertyName name) {
		if (!this.prefix.isAncestorOf(name)) {
			refuseMisspeltGroup(name);
			return;
		}
		for (KnownProperty property : this.known) {
			boolean inside = property.name().isAncestorOf(name);
			if (property.name().equals(name) || (inside && property.kind() == Kind.CONTAINER)) {
				return;
			}
			if (inside && property.kind() == Kind.SCALAR) {
				throw notScalar(property);
			}
		}
		throw invalid("%s is no property: %s".formatted(name,
				similar(name).or(() -> similarGroups(name))
					.map((near) -> "did you mean %s?".formatted(near.name()))
					.orElse("remove it, or correct its name")));
	}

	private static void refuseMisspeltGroup(ConfigurationPropertyName name) {
		String group = name.getElement(1, Form.UNIFORM);
		if (!GROUPS.contains(group)) {
			GROUPS.stream()
				.filter((near) -> SimilarNames.areSimilar(group, near))
				.min(Comparator.comparingInt((near) -> SimilarNames.distance(group, near)))
				.ifPresent((near) -> {
					throw invalid("%s is no property: did you mean darkswap.%s?".formatted(name, near));
				});
		}
	}

	/**
	 * Dashes are lost in the environment, and underscores may stand for them or for dots,
	 * so only the letters and digits of the names are compared.
	 */
	private void refuseVariable(ConfigurationPropertyName name) {
		String letters = letters(name);
		String before = letters(this.prefix);
		if (!letters.startsWith(before) || isKnownVariable(letters)) {
			return;
		}
		for (KnownProperty property : this.known) {
			if (name.isLastElementIndexed() && property.kind() == Kind.SCALAR
					&& letters(property.name()).equals(letters(name.getParent()))) {
				throw notScalar(property);
			}
		}
		similar(name).ifPresent((near) -> {
			throw invalid("%s is no property, but is set by an environment variable: did you mean %s?".formatted(name,
					near.name()));
		});
	}

	private boolean isKnownVariable(String letters) {
		return this.known.stream().anyMatch((property) -> {
			String known = letters(property.name());
			return (property.kind() == Kind.CONTAINER) ? letters.startsWith(known) : letters.equals(known);
		});
	}

	private Optional<KnownProperty> similar(ConfigurationPropertyName name) {
		ConfigurationPropertyName group = innermostGroup(name);
		String given = lettersBelow(group, name);
		Comparator<KnownProperty> byDistance = Comparator
			.comparingInt((property) -> SimilarNames.distance(given, lettersBelow(group, property.name())));
		return this.known.stream()
			.filter((property) -> !property.isGroup() && group.isAncestorOf(property.name()))
			.filter((property) -> SimilarNames.areSimilar(given, lettersBelow(group, property.name())))
			.min(byDistance);
	}

	/** Find a list or a map of groups whose own name is similar. */
	private Optional<KnownProperty> similarGroups(ConfigurationPropertyName name) {
		return this.known.stream()
			.filter((property) -> property.kind() == Kind.GROUPS && !property.name().isAncestorOf(name))
			.filter((property) -> property.name().getNumberOfElements() < name.getNumberOfElements())
			.filter((property) -> SimilarNames.areSimilar(
					lettersBelow(this.prefix, name.chop(property.name().getNumberOfElements())),
					lettersBelow(this.prefix, property.name())))
			.findFirst();
	}

	/** Only the properties of one group resemble each other by more than their group. */
	private ConfigurationPropertyName innermostGroup(ConfigurationPropertyName name) {
		return this.known.stream()
			.filter((property) -> property.kind() == Kind.GROUP && property.name().isAncestorOf(name))
			.map(KnownProperty::name)
			.max(Comparator.comparingInt(ConfigurationPropertyName::getNumberOfElements))
			.orElse(this.prefix);
	}

	private static String lettersBelow(ConfigurationPropertyName group, ConfigurationPropertyName name) {
		return letters(name).substring(letters(group).length());
	}

	private static String letters(ConfigurationPropertyName name) {
		return name.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	private static DarkSwapException notScalar(KnownProperty property) {
		return invalid("%s is a list or a mapping: give it as one value, words with a space between them"
			.formatted(property.name()));
	}

	private static DarkSwapException invalid(String message) {
		return new DarkSwapException(ErrorCode.INVALID_ARGUMENT, message);
	}

}
