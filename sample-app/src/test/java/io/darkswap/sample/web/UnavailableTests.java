package io.darkswap.sample.web;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an unavailable client is answered with 503 and a time for a retry.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "darkswap.wasm.maximum=20", "darkswap.wasm.preload=false" })
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
class UnavailableTests {

	private static final Asset RUNE = Asset.rune("840000:3");

	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	/** Apache's client, which is the default, would repeat a request itself. */
	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.http = RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
			.baseUrl("http://127.0.0.1:" + port)
			.build();
	}

	@Test
	void whenClientIsStoppedThenRetrySoon() {
		this.client.stop();
		unavailable("NOT_STARTED", "1");
		this.client.start();
		createOrder().expectStatus().isCreated();
	}

	@Test
	void whenClientIsClosedThenRetrySoon() {
		this.client.close();
		unavailable("NOT_INITIALIZED", "1");
	}

	@Test
	void whenMemoryIsExhaustedThenNothingIsLoggedForEachRequest(CapturedOutput output) {
		fill();
		unavailable("ENGINE_MEMORY_EXHAUSTED", "30");
		assertThat(output).doesNotContain("\tat io.darkswap").doesNotContain("A request");
	}

	@Test
	void whenMemoryIsExhaustedThenRetryLater() {
		assertThat(fill()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
		int before = this.client.getOrders(Asset.bitcoin(), RUNE).size();
		unavailable("ENGINE_MEMORY_EXHAUSTED", "30");
		assertThat(this.client.getOrders(Asset.bitcoin(), RUNE)).hasSize(before);
	}

	private ErrorCode fill() {
		String maker = this.client.getAddress();
		try {
			// 20 pages cannot hold so many.
			for (int i = 0; i < 100_000; i++) {
				this.client.createOrder(Asset.bitcoin(), RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.ONE, maker,
						Duration.ofHours(1));
			}
			throw new AssertionError("The memory has no end");
		}
		catch (DarkSwapException ex) {
			return ex.code();
		}
	}

	private void unavailable(String code, String retryAfter) {
		createOrder().expectStatus()
			.isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, retryAfter)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo(code);
	}

	private RestTestClient.ResponseSpec createOrder() {
		return this.http.post().uri("/api/orders").contentType(MediaType.APPLICATION_JSON).body("""
				{"baseAsset": "BTC", "quoteAsset": "RUNE:840000:3", "side": "BUY", "amount": "1", "price": "1",
				 "expirySeconds": 3600}""").exchange();
	}

}
