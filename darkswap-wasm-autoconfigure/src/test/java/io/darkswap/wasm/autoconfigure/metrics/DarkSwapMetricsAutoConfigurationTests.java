package io.darkswap.wasm.autoconfigure.metrics;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapClientConfigurer;
import io.darkswap.wasm.autoconfigure.DarkSwapEventAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.FaultyEngine;
import io.darkswap.wasm.autoconfigure.PublicationObserver;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapMetricsAutoConfiguration}.
 */
class DarkSwapMetricsAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withBean(SimpleMeterRegistry.class)
		.withPropertyValues("darkswap.wasm.instances=3")
		.withConfiguration(
				AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class,
						DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	@Test
	void showsPagesOfTheMemory() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			assertThat(value(registry, "darkswap.memory.pages")).isZero();
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			assertThat(value(registry, "darkswap.memory.pages")).isEqualTo(client.getSharedMemoryStatus().pages());
			assertThat(value(registry, "darkswap.memory.pages.max")).isEqualTo(256);
		});
	}

	@Test
	void showsHowFullTheMemoryIs() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			assertThat(value(registry, "darkswap.memory.used")).isNaN();
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.initialize();
			double used = value(registry, "darkswap.memory.used");
			double free = value(registry, "darkswap.memory.free");
			assertThat(used + free).isEqualTo(client.getSharedMemoryStatus().pages() * 65536.0);
			assertThat(value(registry, "darkswap.memory.max")).isEqualTo(256 * 65536.0);
			Order open = createOrder(client, "840000:3");
			client.cancelOrder(createOrder(client, "840000:3").id());
			assertThat(value(registry, "darkswap.memory.reclaimable")).as("the closed order").isEqualTo(256);
			client.cancelOrder(open.id());
			assertThat(value(registry, "darkswap.memory.reclaimable")).as("two closed orders and their market")
				.isEqualTo(3 * 256);
		});
	}

	@Test
	void showsInstancesByWhetherTheyAreBusy() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			context.getBean(DarkSwapClient.class).initialize();
			double busy = value(registry, "darkswap.instances", "state", "busy");
			double idle = value(registry, "darkswap.instances", "state", "idle");
			assertThat(busy + idle).isEqualTo(3);
		});
	}

	@Test
	void showsHowManyOrdersAreOpenInAllMarkets() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThat(value(registry, "darkswap.orders.open")).isZero();
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
			createOrder(client, "840000:3");
			createOrder(client, "840000:4");
			client.cancelOrder(createOrder(client, "840000:4").id());
			assertThat(value(registry, "darkswap.orders.open")).isEqualTo(2);
		});
	}

	@Test
	void countsPoisoningsAndThenHasNoNumberOfOpenOrders() {
		this.contextRunner.withPropertyValues("darkswap.wasm.url=" + FaultyEngine.URL).run((context) -> {
			MeterRegistry registry = bind(context);
			assertThat(count(registry, "darkswap.client.poisonings")).isZero();
			FaultyEngine.poison(context.getBean(DarkSwapClient.class));
			assertThat(count(registry, "darkswap.client.poisonings")).isEqualTo(1);
			assertThat(value(registry, "darkswap.orders.open")).isNaN();
		});
	}

	@ParameterizedTest
	@CsvSource({ "ENGINE_TRAPPED, darkswap.client.traps", "CALL_TIMED_OUT, darkswap.client.timeouts" })
	void countsCallsThatTrappedOrTimedOut(ErrorCode code, String name) {
		this.contextRunner.withBean(CallInterceptor.class, () -> failing(code)).run((context) -> {
			MeterRegistry registry = bind(context);
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThat(count(registry, name)).isZero();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> createOrder(client, "840000:3"));
			assertThat(count(registry, name)).isEqualTo(1);
		});
	}

	@Test
	void countsEventsThatArePublishedByTheirKind() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(DarkSwapEventAutoConfiguration.class))
			.withPropertyValues("darkswap.wasm.publish-events=true")
			.run((context) -> {
				MeterRegistry registry = bind(context);
				DarkSwapClient client = context.getBean(DarkSwapClient.class);
				createOrder(client, "840000:3");
				client.cancelOrder(createOrder(client, "840000:3").id());
				client.flushEvents().join();
				assertThat(count(registry, "darkswap.events", "kind", "OrderCreated")).isEqualTo(2);
				assertThat(count(registry, "darkswap.events", "kind", "OrderCancelled")).isEqualTo(1);
				assertThat(count(registry, "darkswap.events", "kind", "TradeCreated")).isZero();
			});
	}

	@Test
	void countingEventsDoesNotPublishThem() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(DarkSwapEventAutoConfiguration.class))
			.run((context) -> assertThat(context.getBean("darkSwapEventPublisher", Lifecycle.class).isRunning())
				.isFalse());
	}

	@Test
	void callsThatWentWrongAreCountedForTheirClient() {
		this.contextRunner.withUserConfiguration(TwoClients.class)
			.withBean(CallInterceptor.class, () -> failing(ErrorCode.CALL_TIMED_OUT))
			.run((context) -> {
				MeterRegistry registry = bind(context);
				DarkSwapClient one = context.getBean("one", DarkSwapClient.class);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> one.getBalance());
				assertThat(count(registry, "darkswap.client.timeouts", "client", "one")).isEqualTo(1);
				assertThat(count(registry, "darkswap.client.timeouts", "client", "other")).isZero();
			});
	}

	@Test
	void everyMeterIsDescribed() {
		this.contextRunner.run((context) -> assertThat(bind(context).getMeters()).map(Meter::getId)
			.filteredOn((id) -> id.getName().startsWith("darkswap."))
			.hasSize(13 + PublicationObserver.KINDS.size())
			.allSatisfy((id) -> assertThat(id.getDescription()).isNotBlank()));
	}

	/** The documentation lists these. */
	@Test
	void prometheusNamesFollowItsConventions() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		this.contextRunner.run((context) -> {
			context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
			assertThat(registry.scrape().lines()).filteredOn((line) -> line.startsWith("darkswap"))
				.map((line) -> line.split("[{ ]")[0])
				.containsOnly("darkswap_memory_pages", "darkswap_memory_pages_max", "darkswap_memory_used_bytes",
						"darkswap_memory_free_bytes", "darkswap_memory_reclaimable_bytes", "darkswap_memory_max_bytes",
						"darkswap_instances", "darkswap_orders_open", "darkswap_clock_steps_total",
						"darkswap_client_poisonings_total", "darkswap_client_traps_total",
						"darkswap_client_timeouts_total", "darkswap_events_total");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkswap.memory.pages", "darkswap.memory.pages.max", "darkswap.instances",
			"darkswap.orders.open", "darkswap.clock.steps", "darkswap.client.poisonings", "darkswap.client.traps",
			"darkswap.client.timeouts" })
	void meterOfAClientHasItsName(String name) {
		this.contextRunner.run((context) -> assertThat(bind(context).get(name).meters())
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("client")).isEqualTo("sharedMemoryDarkSwapClient")));
	}

	@Test
	void whenThereAreTwoClientsThenEachHasItsMeters() {
		this.contextRunner.withBean("one", DarkSwapClient.class, DarkSwapClient::new)
			.withBean("other", SharedMemoryDarkSwapClient.class, SharedMemoryDarkSwapClient::new)
			.run((context) -> assertThat(bind(context).get("darkswap.memory.pages").gauges())
				.map((gauge) -> gauge.getId().getTag("client"))
				.containsExactlyInAnyOrder("one", "other"));
	}

	@Test
	void countsLoadsThroughTheModuleCache() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = bind(context);
			SharedMemoryWasmLoader loader = context.getBean(SharedMemoryWasmLoader.class);
			loader.preload(DarkSwapClient.BUNDLED_URL).join();
			double before = count(registry, "cache.gets", "cache", "darkSwapModuleCache", "result", "hit");
			loader.preload(DarkSwapClient.BUNDLED_URL).join();
			assertThat(count(registry, "cache.gets", "cache", "darkSwapModuleCache", "result", "hit") - before)
				.isEqualTo(1);
			assertThat(value(registry, "cache.size", "cache", "darkSwapModuleCache")).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "darkSwapMeters", "darkSwapEventMeters", "darkSwapModuleCacheMetrics" })
	void backsOffWhenBinderOfThatNameIsDefined(String name) {
		MeterBinder own = (registry) -> {
		};
		this.contextRunner.withBean(name, MeterBinder.class, () -> own)
			.run((context) -> assertThat(context).getBean(name).isSameAs(own));
	}

	@Test
	void backsOffWhenThereIsNoRegistry() {
		new ApplicationContextRunner().withBean(DarkSwapClient.class)
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void backsOffWhenThereIsNoClient() {
		new ApplicationContextRunner().withBean(SimpleMeterRegistry.class)
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(MeterBinder.class));
	}

	@Test
	void backsOffWhenMicrometerIsNotOnTheClassPath() {
		new ApplicationContextRunner().withBean(DarkSwapClient.class)
			.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.withConfiguration(AutoConfigurations.of(DarkSwapMetricsAutoConfiguration.class))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean("darkSwapMeters"));
	}

	/** Binds all binders, as Spring Boot does for every registry. */
	private static MeterRegistry bind(ApplicationContext context) {
		MeterRegistry registry = context.getBean(MeterRegistry.class);
		context.getBeansOfType(MeterBinder.class).values().forEach((binder) -> binder.bindTo(registry));
		return registry;
	}

	private static CallInterceptor failing(ErrorCode code) {
		return new CallInterceptor() {

			@Override
			public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
				throw new DarkSwapException(code, "as the engine would");
			}

		};
	}

	private static Order createOrder(DarkSwapClient client, String rune) {
		return client.createOrder(Asset.bitcoin(), Asset.rune(rune), OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE,
				client.getAddress(), Duration.ofHours(1));
	}

	private static double count(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).functionCounter().count();
	}

	private static double value(MeterRegistry registry, String name, String... tags) {
		return registry.get(name).tags(tags).gauge().value();
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoClients {

		@Bean
		DarkSwapClient one(DarkSwapClientConfigurer configurer) {
			return configurer.configure(DarkSwapClient.builder()).build();
		}

		@Bean
		DarkSwapClient other(DarkSwapClientConfigurer configurer) {
			return configurer.configure(DarkSwapClient.builder()).build();
		}

	}

}
