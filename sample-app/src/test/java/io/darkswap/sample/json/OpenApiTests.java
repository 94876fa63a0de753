package io.darkswap.sample.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the OpenAPI document.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class OpenApiTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	@Qualifier("requestMappingHandlerMapping")
	private RequestMappingHandlerMapping mappings;

	private final JsonMapper json = JsonMapper.shared();

	private String document;

	@BeforeEach
	void readDocument() {
		this.document = get("/v3/api-docs");
	}

	/**
	 * With {@code -Ddesk.openapi.write=true}, the document is written, for the next build
	 * to include.
	 */
	@Test
	void documentIsTheOneThatControllersDescribe() throws IOException {
		String generated = get("/v3/generated");
		if (Boolean.getBoolean("desk.openapi.write")) {
			Files.writeString(Path.of("src/main/resources/openapi.json"), generated + "\n");
			return;
		}
		assertThat(this.json.readTree(this.document))
			.as("The controllers have changed: run OpenApiTests with -Ddesk.openapi.write=true, and commit openapi.json")
			.isEqualTo(this.json.readTree(generated));
	}

	private String get(String uri) {
		return this.http.get()
			.uri(uri)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	@Test
	void everyEndpointIsDescribed() {
		Map<String, Map<String, Object>> paths = JsonPath.read(this.document, "$.paths");
		List<String> described = new ArrayList<>();
		paths.forEach((path, operations) -> operations.keySet()
			.forEach((method) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
		assertThat(described).contains("GET /api/events", "POST /api/orders/batch")
			.containsExactlyInAnyOrderElementsOf(endpoints());
	}

	private List<String> endpoints() {
		List<String> endpoints = new ArrayList<>();
		for (RequestMappingInfo mapping : this.mappings.getHandlerMethods().keySet()) {
			for (String path : mapping.getPatternValues()) {
				if (path.startsWith("/api/")) {
					mapping.getMethodsCondition()
						.getMethods()
						.stream()
						.filter((method) -> method != RequestMethod.HEAD)
						.forEach((method) -> endpoints.add(method + " " + path));
				}
			}
		}
		return endpoints;
	}

	@Test
	void assetIsTextWithItsPattern() {
		String asset = schema("OrderRequest.properties.baseAsset");
		assertThat(JsonPath.<String>read(asset, "$.type")).isEqualTo("string");
		String pattern = JsonPath.read(asset, "$.pattern");
		assertThat(List.of("BTC", "RUNE:840000:3", "ALKANE:2:0")).allMatch((text) -> text.matches(pattern));
		assertThat(List.of("DOGE", "RUNE:840000")).noneMatch((text) -> text.matches(pattern));
	}

	@Test
	void decimalThatIsSentIsTextWithItsLimits() {
		String amount = schema("OrderRequest.properties.amount");
		assertThat(JsonPath.<String>read(amount, "$.type")).isEqualTo("string");
		String pattern = JsonPath.read(amount, "$.pattern");
		assertThat(List.of("1", "0.5", "184467440737.09551615")).allMatch((text) -> text.matches(pattern));
		assertThat(List.of("-1", "0.123456789", "1e5", "", "1234567890123")).noneMatch((text) -> text.matches(pattern));
	}

	@Test
	void decimalThatIsAnsweredIsTextOfAnyLength() {
		String pattern = JsonPath.read(schema("Trade.properties.amount"), "$.pattern");
		assertThat(List.of("1", "0.5", "1234567890123.1234567890123456")).allMatch((text) -> text.matches(pattern));
		assertThat(List.of("-1", "1e5", "")).noneMatch((text) -> text.matches(pattern));
	}

	@Test
	void assetInQueryIsTheSameText() {
		assertThat(parameter("/api/markets/depth", "base", "pattern"))
			.isEqualTo(JsonPath.read(schema("OrderRequest.properties.baseAsset"), "$.pattern"));
	}

	@Test
	void durationInQueryHasADefaultOfItsPattern() {
		String pattern = (String) parameter("/api/markets/stats", "window", "pattern");
		assertThat(parameter("/api/markets/stats", "window", "default")).isEqualTo("24h").asString().matches(pattern);
	}

	@Test
	void mandatoryPropertiesAreRequired() {
		assertThat(JsonPath.<List<String>>read(schema("OrderRequest"), "$.required")).contains("baseAsset",
				"quoteAsset", "side", "amount", "price");
	}

	@Test
	void eventsAreDescribedByTheirKinds() {
		assertThat(JsonPath.<List<Object>>read(this.document,
				"$.paths['/api/events'].get.responses['200'].content['text/event-stream'].schema.oneOf"))
			.hasSize(10);
	}

	@Test
	void everyKindOfAMarketsEventsIsDescribed() {
		for (String path : List.of("/api/markets/events", "/api/events/markets")) {
			assertThat(JsonPath.<List<String>>read(this.document,
					"$.paths['%s'].get.responses['200'].content['text/event-stream'].schema.oneOf[*].$ref"
						.formatted(path)))
				.hasSize(9)
				.contains("#/components/schemas/MarketTicker");
		}
	}

	@Test
	void typesThatAnnotationsNameAreDescribedToo() {
		assertThat(JsonPath.<List<String>>read(schema("DepthChange"), "$.required")).contains("bids", "asks");
		assertThat(JsonPath.<Map<String, Object>>read(schema("ProblemDetail"), "$.properties")).containsKey("code")
			.doesNotContainKey("properties");
	}

	@Test
	void everyOperationMayAnswerWithAProblem() {
		List<Object> problems = JsonPath.read(this.document,
				"$.paths[*][*].responses.default.content['application/problem+json'].schema");
		assertThat(problems).hasSameSizeAs(endpoints());
	}

	private String schema(String path) {
		return JsonPath.parse(JsonPath.<Object>read(this.document, "$.components.schemas." + path)).jsonString();
	}

	private Object parameter(String path, String name, String attribute) {
		return JsonPath
			.<List<Object>>read(this.document,
					"$.paths['%s'].get.parameters[?(@.name=='%s')].schema.%s".formatted(path, name, attribute))
			.get(0);
	}

}
