package io.darkswap.sample.browser;

import java.nio.file.Path;
import java.util.List;

import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the chart in a real browser. Each test has its own market.
 */
class ChartIT {

	private static TradingDeskProcess desk;

	private static Browser browser;

	@BeforeAll
	static void start() throws Exception {
		browser = Browser.start();
		desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")));
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
	void oldCandlesAreDropped() {
		openMarket(1);
		browser.await("#candles canvas");
		assertThat((Long) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				import('/js/chart.js').then(({ Chart }) => {
					const chart = new Chart();
					chart.interval = '1s';
					for (let second = 0; second < 10_000; second++) {
						chart.trade({ timestamp: new Date(second * 1000).toISOString(), price: '100', amount: '1' });
					}
					done(chart.candles.length);
				});""")).isBetween(1000L, 3000L);
	}

	/** Volumes are drawn below the lowest price. */
	@Test
	void axisHasNoPriceBelowZero() {
		openMarket(1);
		assertThat((List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				import('/js/chart.js').then(({ Chart }) => {
					const { axes } = new Chart().options();
					done(axes[1].values(null, [-0.5, 0, 1234.5]));
				});""")).isEqualTo(List.of("", "0", "1,234.5"));
	}

	@Test
	void panningToTheFirstCandleFetchesOlderOnes() {
		openMarket(2);
		assertThat((List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				const asked = [];
				window.fetch = (path) => {
					const before = Date.parse(new URL(path, location).searchParams.get('before'));
					asked.push(before);
					const candles = Array.from({ length: 300 }, (_, index) => ({
						start: new Date(before - (300 - index) * 60_000).toISOString(),
						open: '1', high: '1', low: '1', close: '1', volume: '1' }));
					return Promise.resolve(Response.json(candles));
				};
				import('/js/chart.js').then(async ({ Chart }) => {
					const chart = new Chart();
					await chart.load({ base: 'BTC', quote: 'RUNE:894000:2' });
					const first = Date.parse(chart.candles[0].start);
					chart.key({ key: 'ArrowLeft', preventDefault() { } });
					chart.show(0, 60);
					const watch = setInterval(() => {
						if (chart.candles.length > 300) {
							clearInterval(watch);
							done([chart.candles.length, asked.at(-1) === first, chart.range.from]);
						}
					}, 50);
				});""")).isEqualTo(List.of(600L, true, 300L));
	}

	@Test
	void olderCandlesAreStillShownAfterAReload() throws Exception {
		trade(3);
		openMarket(3);
		assertThat((List<?>) browser.runAsync(
				"""
						const done = arguments[arguments.length - 1];
						import('/js/chart.js').then(async ({ Chart }) => {
							const market = { base: 'BTC', quote: 'RUNE:894000:3' };
							const chart = new Chart();
							await chart.load(market);
							const old = { start: '2001-01-01T00:00:00Z', open: '1', high: '1', low: '1', close: '1', volume: '1' };
							chart.candles.unshift(old);
							chart.range = { from: -2, to: 20 };
							await chart.load(market);
							done([chart.candles[0] === old, chart.candles.length, chart.range?.to]);
						});"""))
			.isEqualTo(List.of(true, 2L, 20L));
	}

	/** A trade may happen while candles are loaded. */
	@Test
	void tradeThatCountedTwiceIsCorrected() throws Exception {
		trade(4);
		openMarket(4);
		browser.click("#intervals [data-interval='1d']");
		browser.awaitText("#candle-legend", "V 0.5000");
		assertThat((List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				import('/js/chart.js').then(async ({ Chart }) => {
					const chart = new Chart();
					await chart.load({ base: 'BTC', quote: 'RUNE:894000:4' });
					chart.trade({ timestamp: chart.candles.at(-1).start, price: '100', amount: '0.5' });
					const wrong = chart.candles.at(-1).volume;
					const watch = setInterval(() => {
						if (chart.candles.at(-1).volume !== wrong) {
							clearInterval(watch);
							done([wrong, chart.candles.at(-1).volume]);
						}
					}, 50);
				});""")).isEqualTo(List.of("1", "0.5"));
	}

	@Test
	void fingerPansTheChart() throws Exception {
		double[] area = chartOf300Candles();
		browser.touch(area[1], new double[] { area[0] + 0.4 * area[2], area[0] + 0.65 * area[2] });
		assertThat(shownCandles(150)).containsExactly(150L, 270L);
	}

	@Test
	void twoFingersZoomTheChart() throws Exception {
		double[] area = chartOf300Candles();
		browser.touch(area[1], new double[] { area[0] + area[2] / 3, area[0] + area[2] / 6 },
				new double[] { area[0] + 2 * area[2] / 3, area[0] + 5 * area[2] / 6 });
		assertThat(shownCandles(210)).containsExactly(210L, 270L);
	}

	/**
	 * Replaces the page's chart by one that shows candles 180 to 300. Returns the left
	 * end of its area, a height in it, and its width. The page's chart has a trade,
	 * because its note covers the area until it shows one. The window is a new one: once
	 * a page that two fingers touched is in Chromium's back/forward cache, its window
	 * delivers no touch to any page.
	 */
	private static double[] chartOf300Candles() throws Exception {
		browser.newWindow();
		trade(5);
		openMarket(5);
		List<?> area = (List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				const send = window.fetch;
				window.fetch = (path, options) => !path.startsWith('/api/markets/candles') ? send(path, options)
					: Promise.resolve(Response.json(Array.from({ length: 300 }, (_, index) => ({
						start: new Date(index * 60_000).toISOString(),
						open: '1', high: '1', low: '1', close: '1', volume: '1' }))));
				import('/js/chart.js').then(async ({ Chart }) => {
					const area = document.getElementById('candles');
					area.replaceWith(area.cloneNode(false));
					window.chart = new Chart();
					await window.chart.load({ base: 'BTC', quote: 'RUNE:894000:5' });
					const { over } = window.chart.plot;
					const uncovered = () => {
						const { left, top, width } = over.getBoundingClientRect();
						if (over.contains(document.elementFromPoint(left + width / 2, top + 50))) {
							done([left, top + 50, width]);
						}
						else {
							requestAnimationFrame(uncovered);
						}
					};
					requestAnimationFrame(uncovered);
				});""");
		return area.stream().mapToDouble((number) -> ((Number) number).doubleValue()).toArray();
	}

	/** Waits until the first candle is at the left end, and returns both ends. */
	private static List<Long> shownCandles(int first) {
		return ((List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				const watch = () => {
					const { from, to } = window.chart.shown();
					if (Math.abs(from - %d) < 1.5) {
						done([from, to]);
					}
					else {
						requestAnimationFrame(watch);
					}
				};
				watch();""".formatted(first))).stream()
			.map((number) -> Math.round(((Number) number).doubleValue()))
			.toList();
	}

	private static void openMarket(int rune) {
		browser.open(desk.port(), "/?base=BTC&quote=RUNE:894000:" + rune);
	}

	private static void trade(int rune) throws Exception {
		desk.trade("RUNE:894000:" + rune, "100");
	}

}
