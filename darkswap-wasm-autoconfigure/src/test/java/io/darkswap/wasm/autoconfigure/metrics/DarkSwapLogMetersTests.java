package io.darkswap.wasm.autoconfigure.metrics;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.log.DarkSwapLogAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStatus;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapLogMeters}.
 */
class DarkSwapLogMetersTests {

	private static final Tags CLIENT = Tags.of("client", "sharedMemoryDarkSwapClient");

	@TempDir
	private Path folder;

	private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(PrometheusMeterRegistry.class, () -> this.registry)
		.withConfiguration(AutoConfigurations.of(DarkSwapLogAutoConfiguration.class,
				DarkSwapClientAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class,
				DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void commandsAndBatchesAreTimedAndCounted() {
		withLog().run((context) -> {
			context.getBean(DarkSwapLogMeters.class).bindTo(this.registry);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			long before = this.registry.get("darkswap.log.append").tags(CLIENT).timer().count();
			createOrder(client);
			createOrder(client);
			assertThat(this.registry.get("darkswap.log.append").tags(CLIENT).timer().count()).isEqualTo(before + 2);
			assertThat(this.registry.get("darkswap.log.force").tags(CLIENT).timer().count()).isPositive();
			assertThat(this.registry.get("darkswap.log.batch").tags(CLIENT).summary().totalAmount())
				.isGreaterThanOrEqualTo(2);
			assertThat(this.registry.get("darkswap.log.written").tags(CLIENT).counter().count()).isPositive();
		});
	}

	@Test
	void commandsWithoutTheirEventsAreCounted() {
		withLog().run((context) -> {
			context.getBean(DarkSwapLogMeters.class).bindTo(this.registry);
			LogOptions options = context.getBean(DarkSwapClient.class).getLogOptions().orElseThrow();
			options.listener().eventsMissed(7);
			assertThat(this.registry.get("darkswap.log.unpublished").tags(CLIENT).counter().count()).isOne();
		});
	}

	@Test
	void positionsAreThoseOfTheStatus() {
		withLog().run((context) -> {
			context.getBean(DarkSwapLogMeters.class).bindTo(this.registry);
			assertThat(position("applied")).isNaN();
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			createOrder(client);
			LogStatus status = client.getLogStatus().orElseThrow();
			assertThat(position("newest")).isEqualTo(status.position());
			assertThat(position("durable")).isEqualTo(status.durable());
			assertThat(position("applied")).isEqualTo(status.applied());
			assertThat(position("snapshot")).isEqualTo(status.snapshot());
			assertThat(this.registry.get("darkswap.log.failed").tags(CLIENT).gauge().value()).isZero();
		});
	}

	@Test
	void namesInPrometheusAreDocumented() {
		withLog().run((context) -> {
			context.getBean(DarkSwapLogMeters.class).bindTo(this.registry);
			assertThat(this.registry.scrape()).contains("darkswap_log_append_seconds_count{",
					"darkswap_log_force_seconds_sum{", "darkswap_log_batch_records_count{",
					"darkswap_log_written_bytes_total{", "darkswap_log_snapshot_seconds_count{",
					"darkswap_log_snapshot_size_bytes_sum{", "darkswap_log_unpublished_commands_total{",
					"darkswap_log_failed{",
					"darkswap_log_position{client=\"sharedMemoryDarkSwapClient\",state=\"newest\"}");
		});
	}

	@Test
	void withoutALogThereAreNoMeters() {
		this.contextRunner.run((context) -> {
			context.getBean(DarkSwapLogMeters.class).bindTo(this.registry);
			assertThat(this.registry.find("darkswap.log.position").gauge()).isNull();
		});
	}

	private ApplicationContextRunner withLog() {
		return this.contextRunner.withPropertyValues("darkswap.log.directory=" + this.folder.resolve("log"),
				"darkswap.log.segment-size=1MB");
	}

	private double position(String state) {
		return this.registry.get("darkswap.log.position").tags(CLIENT).tag("state", state).gauge().value();
	}

	private static void createOrder(DarkSwapClient client) {
		client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE, BigDecimal.TEN,
				client.getAddress(), Duration.ofHours(1));
	}

}
