package io.darkswap.wasm.autoconfigure;

import java.util.List;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Properties of the wallet that are one text. Given as a list, which YAML makes it easy
 * to do with the words of a mnemonic, such a property would count as not set, and another
 * wallet be used.
 */
final class TextProperties {

	private static final List<String> NAMES = List.of("darkswap.wallet.mnemonic", "darkswap.wallet.mnemonic-file",
			"darkswap.wallet.passphrase", "darkswap.wallet.derivation-path", "darkswap.wallet.private-key");

	private TextProperties() {
	}

	static void refuseLists(Environment environment) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
		for (String name : NAMES) {
			if (isSet(sources, name + "[0]") && !isSet(sources, name)) {
				throw new DarkSwapException(ErrorCode.WALLET_INVALID,
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
