package io.darkswap.wasm.autoconfigure.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.autoconfigure.DarkSwapClientAutoConfiguration;
import io.darkswap.wasm.autoconfigure.DarkSwapClientBuilderCustomizer;
import io.darkswap.wasm.autoconfigure.DarkSwapWasmLoaderAutoConfiguration;
import io.darkswap.wasm.autoconfigure.wallet.DarkSwapWalletAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapMetricsAutoConfiguration}.
 */
class ObservationConfigurationTests {

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DarkSwapClientAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class,
					DarkSwapWalletAutoConfiguration.class, DarkSwapWasmLoaderAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.withoutRegistry.withBean(ObservationRegistry.class,
			this::timing);

	@Test
	void callIsTimedByItsOperation() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
			client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
			assertThat(timer("getBestBidAsk", "none").count()).isEqualTo(2);
			assertThat(timer("getBestBidAsk", "none").getId().getTag("client")).isEqualTo("sharedMemoryDarkSwapClient");
		});
	}

	@Test
	void failedCallIsTimedByItsErrorCode() {
		this.contextRunner.run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.cancelOrder(new UUID(0, 1)))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.ORDER_NOT_FOUND));
			assertThat(timer("cancelOrder", "ORDER_NOT_FOUND").count()).isEqualTo(1);
		});
	}

	@Test
	void whenApplicationSetsAnotherInterceptorThenItRunsTheCalls() {
		this.contextRunner.withBean(DarkSwapClientBuilderCustomizer.class,
				() -> (builder) -> builder.callInterceptor(new ObservationCallInterceptor(ObservationRegistry.NOOP,
						new ClientNames(new DefaultListableBeanFactory()))))
			.run((context) -> {
				context.getBean(DarkSwapClient.class).getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
				assertThat(this.meters.find("darkswap.client.calls").timers()).isEmpty();
			});
	}

	@Test
	void interceptorOfTheApplicationRunsTheCallsToo() {
		List<String> seen = new ArrayList<>();
		this.contextRunner.withBean(CallInterceptor.class, () -> recording(seen)).run((context) -> {
			context.getBean(DarkSwapClient.class).getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
			assertThat(seen).containsExactly("getBestBidAsk");
			assertThat(timer("getBestBidAsk", "none").count()).isEqualTo(1);
		});
	}

	@Test
	void interceptorOfTheApplicationRunsTheCallsWhileNoHandlerIsRegistered() {
		List<String> seen = new ArrayList<>();
		this.withoutRegistry.withBean(ObservationRegistry.class, ObservationRegistry::create)
			.withBean(CallInterceptor.class, () -> recording(seen))
			.run((context) -> {
				context.getBean(DarkSwapClient.class).getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
				assertThat(seen).containsExactly("getBestBidAsk");
			});
	}

	@Test
	void backsOffWhenInterceptorOfThatNameIsDefined() {
		ObservationCallInterceptor own = new ObservationCallInterceptor(ObservationRegistry.NOOP,
				new ClientNames(new DefaultListableBeanFactory()));
		this.contextRunner.withBean("darkSwapObservationCallInterceptor", CallInterceptor.class, () -> own)
			.run((context) -> assertThat(context).getBean(CallInterceptor.class).isSameAs(own));
	}

	@Test
	void callIsNotObservedWhileNoHandlerIsRegistered() {
		AtomicInteger observations = new AtomicInteger();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationPredicate((name, context) -> observations.incrementAndGet() > 0);
		this.withoutRegistry.withBean(ObservationRegistry.class, () -> registry).run((context) -> {
			DarkSwapClient client = context.getBean(DarkSwapClient.class);
			client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
			assertThat(observations).hasValue(0);
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
			client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
			assertThat(observations).hasValue(1);
			assertThat(timer("getBestBidAsk", "none").count()).isEqualTo(1);
		});
	}

	@Test
	void backsOffWhenThereIsNoRegistry() {
		this.withoutRegistry.run((context) -> assertThat(context).doesNotHaveBean(CallInterceptor.class));
	}

	@Test
	void backsOffWhenMicrometerIsNotOnTheClassPath() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasSingleBean(DarkSwapClient.class)
				.doesNotHaveBean(CallInterceptor.class));
	}

	private static CallInterceptor recording(List<String> seen) {
		return new CallInterceptor() {

			@Override
			public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
				seen.add(operation);
				return call.get();
			}

		};
	}

	private ObservationRegistry timing() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
		return registry;
	}

	private Timer timer(String operation, String code) {
		return this.meters.get("darkswap.client.calls").tags("operation", operation, "code", code).timer();
	}

}
