package io.darkswap.sample.operator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the operator's view's data.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.prometheus.metrics.export.enabled=true",
				"management.metrics.distribution.expiry.all=100ms" })
@AutoConfigureRestTestClient
class SystemTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@Test
	void countIncludesFailedCalls() {
		UUID id = create();
		this.client.cancelOrder(id);
		for (int attempt = 0; attempt < 2; attempt++) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.cancelOrder(id));
		}
		String calls = "$.calls[?(@.operation == 'cancelOrder')].";
		this.http.get()
			.uri("/api/system")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath(calls + "count")
			.isEqualTo(List.of(3))
			.jsonPath(calls + "failures")
			.isEqualTo(List.of(2));
	}

	@Test
	void latenciesAreAbsentWhenNoCallIsRecent() {
		create();
		Awaitility.await().untilAsserted(() -> assertThat(latencies("createOrder")).hasSize(4).containsOnlyNulls());
	}

	private UUID create() {
		return this.client
			.createOrder(Asset.bitcoin(), Asset.rune("840000:78"), OrderSide.SELL, new BigDecimal("0.5"),
					new BigDecimal("120000"), this.client.getAddress(), Duration.ofHours(1))
			.id();
	}

	private List<Object> latencies(String operation) {
		String status = this.http.get()
			.uri("/api/system")
			.exchange()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		return List.of("p50", "p95", "p99", "max")
			.stream()
			.flatMap((name) -> JsonPath
				.<List<Object>>read(status, "$.calls[?(@.operation == '%s')].%sMicros".formatted(operation, name))
				.stream())
			.toList();
	}

}
