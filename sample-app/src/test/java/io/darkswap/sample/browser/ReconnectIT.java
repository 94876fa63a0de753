package io.darkswap.sample.browser;

import java.nio.file.Path;

import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.Test;

/**
 * Tests of a page that stays open while the server restarts.
 */
class ReconnectIT {

	private static final Path JAR = Path.of(System.getProperty("sample-app.jar"));

	private static final String ORDER = """
			{"baseAsset": "BTC", "quoteAsset": "RUNE:896000:1", "side": "SELL", "amount": "%s", "price": "%s",
			 "expirySeconds": 3600}""";

	@Test
	void pageSaysThatItIsStaleAndThenShowsTheNewBook() throws Exception {
		try (Browser browser = Browser.start()) {
			int port;
			try (TradingDeskProcess desk = TradingDeskProcess.startJar(JAR)) {
				port = desk.port();
				desk.exchange("POST", "/api/orders", ORDER.formatted("1", "111"));
				browser.open(port, "/?base=BTC&quote=RUNE:896000:1");
				browser.awaitText("#asks", "111");
			}
			browser.awaitText("#connection", "Stale");
			try (TradingDeskProcess desk = TradingDeskProcess.startJarAt(port, JAR)) {
				browser.await("#connection[data-state=live]");
				desk.exchange("POST", "/api/orders", ORDER.formatted("2", "222"));
				browser.awaitText("#asks", "222");
			}
		}
	}

}
