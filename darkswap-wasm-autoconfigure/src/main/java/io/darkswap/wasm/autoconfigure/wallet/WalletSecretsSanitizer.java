package io.darkswap.wasm.autoconfigure.wallet;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Masks the wallet's secrets in the actuator's endpoints, even if those show values.
 * Masks them in the wallet's own properties and in others that contain a secret, such as
 * the variable that a placeholder names or the command line.
 */
final class WalletSecretsSanitizer implements SanitizingFunction {

	private static final String PREFIX = "darkswapwallet";

	/**
	 * The properties that may be shown; all others are masked, also new and misspelt
	 * ones.
	 */
	private static final Set<String> PUBLIC = Set.of("network", "mnemonicfile", "passphrasefile", "accounttype",
			"derivationpath", "addressindex");

	private final Binder binder;

	WalletSecretsSanitizer(Environment environment) {
		this.binder = Binder.get(environment);
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		boolean shown = value == null || !(isSecret(data.getKey()) || holdsSecret(value.toString()));
		return shown ? data : data.withSanitizedValue();
	}

	/**
	 * Compares letters only, which are the same in an environment variable and a list
	 * element.
	 */
	private static boolean isSecret(String key) {
		String letters = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
		return letters.startsWith(PREFIX) && !PUBLIC.contains(letters.substring(PREFIX.length()));
	}

	private boolean holdsSecret(String value) {
		return Stream.of("mnemonic", "passphrase", "private-key")
			.map((name) -> this.binder.bind("darkswap.wallet." + name, String.class).orElse(""))
			.anyMatch((secret) -> !secret.isBlank() && value.contains(secret));
	}

}
