package io.darkswap.sample;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the actuator's answers.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class ActuatorTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private Environment environment;

	@BeforeEach
	void awaitPreloading() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> get("/actuator/health").jsonPath("$.components.darkSwapWasm.status").isEqualTo("UP"));
	}

	@Test
	void healthShowsSharedMemory() {
		String component = "$.components.darkSwapWasm.details.";
		get("/actuator/health").jsonPath("$.status")
			.isEqualTo("UP")
			.jsonPath(component + "state")
			.isEqualTo("STARTED")
			.jsonPath(component + "sharedMemory.supported")
			.isEqualTo(true)
			.jsonPath(component + "sharedMemory.active")
			.isEqualTo(true)
			.jsonPath(component + "maximumPages")
			// Twice the option maximum: with a command log, stacks and events have room
			// of their own.
			.isEqualTo(512);
	}

	@Test
	void infoShowsSharedMemory() {
		get("/actuator/info").jsonPath("$.darkSwapWasm.sharedMemory.active")
			.isEqualTo(true)
			.jsonPath("$.darkSwapWasm.pages")
			.value(Integer.class, (pages) -> assertThat(pages).isBetween(16, 256))
			.jsonPath("$.darkSwapWasm.instances")
			.value(Integer.class, (instances) -> assertThat(instances).isGreaterThanOrEqualTo(2));
	}

	@Test
	void endpointShowsMarkets() {
		this.client.createOrder(Asset.bitcoin(), Asset.rune("840000:77"), OrderSide.SELL, new BigDecimal("0.5"),
				new BigDecimal("120000"), this.client.getAddress(), Duration.ofHours(1));
		String market = "$.clients.sharedMemoryDarkSwapClient.markets[?(@.quote == 'RUNE:840000:77')]";
		get("/actuator/darkswap").jsonPath(market + ".bestAsk.price")
			.isEqualTo("120000")
			.jsonPath(market + ".bestAsk.amount")
			.isEqualTo("0.5")
			.jsonPath(market + ".openOrders")
			.isEqualTo(1)
			.jsonPath(market + ".trades")
			.isEqualTo(0);
	}

	@Test
	void endpointWritesASnapshotOfTheLog() {
		this.client.createOrder(Asset.bitcoin(), Asset.rune("840000:77"), OrderSide.BUY, new BigDecimal("0.5"),
				new BigDecimal("1000"), this.client.getAddress(), Duration.ofHours(1));
		this.http.post()
			.uri("/actuator/darkswap/snapshot")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{}")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.positions.sharedMemoryDarkSwapClient")
			.value(Integer.class, (position) -> assertThat(position).isPositive());
		get("/actuator/darkswap").jsonPath("$.clients.sharedMemoryDarkSwapClient.log.type")
			.isEqualTo("journal")
			.jsonPath("$.clients.sharedMemoryDarkSwapClient.log.snapshot")
			.value(Integer.class, (position) -> assertThat(position).isPositive());
		get("/actuator/health").jsonPath("$.components.darkSwapWasm.details.log.snapshotAt").isNotEmpty();
	}

	@Test
	void listensOnTheLoopbackAddressOnly() throws Exception {
		assertThat(InetAddress.getByName(this.environment.getRequiredProperty("server.address")).isLoopbackAddress())
			.isTrue();
	}

	private RestTestClient.BodyContentSpec get(String uri) {
		return this.http.get().uri(uri).exchange().expectStatus().isOk().expectBody();
	}

}
