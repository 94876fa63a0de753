package io.darkswap.sample.browser;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged application's pages in a real browser. Each test has its own
 * market.
 */
class TraderViewIT {

	private static TradingDeskProcess desk;

	private static Browser browser;

	@BeforeAll
	static void start() throws Exception {
		browser = Browser.start();
		desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")), "-Ddesk.demo=true",
				"-Ddarkswap.wasm.maximum-expiry=3d");
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
	void orderIsPlacedShownAsOwnAndCancelled() {
		openMarket(1);
		place("SELL", "120000.5", "0.25");
		browser.awaitText("#ticket-done", "Order placed");
		browser.awaitText("#own-orders", "0.25");
		browser.awaitText("#asks tr.mine", "120,000.5");
		browser.click("#own-orders button");
		browser.awaitText("#own-count", "0");
		assertFocusIsIn("own-title");
		browser.awaitNone("#asks tr");
		browser.assertQuiet(desk.port());
	}

	@Test
	void totalIsExact() {
		openMarket(2);
		browser.type("#price", "184467440737.09551615");
		browser.type("#amount", "0.00000003");
		assertThat(browser.text("#total")).startsWith("5,534.0232221128654845 ");
	}

	@Test
	void bestOrdersAreTakenAfterAPreview() throws Exception {
		openMarket(3);
		sell(3, "1", "100");
		sell(3, "1", "101");
		browser.awaitText("#asks", "101");
		preview("101", "1.5");
		browser.awaitText("#preview-sums", "150.5");
		assertThat(browser.driver().findElements(By.cssSelector("#tape tr"))).isEmpty();
		browser.click("#preview-confirm");
		browser.awaitText("#ticket-done", "Bought 1.5 of 1.5 BTC for 150.5 RUNE:895000:3");
		browser.awaitText("#tape tr:first-child", "101");
		browser.awaitText("#own-trades", "Settle");
		browser.click("#own-trades tr:first-child button");
		browser.awaitText("#own-trades tr:first-child", "Settled");
		assertFocusIsIn("history-title");
		browser.assertQuiet(desk.port());
	}

	@Test
	void doubleClickTakesOnce() throws Exception {
		openMarket(10);
		sell(10, "1", "100");
		browser.awaitText("#asks", "100");
		preview("100", "0.25");
		browser.await("#preview:not([hidden])");
		browser.doubleClick("#preview-confirm");
		browser.awaitText("#ticket-done", "Bought 0.25 of 0.25 BTC for 25 ");
		browser.awaitText("#asks", "0.75");
		assertThat(
				JsonPath.<List<String>>read(desk.get("/api/markets/trades?base=BTC&quote=RUNE:895000:10"), "$[*].id"))
			.hasSize(1);
	}

	/** A late preview would show another order than the form. */
	@Test
	void previewOfAnEarlierAmountIsNotShown() throws Exception {
		openMarket(11);
		sell(11, "1", "100");
		browser.awaitText("#asks", "100");
		browser.run("""
				const send = window.fetch;
				window.fetch = (path, options) => !path.endsWith('/preview') ? send(path, options)
					: new Promise((answer) => window.release = () => answer(send(path, options)));""");
		preview("100", "0.25");
		browser.type("#amount", "0.5");
		browser.run("window.release()");
		browser.await("#submit:not([disabled])");
		assertThat(browser.find("#preview").isDisplayed()).isFalse();
	}

	/**
	 * A browser opens six connections to one server, and keeps pages to go back to.
	 */
	@Test
	void pagesLeftBehindHoldNoConnection() {
		for (int market = 20; market < 28; market++) {
			openMarket(market);
			place("SELL", "100", "0.25");
			browser.awaitText("#ticket-done", "Order placed");
		}
	}

	/**
	 * The shortest of several times counts, because other work on the machine may delay
	 * any of them. Each time begins when the previous order is shown: a page that polled
	 * would have just done so, and would take a whole interval every time.
	 */
	@Test
	void orderOfAnotherClientShowsWithinASecond() throws Exception {
		openMarket(4);
		showOrderOfAnotherClient("4321");
		Duration shortest = showOrderOfAnotherClient("4322");
		for (String price : List.of("4323", "4324")) {
			Duration next = showOrderOfAnotherClient(price);
			shortest = (next.compareTo(shortest) < 0) ? next : shortest;
		}
		assertThat(shortest).isLessThan(Duration.ofSeconds(1));
	}

	private static Duration showOrderOfAnotherClient(String price) throws Exception {
		long start = System.nanoTime();
		sell(4, "0.7", price);
		browser.awaitText("#asks", price.replaceFirst("4", "4,"));
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void clickInTheBookFillsTheForm() throws Exception {
		openMarket(5);
		sell(5, "0.7", "4321");
		browser.awaitText("#asks", "4,321");
		browser.click("#asks button");
		assertThat(browser.find("#price").getDomProperty("value")).isEqualTo("4321");
		assertThat(browser.find("#amount").getDomProperty("value")).isEqualTo("0.7");
		assertThat(browser.text("#submit")).isEqualTo("Place buy order");
	}

	@Test
	void errorsAppearBesideTheirFields() {
		openMarket(6);
		place("BUY", "0", "half");
		assertThat(browser.text("#price-error")).isEqualTo("Enter more than 0.");
		assertThat(browser.text("#amount-error")).contains("number");
		place("BUY", "184467440737", "184467440737");
		browser.awaitText("#ticket .error:not(:empty)", "");
		assertThat(browser.text("#ticket-done")).isEmpty();
		browser.clearLog();
	}

	/** A comma stands between groups of three digits only. */
	@Test
	void decimalCommaIsRefused() throws Exception {
		openMarket(32);
		place("SELL", "95,5", "1,5");
		assertThat(browser.text("#price-error")).contains("with a point");
		assertThat(browser.text("#amount-error")).contains("with a point");
		place("SELL", "119,980", "0.5");
		browser.awaitText("#own-orders", "119,980");
		assertThat(browser.text("#own-count")).isEqualTo("1");
	}

	@Test
	void decimalMayBeginOrEndWithItsPoint() throws Exception {
		openMarket(35);
		place("SELL", "100.", ".5");
		browser.awaitText("#own-orders", "0.5");
		assertThat(JsonPath.<List<String>>read(desk.get("/api/orders/own?base=BTC&quote=RUNE:895000:35"), "$[*].price"))
			.containsExactly("100");
	}

	@Test
	void ownOrdersWithoutARowAreCounted() throws Exception {
		openMarket(36);
		String order = """
				{"baseAsset": "BTC", "quoteAsset": "RUNE:895000:36", "side": "SELL", "amount": "1", "price": "100",
				 "expirySeconds": 3600}""";
		desk.exchange("POST", "/api/orders/batch", Collections.nCopies(60, order).toString());
		browser.awaitText("#own-count", "newest 50 of 60");
		browser.click("#cancel-all");
		browser.awaitText("#own-empty", "No open orders");
		assertThat(browser.text("#own-count")).isEqualTo("0");
		assertFocusIsIn("own-title");
	}

	/** The snapshot has the newest orders only. */
	@Test
	void ownOrdersThatTheSnapshotDoesNotContainAreCounted() {
		openMarket(37);
		assertThat((List<?>) browser.runAsync("""
				const done = arguments[arguments.length - 1];
				import('/js/market.js').then(({ Market }) => {
					const market = new Market();
					const order = (id, status, ownOrderCount) => ({ order: { id, status }, ownOrderCount });
					market.apply('Snapshot', { depth: { bids: [], asks: [] }, trades: [],
						ownOrders: [order('newest', 'OPEN').order], ownOrderCount: 3 });
					const counts = [['OrderCancelled', 'before', 'CANCELLED', 3], ['OrderCreated', 'new', 'OPEN', 4],
						['OrderMatched', 'old', 'OPEN', 4], ['OrderExpired', 'oldest', 'EXPIRED', 3]]
						.map(([kind, id, status, count]) =>
							market.apply(kind, order(id, status, count)) && market.ownOrderCount);
					done([...counts, market.snapshot().ownOrderCount, market.ownOrders.size]);
				});""")).isEqualTo(List.of(3L, 4L, 4L, 3L, 3L, 3L));
	}

	/** Orders that arrive move the rows. */
	@Test
	void buttonThatHasTheFocusStaysWithItsOrder() throws Exception {
		openMarket(33);
		sell(33, "1", "51");
		sell(33, "1", "50");
		browser.awaitText("#own-orders", "51");
		browser.awaitText("#own-orders", "50");
		browser.run("document.querySelector('#own-orders [aria-label=\"Cancel the order to sell at 50\"]').focus()");
		sell(33, "1", "52");
		browser.awaitText("#own-orders", "52");
		assertThat(browser.run("return document.activeElement.getAttribute('aria-label')"))
			.isEqualTo("Cancel the order to sell at 50");
	}

	/** The book may change before the preview is confirmed. */
	@Test
	void priceWorseThanThePreviewIsNotPaid() throws Exception {
		openMarket(34);
		String best = sell(34, "1", "100");
		browser.awaitText("#asks", "100");
		preview("101", "1");
		browser.await("#preview:not([hidden])");
		assertThat(desk.exchange("DELETE", "/api/orders/" + best, "{}").statusCode()).isEqualTo(204);
		sell(34, "1", "101");
		browser.awaitText("#asks", "101");
		browser.click("#preview-confirm");
		browser.awaitText("#ticket-done", "Nothing was taken");
	}

	@Test
	void numberThatTheEngineCannotHoldIsNamedBesideItsField() {
		openMarket(6);
		place("BUY", "184467440737.09551616", "1");
		assertThat(browser.text("#price-error")).isEqualTo("Enter at most 184,467,440,737.09551615.");
	}

	@Test
	void errorOfTheServerAppearsBesideItsField() {
		openMarket(6);
		browser.find("#expiry [value='604800']").click();
		place("BUY", "100", "1");
		browser.awaitText("#expiry-error", "expiry");
		browser.await("#expiry[aria-invalid=true]");
		assertThat(browser.text("#ticket-error")).isEmpty();
		browser.clearLog();
	}

	@Test
	void anotherMarketClearsTheForm() {
		openMarket(6);
		browser.type("#price", "100");
		browser.type("#amount", "1");
		browser.find("body").sendKeys(Keys.ESCAPE);
		browser.click("#market-button");
		browser.find("#picker-search").sendKeys("BTC/RUNE:895000:16", Keys.ENTER);
		browser.awaitText("#market-name", "RUNE:895000:16");
		assertThat(browser.find("#price").getDomProperty("value")).isEmpty();
		assertThat(browser.find("#amount").getDomProperty("value")).isEmpty();
	}

	@Test
	void ordersAreGroupedByTheChosenTick() throws Exception {
		openMarket(17);
		sell(17, "0.5", "4321");
		sell(17, "0.25", "4325");
		browser.awaitText("#asks", "4,325");
		browser.find("#tick [value='10']").click();
		browser.awaitText("#asks", "4,330");
		assertThat(browser.driver().findElements(By.cssSelector("#asks tr"))).hasSize(1);
		assertThat(browser.text("#asks")).contains("0.75");
	}

	@Test
	@SuppressWarnings("unchecked")
	void figuresAreAlignedRightAndTimesShowUtc() throws Exception {
		trade(18, "100");
		sell(18, "0.5", "101");
		openMarket(18);
		browser.awaitText("#tape", "100");
		browser.awaitText("#own-orders", "101");
		browser.awaitText("#own-trades", "100");
		assertThat((List<Object>) browser
			.run("""
					return [...document.querySelectorAll('#asks td, #tape td')].map((cell) => getComputedStyle(cell).textAlign)"""))
			.hasSize(6)
			.containsOnly("right");
		for (String table : List.of("#tape", "#own-orders", "#own-trades")) {
			assertThat(browser.find(table + " td[title$=UTC]").getDomAttribute("title"))
				.matches("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:[0-9.]+ UTC");
		}
	}

	@Test
	void walletShowsItsAddressAndBalances() throws Exception {
		openMarket(19);
		browser.awaitText("#address", JsonPath.read(desk.get("/api/wallet/address"), "$.address"));
		browser.awaitText("#balances", "BTC\nno chain server");
		assertThat((Boolean) browser
			.run("return document.querySelector('.qr').complete && document.querySelector('.qr').naturalWidth > 0"))
			.isTrue();
	}

	@Test
	void tradeThatFailedIsRecordedAsFailed() throws Exception {
		trade(19, "100");
		openMarket(19);
		browser.awaitText("#own-trades", "Fail");
		browser.click("#own-trades button:nth-of-type(2)");
		browser.awaitText("#own-trades", "Failed");
		assertFocusIsIn("history-title");
		browser.assertQuiet(desk.port());
	}

	/** Another desk of the same books took the order. */
	@Test
	void ownTradeShowsWhatTheOwnAddressDid() throws Exception {
		openMarket(30);
		browser
			.run("""
					const send = window.fetch;
					window.fetch = async (path, options) => {
						const response = await send(path, options);
						return !path.startsWith('/api/trades/own') ? response
							: Response.json((await response.json()).map((trade) => ({ ...trade, side: 'SELL', takerSide: 'BUY' })));
					};""");
		trade(30, "100");
		browser.awaitText("#own-trades", "Sold");
		assertThat(browser.find("#tape td").getDomAttribute("title")).isEqualTo("The taker bought");
	}

	@Test
	void keysReachSearchAndForm() {
		openMarket(7);
		browser.find("body").sendKeys("s");
		assertThat(browser.text("#submit")).isEqualTo("Place sell order");
		assertThat(browser.run("return document.activeElement.id")).isEqualTo("price");
		browser.run("document.activeElement.blur()");
		browser.find("body").sendKeys("B");
		assertThat(browser.text("#submit")).isEqualTo("Place buy order");
		browser.run("document.activeElement.blur()");
		browser.find("body").sendKeys("/");
		browser.await("#picker[open]");
		browser.find("#picker-search").sendKeys("BTC/RUNE:895000:8", Keys.ENTER);
		browser.awaitText("#market-name", "RUNE:895000:8");
	}

	@Test
	void operatorStartsTheDemonstrationAndTheDeskUpdates() {
		browser.open(desk.port(), "/system");
		browser.click("#demo-switch");
		browser.awaitText("#demo-state", "running");
		browser.awaitText("#calls", "createOrder");
		browser.assertQuiet(desk.port());
		browser.open(desk.port(), "/?base=BTC&quote=RUNE:840000:3");
		browser.await("#tape tr:nth-child(3)");
		browser.await("#bids tr:nth-child(3)");
		browser.await("#candles canvas");
		browser.assertQuiet(desk.port());
		browser.open(desk.port(), "/system");
		browser.awaitText("#demo-switch", "Stop");
		browser.click("#demo-switch");
		browser.awaitText("#demo-switch", "Start");
	}

	@ParameterizedTest
	@CsvSource({ "/,360", "/,768", "/,1440", "/,3840", "/system,360", "/system,768", "/system,1440", "/system,3840" })
	void pageFitsItsWidth(String path, int width) {
		browser.size(width, 900);
		try {
			browser.open(desk.port(), path);
			assertThat((Long) browser.run("return document.documentElement.scrollWidth")).isEqualTo(width);
		}
		finally {
			browser.size(1440, 1000);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void axeFindsNoSeriousViolation(String scheme) throws Exception {
		browser.prefer(scheme);
		sell(9, "1", "100");
		for (String path : new String[] { "/?base=BTC&quote=RUNE:895000:9", "/system" }) {
			browser.open(desk.port(), path);
			assertThat(new AxeBuilder().analyze(browser.driver()).getViolations())
				.filteredOn((rule) -> rule.getImpact().equals("serious") || rule.getImpact().equals("critical"))
				.extracting((rule) -> rule.getId() + ": " + rule.getNodes())
				.isEmpty();
		}
	}

	/**
	 * The button that had the focus is gone; the button of another order must not have
	 * it.
	 */
	private static void assertFocusIsIn(String region) {
		assertThat(browser.run("return document.activeElement.getAttribute('aria-labelledby')")).isEqualTo(region);
	}

	private static void openMarket(int rune) {
		browser.open(desk.port(), "/?base=BTC&quote=RUNE:895000:" + rune);
	}

	private static void place(String side, String price, String amount) {
		browser.click("#ticket [data-side=" + side + "][aria-pressed]");
		browser.type("#price", price);
		browser.type("#amount", amount);
		browser.click("#submit");
	}

	private static void preview(String price, String amount) {
		browser.click("#kinds [data-kind=take]");
		browser.type("#price", price);
		browser.type("#amount", amount);
		browser.click("#submit");
	}

	private static void trade(int rune, String price) throws Exception {
		desk.trade("RUNE:895000:" + rune, price);
	}

	private static String sell(int rune, String amount, String price) throws Exception {
		return desk.sell("RUNE:895000:" + rune, amount, price);
	}

}
