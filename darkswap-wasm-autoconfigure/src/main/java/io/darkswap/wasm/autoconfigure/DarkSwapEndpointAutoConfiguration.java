package io.darkswap.wasm.autoconfigure;

import java.util.Map;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the {@link DarkSwapEndpoint}.
 */
@AutoConfiguration(after = DarkSwapClientAutoConfiguration.class)
@ConditionalOnClass({ DarkSwapClient.class, Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ DarkSwapClient.class, SharedMemoryWasmLoader.class })
@ConditionalOnAvailableEndpoint(DarkSwapEndpoint.class)
public final class DarkSwapEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DarkSwapEndpoint darkSwapEndpoint(Map<String, DarkSwapClient> clients, SharedMemoryWasmLoader loader) {
		return new DarkSwapEndpoint(clients, loader);
	}

}
