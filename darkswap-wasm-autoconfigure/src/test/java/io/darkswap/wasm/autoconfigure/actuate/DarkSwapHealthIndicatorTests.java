package io.darkswap.wasm.autoconfigure.actuate;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.wallet.BalanceSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapHealthIndicator}.
 */
class DarkSwapHealthIndicatorTests {

	/** An engine that traps when it closes an order of one price; the core tests it. */
	private static final String FAULTY_ENGINE = "file:../darkswap-wasm-core/src/test/resources/modules/faulty-engine.wasm";

	private static final BigDecimal TRAPS_WHEN_CLOSED = new BigDecimal("0.00000013");

	@Test
	void whenInitializedThenIsUpAndShowsSharedMemory() {
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient()) {
			client.initialize();
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			MemoryUsage usage = client.getMemoryUsage().orElseThrow();
			assertThat(health.getDetails()).isEqualTo(Map.of("state", "STARTED", "sharedMemory",
					Map.of("supported", true, "active", true), "pages", status.pages(), "maximumPages", 256,
					"instances", status.instances(), "memory", Map.of("usedBytes", usage.used(), "freeBytes",
							usage.free(), "reclaimableBytes", 0L, "maximumBytes", usage.maximum())));
		}
	}

	@Test
	void whenMemoryIsNotSharedThenShowsTheReason() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			client.initialize();
			assertThat(health(client, Optional.empty()).getDetails()).containsEntry("sharedMemory",
					Map.of("supported", true, "active", false, "reason",
							"a DarkSwapClient has a private memory: use a SharedMemoryDarkSwapClient"));
		}
	}

	@Test
	void whenOpenOrdersFillTheMemoryThenWarns() {
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient(DarkSwapClient.BUNDLED_URL,
				new MemoryOptions(16, 20, true))) {
			client.initialize();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> {
				while (true) {
					client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
							BigDecimal.TEN, client.getAddress(), Duration.ofHours(1));
				}
			});
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails().get("memory")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.hasEntrySatisfying("warning",
						(warning) -> assertThat(warning).asString().contains("darkswap.wasm.maximum"));
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
	void whenPreloadingFailedThenIsDownAndShowsTheCause() {
		try (DarkSwapClient client = new DarkSwapClient()) {
			Health health = health(client, Optional.of(new IllegalStateException("no module")));
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("error", "java.lang.IllegalStateException: no module")
				.containsEntry("state", "NEW");
		}
	}

	@Test
	void whenAnEarlyCallFailedToInitializeThenIsDownAndShowsTheCause() {
		try (DarkSwapClient client = DarkSwapClient.builder()
			.url("classpath:/no/such.wasm")
			.initializeOnFirstUse()
			.build()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(client::getAddress);
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().get("error")).asString().contains("classpath:/no/such.wasm");
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
	void whenPoisonedThenIsDownAndShowsTheTrap() {
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient(FAULTY_ENGINE, MemoryOptions.DEFAULT)) {
			client.initialize();
			poison(client);
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).containsEntry("state", "POISONED");
			assertThat(health.getDetails().get("poisonedBy")).asString().containsIgnoringCase("trap");
		}
	}

	@Test
	void limitationsOfBalancesAreDetails() {
		BalanceSource limited = new BalanceSource() {

			@Override
			public boolean supports(Asset asset) {
				return false;
			}

			@Override
			public BigDecimal balance(String address, Asset asset) {
				throw new UnsupportedOperationException();
			}

			@Override
			public Optional<String> limitation() {
				return Optional.of("Counts little.");
			}

		};
		try (DarkSwapClient client = new DarkSwapClient()) {
			Health health = new DarkSwapHealthIndicator(client, Optional::empty, List.of(limited)).health();
			assertThat(health.getDetails()).containsEntry("balanceLimitations", List.of("Counts little."));
		}
	}

	@Test
	void whenClientHasALogThenShowsItsPositions(@TempDir Path folder) {
		try (DarkSwapClient client = SharedMemoryDarkSwapClient.builder().log(log(folder)).build()) {
			client.initialize();
			client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE,
					"maker", Duration.ofHours(1));
			LogStatus status = client.getLogStatus().orElseThrow();
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).extractingByKey("log", InstanceOfAssertFactories.MAP)
				.containsEntry("type", "journal")
				.containsEntry("position", status.position())
				.containsEntry("durable", status.durable())
				.containsEntry("applied", status.applied())
				.containsEntry("snapshot", status.snapshot())
				.doesNotContainKeys("damage", "failure");
		}
	}

	@Test
	void whenLogHasFailedThenIsDownAndShowsTheReason() {
		LogStatus failed = new LogStatus("journal", 7, 7, 7, 0, Optional.empty(),
				List.of("Segment 1 was cut at record 8."),
				Optional.of("The log has no room: raise the option maximum-size"));
		try (DarkSwapClient client = new DarkSwapClient() {

			@Override
			public Optional<LogStatus> getLogStatus() {
				return Optional.of(failed);
			}

		}) {
			client.initialize();
			Health health = health(client, Optional.empty());
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails()).extractingByKey("log", InstanceOfAssertFactories.MAP)
				.containsEntry("failure", "The log has no room: raise darkswap.log.maximum-size")
				.containsEntry("damage", List.of("Segment 1 was cut at record 8."));
		}
	}

	private static LogOptions log(Path folder) {
		return LogOptions.of(new JournalOptions(folder, 1 << 20, Long.MAX_VALUE, FlushMode.OS));
	}

	private static void poison(DarkSwapClient client) {
		Order order = client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
				TRAPS_WHEN_CLOSED, "maker", Duration.ofHours(1));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.cancelOrder(order.id()))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.ENGINE_POISONED);
	}

	private static Health health(DarkSwapClient client, Optional<Throwable> failure) {
		return new DarkSwapHealthIndicator(client, () -> failure, List.of()).health();
	}

}
