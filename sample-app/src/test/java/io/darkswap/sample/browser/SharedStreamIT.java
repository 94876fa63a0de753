package io.darkswap.sample.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import io.darkswap.sample.TradingDeskProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the one stream that all windows of a browser share. Each test has a browser of
 * its own.
 */
class SharedStreamIT {

	/** A browser opens six connections to one server. */
	private static final int WINDOWS = 8;

	private static final String MARKET = "/?base=BTC&quote=RUNE:898000:";

	private Browser browser;

	private TradingDeskProcess desk;

	@BeforeEach
	void start() throws Exception {
		this.browser = Browser.start();
		this.desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")),
				"-Ddesk.events.heartbeat=500ms");
	}

	@AfterEach
	void end() throws Exception {
		if (this.browser != null) {
			this.browser.close();
		}
		if (this.desk != null) {
			this.desk.close();
		}
	}

	@Test
	void eightWindowsAreLiveAndSendOrders() throws Exception {
		List<String> windows = new ArrayList<>();
		for (int market = 1; market <= WINDOWS; market++) {
			windows.add((market > 1) ? this.browser.newWindow() : this.browser.driver().getWindowHandle());
			this.browser.open(this.desk.port(), MARKET + market);
		}
		for (int market = 1; market <= WINDOWS; market++) {
			this.browser.continueIn(windows.get(market - 1));
			assertThat(this.browser.run("return document.visibilityState")).isEqualTo("visible");
			sell("RUNE:898000:" + market, "70" + market);
			this.browser.awaitText("#asks", "70" + market);
			this.browser.type("#price", "60" + market);
			this.browser.type("#amount", "0.25");
			this.browser.click("#submit");
			this.browser.awaitText("#ticket-done", "Order placed");
			this.browser.awaitText("#own-orders", "60" + market);
			assertThat(this.browser.text("#connection")).isEqualTo("Live");
			this.browser.assertQuiet(this.desk.port());
		}
		Awaitility.await()
			.untilAsserted(() -> assertThat(JsonPath.<Integer>read(this.desk.get("/api/system"), "$.streams")).isOne());
	}

	@Test
	void secondWindowOfAMarketShowsTheStateOfTheFirst() throws Exception {
		sell("RUNE:898000:20", "701");
		String first = this.browser.driver().getWindowHandle();
		this.browser.open(this.desk.port(), MARKET + 20);
		sell("RUNE:898000:20", "702");
		this.browser.awaitText("#asks", "702");
		this.browser.newWindow();
		this.browser.open(this.desk.port(), MARKET + 20);
		this.browser.awaitText("#asks", "701");
		this.browser.awaitText("#asks", "702");
		this.browser.awaitText("#own-count", "2");
		sell("RUNE:898000:20", "703");
		this.browser.awaitText("#asks", "703");
		this.browser.continueIn(first);
		this.browser.awaitText("#asks", "703");
	}

	@Test
	void browserWithoutSharedWorkersHasAStreamInTheWindow() throws Exception {
		this.browser.beforeEachPage("delete window.SharedWorker;");
		this.browser.open(this.desk.port(), MARKET + 30);
		sell("RUNE:898000:30", "701");
		this.browser.awaitText("#asks", "701");
		this.browser.assertQuiet(this.desk.port());
	}

	@Test
	void windowWhoseWorkerFailsHasAStreamOfItsOwn() throws Exception {
		this.browser.beforeEachPage("""
				window.SharedWorker = class extends EventTarget {
					constructor() {
						super();
						this.port = new MessageChannel().port1;
						setTimeout(() => this.dispatchEvent(new Event('error')), 100);
					}
				};""");
		this.browser.open(this.desk.port(), MARKET + 31);
		sell("RUNE:898000:31", "701");
		this.browser.awaitText("#asks", "701");
	}

	@Test
	void marketThatIsRefusedDoesNotStopTheOthers() throws Exception {
		String first = this.browser.driver().getWindowHandle();
		this.browser.open(this.desk.port(), MARKET + 40);
		this.browser.newWindow();
		this.browser.driver().get("http://127.0.0.1:" + this.desk.port() + "/?base=BTC&quote=DOGE");
		this.browser.awaitText("#connection", "Refused: 'DOGE' is not an asset");
		this.browser.continueIn(first);
		this.browser.await("#connection[data-state=live]");
		sell("RUNE:898000:40", "701");
		this.browser.awaitText("#asks", "701");
	}

	@Test
	void pageIsStaleWhileTheServerIsSilent() throws Exception {
		this.browser.open(this.desk.port(), MARKET + 50);
		this.desk.suspend();
		try {
			this.browser.awaitText("#connection", "Stale");
		}
		finally {
			this.desk.resume();
		}
		this.browser.await("#connection[data-state=live]");
		sell("RUNE:898000:50", "701");
		this.browser.awaitText("#asks", "701");
	}

	private void sell(String quote, String price) throws Exception {
		assertThat(this.desk.exchange("POST", "/api/orders", """
				{"baseAsset": "BTC", "quoteAsset": "%s", "side": "SELL", "amount": "0.5", "price": "%s",
				 "expirySeconds": 3600}""".formatted(quote, price)).statusCode()).isEqualTo(201);
	}

}
