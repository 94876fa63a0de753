package io.darkswap.sample.operator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of the operator's view's data.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.prometheus.metrics.export.enabled=true")
@AutoConfigureRestTestClient
class SystemTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@Test
	void countIncludesFailedCalls() {
		UUID id = this.client
			.createOrder(Asset.bitcoin(), Asset.rune("840000:78"), OrderSide.SELL, new BigDecimal("0.5"),
					new BigDecimal("120000"), this.client.getAddress(), Duration.ofHours(1))
			.id();
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

}
