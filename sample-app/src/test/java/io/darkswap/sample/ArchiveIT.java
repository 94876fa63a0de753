package io.darkswap.sample;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the extracted application with the archive of classes that the build trained.
 * The JVM logs the source of each class that it loads.
 */
class ArchiveIT {

	private static final String FROM_ARCHIVE = "source: shared objects file";

	private static HttpResponse<String> order;

	private static List<String> loaded;

	@BeforeAll
	static void startPlaceOrderAndEnd(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("classes.log");
		try (TradingDeskProcess desk = TradingDeskProcess.startJar(
				Path.of(System.getProperty("sample-app.extracted-jar")),
				System.getProperty("sample-app.archive-option"), "-Dspring.aot.enabled=true",
				"-Xlog:class+load:file=" + log + "::filecount=0")) {
			order = desk.exchange("POST", "/api/orders", """
					{"baseAsset": "BTC", "quoteAsset": "RUNE:860000:1", "side": "SELL", "amount": "0.5",
					 "price": "120000", "expirySeconds": 3600}""");
			desk.terminate();
			desk.awaitExit();
		}
		loaded = Files.readAllLines(log);
	}

	@Test
	void applicationAcceptsOrders() {
		assertThat(order.statusCode()).as(order.body()).isEqualTo(201);
	}

	@Test
	void mostClassesComeFromTheArchive() {
		assertThat(loaded.stream().filter((line) -> line.contains(FROM_ARCHIVE)).count())
			.isGreaterThan(loaded.size() * 8L / 10);
	}

	@Test
	void applicationComesFromTheArchive() {
		assertThat(loaded("io.darkswap.sample.TradingDeskApplication")).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains(FROM_ARCHIVE));
	}

	@Test
	void engineComesFromTheArchive() {
		assertThat(loaded("io.darkswap.wasm.loader.bundled.DarkSwapEngineModule")).isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains(FROM_ARCHIVE));
	}

	private static List<String> loaded(String prefix) {
		return loaded.stream().filter((line) -> line.contains("] " + prefix)).toList();
	}

}
