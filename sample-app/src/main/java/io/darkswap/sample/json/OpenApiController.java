package io.darkswap.sample.json;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers with the OpenAPI document, a resource, so the application needs no library that
 * derives it. {@code OpenApiTests} compares it with the controllers.
 */
@Hidden
@RestController
class OpenApiController {

	private final Resource document;

	OpenApiController(@Value("classpath:/openapi.json") Resource document) {
		this.document = document;
	}

	@GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
	Resource document() {
		return this.document;
	}

}
