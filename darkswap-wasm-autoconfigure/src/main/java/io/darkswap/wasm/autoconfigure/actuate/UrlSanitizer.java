package io.darkswap.wasm.autoconfigure.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.darkswap.wasm.autoconfigure.modules.ConfiguredModules;
import io.darkswap.wasm.url.ShownUrl;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Masks secrets in the URLs of modules and of the chain's servers, and the variables of
 * modules with WASI, in the actuator's endpoints, even if those show values. Masks them
 * in the properties themselves and in others that contain a URL, such as the variable
 * that a placeholder names.
 */
final class UrlSanitizer implements SanitizingFunction {

	/** The path of a chain server's URL can hold a key. */
	private static final Map<String, UnaryOperator<String>> URLS = Map.of("darkswap.wasm.url", ShownUrl::of,
			"darkswap.chain.esplora.url", ShownUrl::origin, "darkswap.chain.ord.url", ShownUrl::origin,
			"darkswap.chain.alkanes.url", ShownUrl::origin);

	private static final String MODULES = "darkswapwasmmodules";

	private final Binder binder;

	private final List<String> moduleUrls;

	UrlSanitizer(Environment environment) {
		this.binder = Binder.get(environment);
		this.moduleUrls = ConfiguredModules.urls(environment);
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		if (!(data.getValue() instanceof CharSequence value)) {
			return data;
		}
		String shown = shown(data.getKey(), value.toString());
		return shown.contentEquals(value) ? data : data.withValue(shown);
	}

	private String shown(String key, String value) {
		for (Map.Entry<String, UnaryOperator<String>> url : URLS.entrySet()) {
			if (letters(url.getKey()).equals(letters(key))) {
				return url.getValue().apply(value);
			}
		}
		String letters = letters(key);
		if (letters.startsWith(MODULES) && letters.endsWith("url")) {
			return ShownUrl.of(value);
		}
		if (letters.startsWith(MODULES) && letters.endsWith("wasienvironment")) {
			return value.substring(0, value.indexOf('=') + 1) + SanitizableData.SANITIZED_VALUE;
		}
		return hideConfiguredUrls(value);
	}

	private String hideConfiguredUrls(String value) {
		String shown = value;
		for (Map.Entry<String, UnaryOperator<String>> property : URLS.entrySet()) {
			String url = Objects.requireNonNullElse(this.binder.bind(property.getKey(), String.class).orElse(null), "");
			if (!url.isBlank()) {
				shown = ShownUrl.in(shown.replace(url, property.getValue().apply(url)), url);
			}
		}
		for (String url : this.moduleUrls) {
			shown = ShownUrl.in(shown.replace(url, ShownUrl.of(url)), url);
		}
		return shown;
	}

	/** An environment variable has the letters of its property. */
	private static String letters(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
	}

}
