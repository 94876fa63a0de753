package io.darkswap.wasm.autoconfigure.actuate;

import java.util.Map;
import java.util.TreeMap;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Contributes the memory and the instances of the client, or of each client by its bean
 * name if there are several.
 */
final class DarkSwapInfoContributor implements InfoContributor {

	private final Map<String, DarkSwapClient> clients;

	DarkSwapInfoContributor(Map<String, DarkSwapClient> clients) {
		this.clients = clients;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("darkSwapWasm", details());
	}

	private Map<String, ?> details() {
		if (this.clients.size() == 1) {
			return ClientDetails.of(this.clients.values().iterator().next());
		}
		Map<String, Object> byName = new TreeMap<>();
		this.clients.forEach((name, client) -> byName.put(name, ClientDetails.of(client)));
		return byName;
	}

}
