package io.darkswap.benchmarks;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.metrics.DarkSwapMetricsAutoConfiguration;

import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Creates the clients of applications with Spring Boot: with the actuator, every call is
 * an observation that a handler times; without a handler, calls are not intercepted.
 */
final class ObservedClient {

	private ObservedClient() {
	}

	static DarkSwapClient timed() {
		return client(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, ObservationAutoConfiguration.class,
				DarkSwapMetricsAutoConfiguration.class, Application.class);
	}

	static DarkSwapClient withoutHandler() {
		return client(ObservationAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class, Application.class);
	}

	private static DarkSwapClient client(Class<?>... configurations) {
		return new AnnotationConfigApplicationContext(configurations).getBean(DarkSwapClient.class);
	}

	/** The client is a bean, whose name tags its calls. */
	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean(destroyMethod = "")
		DarkSwapClient client(CallInterceptor interceptor) {
			return Clients.started(SharedMemoryDarkSwapClient.builder().callInterceptor(interceptor), 2);
		}

	}

}
