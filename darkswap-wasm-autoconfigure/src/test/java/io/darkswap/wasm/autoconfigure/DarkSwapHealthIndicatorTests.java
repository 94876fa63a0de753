package io.darkswap.wasm.autoconfigure;

import java.util.Map;
import java.util.Optional;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapHealthIndicator}.
 */
class DarkSwapHealthIndicatorTests {

	@Test
	void whenInitializedThenIsUpAndTellsOfSharedMemory() {
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient()) {
			client.initialize();
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails())
				.isEqualTo(Map.of("state", "STARTED", "sharedMemory", Map.of("supported", true, "active", true),
						"pages", status.pages(), "maximumPages", 256, "instances", status.instances()));
		}
	}

	@Test
	void whenMemoryIsNotSharedThenTellsWhy() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			client.initialize();
			assertThat(health(client, Optional.empty()).getDetails()).containsEntry("sharedMemory",
					Map.of("supported", true, "active", false, "reason", "darkswap.wasm.shared is false"));
		}
	}

	@Test
	void whenNotInitializedThenIsUnknown() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.getDetails()).containsEntry("state", "NEW").containsEntry("instances", 0);
		}
	}

	@Test
	void whenPreloadingFailedThenIsDownAndTellsTheCause() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			Health health = health(client, Optional.of(new IllegalStateException("no module")));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("error", "java.lang.IllegalStateException: no module")
				.containsEntry("state", "NEW");
		}
	}

	@Test
	void whenInitializedAfterPreloadingFailedThenIsUp() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			client.initialize();
			Health health = health(client, Optional.of(new IllegalStateException("no module")));
			assertThat(health.getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void whenStoppedThenIsOutOfService() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			client.initialize();
			client.stop();
			assertThat(health(client, Optional.empty()).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		}
	}

	@Test
	void whenClosedThenIsDown() {
		DarkSwapClient client = new DarkSwapClient();
		client.close();
		assertThat(health(client, Optional.empty()).getStatus()).isEqualTo(Status.DOWN);
	}

	@Test
	void whenPoisonedThenIsDownAndTellsTheTrap() {
		try (DarkSwapClient client = new PoisonedClient()) {
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("state", "POISONED")
				.containsEntry("poisonedBy", "unreachable");
		}
	}

	private static Health health(DarkSwapClient client, Optional<Throwable> failure) {
		return new DarkSwapHealthIndicator(client, () -> failure).health();
	}

	/** The bundled module does not trap on demand, so the trap is made up. */
	private static final class PoisonedClient extends DarkSwapClient {

		@Override
		public ClientState getState() {
			return ClientState.POISONED;
		}

		@Override
		public Optional<String> getPoisonReason() {
			return Optional.of("unreachable");
		}

	}

}
