package io.darkswap.sample.json;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parts of the OpenAPI document that no controller describes.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	/** The server is the one that answers with the document. */
	@Bean
	OpenAPI document() {
		return new OpenAPI().info(new Info().title("Trading desk").version("1")).addServersItem(new Server().url("/"));
	}

}
