package io.darkswap.wasm.autoconfigure.chain;

import java.util.stream.Stream;

import io.darkswap.wasm.url.ShownUrl;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Replaces the servers' URLs by their origins in the actuator's endpoints, also where
 * those show values: user information, path and query can hold keys. Applies to every
 * property that holds such a URL, such as a variable that a placeholder names.
 */
final class ChainUrlSanitizer implements SanitizingFunction {

	private final Binder binder;

	ChainUrlSanitizer(Environment environment) {
		this.binder = Binder.get(environment);
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		Object value = data.getValue();
		if (value == null) {
			return data;
		}
		String shown = urls().reduce(value.toString(), (text, url) -> text.replace(url, ShownUrl.origin(url)));
		return shown.equals(value.toString()) ? data : data.withValue(shown);
	}

	private Stream<String> urls() {
		return OnChainServerCondition.URLS.stream()
			.map((name) -> this.binder.bind(name, String.class).orElse(""))
			.filter((url) -> !url.isBlank());
	}

}
