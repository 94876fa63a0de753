package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapClient;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for observing the calls of the DarkSwap client: they are timed, and
 * show in traces.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass({ DarkSwapClient.class, ObservationRegistry.class })
@ConditionalOnBean(ObservationRegistry.class)
public final class DarkSwapObservationAutoConfiguration {

	/** The first: what other observers do is part of a call. */
	@Bean
	@ConditionalOnMissingBean(name = "darkSwapObservationCallObserver")
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ObservationCallObserver darkSwapObservationCallObserver(ObservationRegistry registry) {
		return new ObservationCallObserver(registry);
	}

}
