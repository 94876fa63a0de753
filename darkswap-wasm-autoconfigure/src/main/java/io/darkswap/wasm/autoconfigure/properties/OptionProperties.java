package io.darkswap.wasm.autoconfigure.properties;

import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.darkswap.wasm.DarkSwapException;

/**
 * Names the properties of the client's options: a property ends with its option's name.
 * The core writes "the option maximum" where an application reads
 * {@code darkswap.wasm.maximum}.
 */
public final class OptionProperties {

	private static final Pattern OPTION = Pattern.compile("\\b[Tt]he option ([a-z][a-z0-9.-]*[a-z0-9])");

	private static final String SOURCE_URL = ".url";

	private static final Set<String> WALLET_OPTIONS = Set.of("network", "sign-orders");

	private static final Set<String> LOG_OPTIONS = Set.of("segment-size", "maximum-size", "snapshot-interval", "skip",
			"former-engine");

	private static final Set<String> KAFKA_OPTIONS = Set.of("topic", "partitions", "create-topic", "replication-factor",
			"digest-interval");

	private OptionProperties() {
	}

	/**
	 * Return the property that sets an option.
	 * @param option the option, see {@link DarkSwapException#option()}
	 * @return the whole name of the property
	 */
	public static String property(String option) {
		if (option.endsWith(SOURCE_URL)) {
			return "darkswap.chain." + option;
		}
		if (LOG_OPTIONS.contains(option)) {
			return "darkswap.log." + option;
		}
		if (KAFKA_OPTIONS.contains(option)) {
			return "darkswap.log.kafka." + option;
		}
		return (WALLET_OPTIONS.contains(option) ? "darkswap.wallet." : "darkswap.wasm.") + option;
	}

	/**
	 * Replace each option in a text of the core by its property.
	 * @param text the text, such as the message of a failure
	 * @return the text that names properties
	 */
	public static String named(String text) {
		return named(text, OptionProperties::property);
	}

	/**
	 * Replace each option in a text of the core by a property.
	 * @param text the text, such as the message of a failure
	 * @param properties returns the property of an option
	 * @return the text that names properties
	 */
	public static String named(String text, UnaryOperator<String> properties) {
		return OPTION.matcher(text).replaceAll((option) -> Matcher.quoteReplacement(properties.apply(option.group(1))));
	}

	/**
	 * Replace each option in a failure's message by its property.
	 * @param failure the failure
	 * @return the failure with the same code, cause, option and stack, or itself if its
	 * message names no option
	 */
	public static DarkSwapException named(DarkSwapException failure) {
		String message = String.valueOf(failure.getMessage());
		String named = named(message);
		if (named.equals(message)) {
			return failure;
		}
		DarkSwapException renamed = new DarkSwapException(failure.code(), named, failure.getCause(),
				failure.option().orElse(null));
		renamed.setStackTrace(failure.getStackTrace());
		return renamed;
	}

	/**
	 * Return a configured object.
	 * @param <T> the type of the object
	 * @param configuration creates the object
	 * @return the object
	 * @throws DarkSwapException that names properties, if the configuration is refused
	 */
	public static <T> T configured(Supplier<T> configuration) {
		try {
			return configuration.get();
		}
		catch (DarkSwapException ex) {
			throw named(ex);
		}
	}

}
