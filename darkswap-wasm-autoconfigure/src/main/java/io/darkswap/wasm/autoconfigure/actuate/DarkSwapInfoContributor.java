package io.darkswap.wasm.autoconfigure.actuate;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/**
 * Tells of a client's memory and instances.
 */
final class DarkSwapInfoContributor implements InfoContributor {

	private final DarkSwapClient client;

	DarkSwapInfoContributor(DarkSwapClient client) {
		this.client = client;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("darkSwapWasm", ClientDetails.of(this.client));
	}

}
