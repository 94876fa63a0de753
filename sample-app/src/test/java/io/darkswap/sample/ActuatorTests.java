package io.darkswap.sample;

import java.net.InetAddress;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the application tells of itself.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class ActuatorTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private Environment environment;

	@BeforeEach
	void awaitPreloading() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> get("/actuator/health").jsonPath("$.components.darkSwapWasm.status").isEqualTo("UP"));
	}

	@Test
	void healthTellsOfSharedMemory() {
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
			.isEqualTo(256);
	}

	@Test
	void infoTellsOfSharedMemory() {
		get("/actuator/info").jsonPath("$.darkSwapWasm.sharedMemory.active")
			.isEqualTo(true)
			.jsonPath("$.darkSwapWasm.pages")
			.value(Integer.class, (pages) -> assertThat(pages).isBetween(16, 256))
			.jsonPath("$.darkSwapWasm.instances")
			.value(Integer.class, (instances) -> assertThat(instances).isGreaterThanOrEqualTo(2));
	}

	@Test
	void listensToThisMachineAlone() throws Exception {
		assertThat(InetAddress.getByName(this.environment.getRequiredProperty("server.address")).isLoopbackAddress())
			.isTrue();
	}

	private RestTestClient.BodyContentSpec get(String uri) {
		return this.http.get().uri(uri).exchange().expectStatus().isOk().expectBody();
	}

}
