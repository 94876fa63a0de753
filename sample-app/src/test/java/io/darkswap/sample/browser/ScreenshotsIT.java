package io.darkswap.sample.browser;

import java.nio.file.Path;

import io.darkswap.sample.TradingDeskProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the screenshots of the documentation.
 */
@EnabledIfSystemProperty(named = "desk.screenshots", matches = ".+",
		disabledReason = "Set desk.screenshots to a folder")
class ScreenshotsIT {

	/** Long enough for candles of seconds to fill the chart. */
	private static final long TRADING_MILLIS = 90_000;

	@Test
	void bothViewsInLightAndDark() throws Exception {
		Path folder = Path.of(System.getProperty("desk.screenshots"));
		try (Browser browser = Browser.start();
				TradingDeskProcess desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")),
						"-Ddesk.demo=true")) {
			desk.exchange("POST", "/api/demo", "{\"running\": true, \"rate\": 60}");
			Thread.sleep(TRADING_MILLIS);
			for (String scheme : new String[] { "light", "dark" }) {
				browser.prefer(scheme);
				browser.size(1440, 1000);
				browser.open(desk.port(), "/?base=BTC&quote=RUNE:840000:3");
				browser.click("#intervals [data-interval='1s']");
				browser.await("#candles canvas");
				browser.type("#price", "120400");
				browser.type("#amount", "0.25");
				Thread.sleep(1500);
				browser.screenshot(folder.resolve("trader-" + scheme + ".png"));
				browser.open(desk.port(), "/system");
				Thread.sleep(2500);
				browser.screenshot(folder.resolve("system-" + scheme + ".png"));
			}
			browser.size(360, 760);
			browser.open(desk.port(), "/?base=BTC&quote=RUNE:840000:3");
			Thread.sleep(1500);
			browser.screenshot(folder.resolve("trader-phone.png"));
		}
	}

}
