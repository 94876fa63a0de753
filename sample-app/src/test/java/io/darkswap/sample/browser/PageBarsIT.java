package io.darkswap.sample.browser;

import java.nio.file.Path;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.ServerSentEvents;
import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures how smoothly the trader's view draws 2,000 events a second, and the heaps of
 * the page and of the worker that has its stream. Runs only on request.
 */
@EnabledIfSystemProperty(named = "desk.bars", matches = "true",
		disabledReason = "Set desk.bars=true to measure the page")
class PageBarsIT {

	private static final String MARKET = "base=BTC&quote=RUNE:840000:3";

	/**
	 * The demonstration's actions a second. Seven of ten are in the page's market, and
	 * each publishes about one and a half events there.
	 */
	private static final int RATE = 2200;

	private static final int SECONDS = 60;

	/** By then the tape, the book and the own trades have all their rows. */
	private static final int WARM_UP_SECONDS = 10;

	private static final String OBSERVE = """
			window.longest = 0;
			let last = performance.now();
			const frame = (now) => { window.frames = (window.frames || 0) + 1; window.longestFrame = Math.max(window.longestFrame || 0, now - last); last = now; requestAnimationFrame(frame); };
			requestAnimationFrame(frame);
			new PerformanceObserver((list) => list.getEntries().forEach((entry) =>
				window.longest = Math.max(window.longest, entry.duration))).observe({ type: 'longtask', buffered: false });""";

	private static final int TAKES = 200;

	/**
	 * Records the time at which each trade arrives on a bare stream, and at which the
	 * tape's first row shows it.
	 */
	private static final String LATENCIES = """
			const arrived = new Map(), drawn = new Map();
			new EventSource('/api/markets/events?base=BTC&quote=RUNE:897000:1').addEventListener('TradeCreated', (event) =>
				arrived.set(JSON.parse(event.data).trade.id, performance.now()));
			new MutationObserver(() => { for (const row of document.getElementById('tape').rows)
				if (!drawn.has(row.dataset.id)) drawn.set(row.dataset.id, performance.now()); })
				.observe(document.getElementById('tape'), { subtree: true, childList: true, attributes: true, characterData: true });
			window.latencies = () => [...arrived].filter(([id]) => drawn.has(id)).map(([id, at]) => drawn.get(id) - at)
				.sort((one, other) => one - other);""";

	@Test
	void twoThousandEventsASecond() throws Exception {
		try (Browser browser = Browser.start();
				TradingDeskProcess desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")),
						"-Ddesk.demo=true")) {
			browser.open(desk.port(), "/?" + MARKET);
			browser.run(OBSERVE);
			Thread.sleep(10_000);
			double idle = number(browser.run("return window.longest"));
			desk.exchange("POST", "/api/demo", "{\"running\": true, \"rate\": %d}".formatted(RATE));
			Thread.sleep(WARM_UP_SECONDS * 1000);
			try (DevTools page = browser.tools("page"); DevTools worker = browser.tools("shared_worker")) {
				double pageBefore = page.heap();
				double workerBefore = worker.heap();
				browser.run("window.longest = 0; window.frames = 0; window.longestFrame = 0");
				long first = latestEvent(desk);
				long begin = System.nanoTime();
				Thread.sleep(SECONDS * 1000);
				double events = (latestEvent(desk) - first) * 1e9 / (System.nanoTime() - begin);
				double longest = number(browser.run("return window.longest"));
				double longestFrame = number(browser.run("return window.longestFrame"));
				double frames = number(browser.run("return window.frames")) / SECONDS;
				double pageAfter = page.heap();
				double workerAfter = worker.heap();
				System.out.printf(
						"%.0f events a second on the page's stream; longest task: idle %.0f ms, loaded %.0f ms; %.1f frames a second, longest %.0f ms; heap of the page %.2f to %.2f MB, of the worker %.2f to %.2f MB%n",
						events, idle, longest, frames, longestFrame, pageBefore / 1e6, pageAfter / 1e6,
						workerBefore / 1e6, workerAfter / 1e6);
				assertThat(events).as("Events a second").isGreaterThanOrEqualTo(2000);
				assertThat(browser.text("#connection")).isEqualTo("Live");
				assertThat(longest).as("The longest task, in ms").isLessThanOrEqualTo(3 * Math.max(50, idle));
				assertThat(pageAfter / pageBefore).as("Growth of the page's heap").isLessThanOrEqualTo(1.2);
				assertThat(workerAfter / workerBefore).as("Growth of the worker's heap").isLessThanOrEqualTo(1.2);
			}
		}
	}

	@Test
	void tapeFollowsABareStream() throws Exception {
		try (Browser browser = Browser.start();
				TradingDeskProcess desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")))) {
			browser.open(desk.port(), "/?base=BTC&quote=RUNE:897000:1");
			browser.run(LATENCIES);
			Thread.sleep(1000);
			for (int i = 0; i < TAKES; i++) {
				String order = desk
					.exchange("POST", "/api/orders",
							"""
									{"baseAsset": "BTC", "quoteAsset": "RUNE:897000:1", "side": "SELL", "amount": "1", "price": "%d",
									 "expirySeconds": 3600}"""
								.formatted(100 + i))
					.body();
				desk.exchange("POST", "/api/orders/%s/take".formatted(JsonPath.<String>read(order, "$.id")),
						"{\"amount\": \"1\"}");
				Thread.sleep(50 + i % 17);
			}
			Thread.sleep(1000);
			List<?> latencies = (List<?>) browser.run("return window.latencies()");
			double p95 = number(latencies.get(latencies.size() * 95 / 100));
			System.out.printf("from a bare stream's event to the tape's row: %d trades, p50 %.1f ms, p95 %.1f ms%n",
					latencies.size(), number(latencies.get(latencies.size() / 2)), p95);
			assertThat(latencies).hasSizeGreaterThan(TAKES * 9 / 10);
			assertThat(p95).as("p95 above a bare stream, in ms").isLessThanOrEqualTo(2 * 1000.0 / 60);
		}
	}

	/** Returns the number of the latest event of the page's stream. */
	private static long latestEvent(TradingDeskProcess desk) throws Exception {
		try (ServerSentEvents events = ServerSentEvents.open(desk.port(), "/api/markets/events?" + MARKET, "")) {
			return events.next("Snapshot").number();
		}
	}

	private static double number(Object value) {
		return ((Number) value).doubleValue();
	}

}
