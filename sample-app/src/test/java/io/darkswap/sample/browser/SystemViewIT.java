package io.darkswap.sample.browser;

import java.nio.file.Path;

import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the operator's view of the packaged application in a real browser.
 */
class SystemViewIT {

	private static TradingDeskProcess desk;

	private static Browser browser;

	@BeforeAll
	static void start() throws Exception {
		browser = Browser.start();
		desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")));
		assertThat(desk.exchange("POST", "/api/orders", """
				{"baseAsset": "BTC", "quoteAsset": "RUNE:899000:1", "side": "SELL", "amount": "0.5", "price": "100",
				 "expirySeconds": 3600}""").statusCode()).isEqualTo(201);
	}

	@AfterAll
	static void end() throws Exception {
		if (browser != null) {
			browser.close();
		}
		if (desk != null) {
			desk.close();
		}
	}

	@Test
	void memoryInstancesModuleAndHealthAreShown() {
		browser.open(desk.port(), "/system");
		browser.awaitText("#memory-details", "Reclaimable");
		browser.awaitText("#instances", "/");
		browser.awaitText("#module", "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm");
		browser.awaitText("#module", "SHA-256");
		browser.awaitText("#calls", "createOrder");
		browser.awaitText("#events", "OrderCreated");
		browser.awaitText("#health", "up");
		browser.assertQuiet(desk.port());
	}

	@Test
	void positionAndSnapshotOfTheLogAreShown() throws Exception {
		browser.open(desk.port(), "/system");
		browser.awaitText("#log", "Newest record");
		assertThat(desk.exchange("POST", "/actuator/darkswap/snapshot", "{}").statusCode()).isEqualTo(200);
		browser.awaitText("#log", "Newest snapshot\nrecord");
		assertThat(browser.find("#log dd[title$=UTC]").isDisplayed()).isTrue();
		assertThat(browser.find("#log-empty").isDisplayed()).isFalse();
		browser.assertQuiet(desk.port());
	}

	/** The application cannot be poisoned from outside. */
	@Test
	void poisonIsShownWithItsCause() {
		browser.open(desk.port(), "/system");
		assertThat(browser.find("#poison").isDisplayed()).isFalse();
		browser.run("""
				const send = window.fetch;
				window.fetch = async (path, options) => {
					const answer = await send(path, options);
					return path !== '/api/system' ? answer
						: Response.json({ ...await answer.json(), poisonReason: 'A trap in takeOrder', poisonings: 1 });
				};""");
		browser.awaitText("#poison-reason", "A trap in takeOrder");
		browser.awaitText("#poisonings", "1");
	}

	@Test
	void latencyOfNoCallIsADash() {
		browser.open(desk.port(), "/system");
		assertThat((String) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				import('/js/system/activity.js').then(({ showCalls }) => {
					showCalls([{ operation: 'getOrder', count: 1200, failures: 0, p50Micros: 0, p95Micros: null,
						p99Micros: null, maxMicros: null }]);
					done(document.querySelector('#calls tr').textContent);
				});""")).isEqualTo("getOrder1,20000–––");
	}

	@Test
	void demonstrationIsOffWithoutItsProperty() {
		browser.open(desk.port(), "/system");
		browser.awaitText("#demo-note", "desk.demo=true");
		assertThat(browser.find("#demo-switch").isEnabled()).isFalse();
	}

	@Test
	void pageSaysThatItIsStaleWhileTheServerDoesNotAnswer() {
		browser.open(desk.port(), "/system");
		browser.run("window.fetch = () => Promise.reject(new TypeError('unreachable'))");
		browser.awaitText("#connection", "Stale");
	}

}
