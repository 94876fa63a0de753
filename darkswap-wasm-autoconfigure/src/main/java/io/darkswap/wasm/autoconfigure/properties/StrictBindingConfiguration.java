package io.darkswap.wasm.autoconfigure.properties;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the binding of DarkSwap's own properties strict. Every auto-configuration that
 * enables such properties imports it.
 */
@Configuration(proxyBeanMethods = false)
public class StrictBindingConfiguration {

	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor darkSwapStrictBinding() {
		return StrictBindHandler::new;
	}

}
