package io.darkswap.wasm.chain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.web.client.RestClient;

/**
 * Creates clients that record their pauses instead of making them.
 */
final class RecordingClients {

	static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private final List<Duration> pauses = new CopyOnWriteArrayList<>();

	ChainClient client(ChainServer server) {
		return client(server, RestClient.builder());
	}

	ChainClient client(ChainServer server, RestClient.Builder http) {
		return client(server, http, this.pauses::add);
	}

	ChainClient client(ChainServer server, RestClient.Builder http, Retries.Pause pause) {
		return new ChainClient("The server", server, http, pause, Clock.fixed(NOW, ZoneOffset.UTC));
	}

	List<Duration> pauses() {
		return this.pauses;
	}

}
