package io.darkswap.wasm.autoconfigure.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.web.client.RestClient;

/**
 * Clients that note their pauses and do not make them.
 */
final class Asking {

	static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private final List<Duration> pauses = new CopyOnWriteArrayList<>();

	ChainClient client(ChainProperties.Server properties) {
		return client(properties, RestClient.builder());
	}

	ChainClient client(ChainProperties.Server properties, RestClient.Builder http) {
		return client(properties, http, this.pauses::add);
	}

	ChainClient client(ChainProperties.Server properties, RestClient.Builder http, Retries.Pause pause) {
		return new ChainClient(ChainServer.of("The server", "darkswap.chain.test", properties), http, pause,
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

	List<Duration> pauses() {
		return this.pauses;
	}

}
