package io.darkswap.wasm.autoconfigure.chain;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Finds missing libraries of the sources of balances, each by one of its classes. The
 * starter depends on them, but an application may exclude them.
 */
final class MissingChainLibrary {

	static final String CHAIN_CLASS = "io.darkswap.wasm.chain.ChainServer";

	static final String HTTP_CLASS = "org.springframework.web.client.RestClient";

	static final String JSON_CLASS = "tools.jackson.databind.json.JsonMapper";

	private static final Map<String, String> DEPENDENCIES = new TreeMap<>(Map.of(CHAIN_CLASS, "darkswap-wasm-chain",
			HTTP_CLASS, "spring-boot-starter-restclient", JSON_CLASS, "spring-boot-starter-jackson"));

	private MissingChainLibrary() {
	}

	/** Returns a failure that names the properties and the missing dependencies. */
	static DarkSwapException failure(Environment environment, ClassLoader classLoader) {
		List<String> urls = Stream.of("esplora", "ord", "alkanes")
			.map(OnChainServerCondition::url)
			.filter(environment::containsProperty)
			.toList();
		List<String> missing = DEPENDENCIES.entrySet()
			.stream()
			.filter((entry) -> !ClassUtils.isPresent(entry.getKey(), classLoader))
			.map(Map.Entry::getValue)
			.toList();
		return new DarkSwapException(ErrorCode.CHAIN_SOURCE_MISSING,
				"%s needs %s, which is not on the class path: add the dependency, or remove the property"
					.formatted(String.join(" and ", urls), String.join(" and ", missing)));
	}

}
