package io.darkswap.sample.browser;

import java.nio.file.Path;
import java.util.List;

import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

	/** The wallet is the same, so the orders are own ones again. */
	@Test
	void bookOfTheLogIsBackOnThePage(@TempDir Path folder) throws Exception {
		String[] wallet = { "--darkswap.wallet.mnemonic=" + "abandon ".repeat(11) + "about" };
		try (Browser browser = Browser.start()) {
			int port;
			try (TradingDeskProcess desk = TradingDeskProcess.startJar(JAR, folder.resolve("log"), wallet)) {
				port = desk.port();
				browser.open(port, "/?base=BTC&quote=RUNE:896000:2");
				for (String price : List.of("111", "112")) {
					desk.exchange("POST", "/api/orders", ORDER.replace(":1\"", ":2\"").formatted("1", price));
				}
				desk.exchange("POST", "/api/markets/take", """
						{"baseAsset": "BTC", "quoteAsset": "RUNE:896000:2", "side": "BUY", "amount": "0.25",
						 "limitPrice": "111"}""");
				browser.awaitText("#tape", "111");
			}
			browser.awaitText("#connection", "Stale");
			browser.run("document.querySelectorAll('tbody').forEach((body) => body.replaceChildren())");
			try (TradingDeskProcess desk = TradingDeskProcess.startJarAt(port, JAR, folder.resolve("log"), wallet)) {
				browser.await("#connection[data-state=live]");
				browser.awaitText("#asks tr.mine", "111");
				browser.awaitText("#asks", "0.75");
				browser.awaitText("#asks", "112");
				browser.awaitText("#tape", "111");
				browser.awaitText("#own-orders", "112");
				browser.awaitText("#own-trades", "111");
			}
		}
	}

}
