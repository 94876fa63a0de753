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
 * Creates the client of an application with Spring Boot's actuator: every call is an
 * observation, which a handler times.
 */
final class ObservedClient {

	private ObservedClient() {
	}

	static DarkSwapClient open() {
		return new AnnotationConfigApplicationContext(MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				ObservationAutoConfiguration.class, DarkSwapMetricsAutoConfiguration.class, Application.class)
			.getBean(DarkSwapClient.class);
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
