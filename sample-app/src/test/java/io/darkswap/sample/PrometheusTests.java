package io.darkswap.sample;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the Prometheus endpoint. Tests export no metrics by default.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.prometheus.metrics.export.enabled=true")
@AutoConfigureRestTestClient
class PrometheusTests {

	@Autowired
	private RestTestClient http;

	@Autowired
	private DarkSwapClient client;

	@ParameterizedTest
	@ValueSource(strings = { "darkswap_memory_pages{", "darkswap_memory_pages_max{", "darkswap_instances{",
			"darkswap_orders_open{", "darkswap_client_poisonings_total{", "darkswap_client_traps_total",
			"darkswap_client_timeouts_total",
			"darkswap_client_calls_seconds_count{client=\"sharedMemoryDarkSwapClient\",code=\"none\",error=\"none\"",
			"darkswap_client_calls_active_seconds_count{client=\"sharedMemoryDarkSwapClient\",code=\"none\",",
			"darkswap_events_total{", "cache_size{cache=\"darkSwapModuleCache\"" })
	void scrapeHasMetric(String metric) {
		this.client.getBestBidAsk(Asset.bitcoin(), Asset.rune("840000:3"));
		String scrape = this.http.get()
			.uri("/actuator/prometheus")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
		assertThat(scrape).contains("\n" + metric);
	}

}
