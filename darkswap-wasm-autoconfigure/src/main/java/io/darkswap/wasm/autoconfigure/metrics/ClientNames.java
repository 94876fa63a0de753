package io.darkswap.wasm.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.DarkSwapClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the bean name of a client, which tags its calls. Thread-safe.
 */
final class ClientNames {

	/** The name of a client that is no bean, or not one yet. */
	static final String UNKNOWN = "unknown";

	private final ConfigurableListableBeanFactory beans;

	private final Map<DarkSwapClient, String> names = new ConcurrentHashMap<>();

	ClientNames(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	String of(DarkSwapClient client) {
		String known = this.names.get(client);
		if (known != null) {
			return known;
		}
		String found = find(client);
		if (found == null) {
			return UNKNOWN;
		}
		this.names.put(client, found);
		return found;
	}

	private @Nullable String find(DarkSwapClient client) {
		for (String name : this.beans.getBeanNamesForType(DarkSwapClient.class, true, false)) {
			if (this.beans.getSingleton(name) == client) {
				return name;
			}
		}
		return null;
	}

}
