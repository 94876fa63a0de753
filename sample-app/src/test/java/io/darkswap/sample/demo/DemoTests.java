package io.darkswap.sample.demo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Depth;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the demonstration over HTTP.
 */
class DemoTests {

	private static final Asset RUNE = Asset.rune("840000:3");

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
	@AutoConfigureRestTestClient
	class ByDefault {

		@Test
		void isRefused(@Autowired RestTestClient http) {
			change(http, "{\"running\": true, \"rate\": 100}").expectStatus().isEqualTo(HttpStatus.FORBIDDEN);
			http.get()
				.uri("/api/demo")
				.exchange()
				.expectBody()
				.jsonPath("$.available")
				.isEqualTo(false)
				.jsonPath("$.actions")
				.isEqualTo(0);
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "desk.demo=true")
	@AutoConfigureRestTestClient
	class WhereItIsAllowed {

		@Test
		void makesAMarketThatIsNotCrossedAndWithdrawsFromIt(@Autowired RestTestClient http,
				@Autowired DarkSwapClient client) {
			change(http, "{\"running\": true, \"rate\": 2000}").expectStatus().isOk();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> client.getTrades(Asset.bitcoin(), RUNE, 50).size() == 50);
			Depth depth = client.getDepth(Asset.bitcoin(), RUNE, 1);
			BigDecimal spread = depth.asks().get(0).price().subtract(depth.bids().get(0).price());
			assertThat(spread).isPositive();
			change(http, "{\"running\": false, \"rate\": 2000}").expectStatus().isOk();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> client.getMarkets().stream().allMatch((market) -> market.openOrders() == 0));
		}

		@Test
		void cancelsOnlyOpenOrders(@Autowired RestTestClient http, @Autowired DarkSwapClient client,
				@Autowired MeterRegistry meters) {
			change(http, "{\"running\": true, \"rate\": 2000}").expectStatus().isOk();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> client.getTrades(Asset.bitcoin(), RUNE, 200).size() == 200);
			change(http, "{\"running\": false, \"rate\": 2000}").expectStatus().isOk();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.until(() -> client.getMarkets().stream().allMatch((market) -> market.openOrders() == 0));
			assertThat(meters.get("darkswap.client.calls").tag("operation", "cancelOrder").timers())
				.allSatisfy((timer) -> assertThat(timer.getId().getTag("code")).isEqualTo("none"));
		}

		@Test
		void rateHasLimits(@Autowired RestTestClient http) {
			for (String rate : List.of("0", "5001", "-1", "null")) {
				change(http, "{\"running\": true, \"rate\": %s}".formatted(rate)).expectStatus().isBadRequest();
			}
		}

	}

	private static RestTestClient.ResponseSpec change(RestTestClient http, String body) {
		return http.post().uri("/api/demo").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

}
