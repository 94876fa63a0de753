package io.darkswap.sample;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the packaged application with Spring's ahead-of-time processing, as in a
 * native image, which cannot define classes at run time. The JVM logs the classes that it
 * loads.
 */
class AheadOfTimeIT {

	private static List<String> loaded;

	private static String moduleCache;

	@BeforeAll
	static void startTradeAndEnd(@TempDir Path folder) throws Exception {
		Path log = folder.resolve("classes.log");
		try (TradingDeskProcess desk = TradingDeskProcess.startJar(Path.of(System.getProperty("sample-app.jar")),
				"-Dspring.aot.enabled=true", "-Xlog:class+load:file=" + log + "::filecount=0")) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.until(() -> desk.exchange("GET", "/actuator/health/readiness", "").statusCode() == 200);
			String order = desk.exchange("POST", "/api/orders", """
					{"baseAsset": "BTC", "quoteAsset": "RUNE:860000:1", "side": "SELL", "amount": "0.5",
					 "price": "120000", "expirySeconds": 3600}""").body();
			String take = "/api/orders/" + JsonPath.read(order, "$.id") + "/take";
			assertThat(desk.exchange("POST", take, "{\"amount\": \"0.2\"}").statusCode()).isEqualTo(201);
			moduleCache = desk.get("/actuator/darkswap");
			desk.terminate();
			desk.awaitExit();
		}
		loaded = Files.readAllLines(log);
	}

	@Test
	void aheadOfTimeClassesAreUsed() {
		assertThat(loaded("io.darkswap.sample.TradingDeskApplication__")).isNotEmpty();
	}

	@Test
	void engineRunsAsTheBuildCompiledIt() {
		assertThat(loaded("io.darkswap.wasm.loader.bundled.")).isNotEmpty();
		assertThat(JsonPath.<List<String>>read(moduleCache, "$.moduleCache[*].executionMode"))
			.containsExactly("BUILD_TIME");
	}

	@Test
	void compilerOfWebAssemblyIsNotLoaded() {
		assertThat(loaded("com.dylibso.chicory.runtime.")).isNotEmpty();
		assertThat(loaded("com.dylibso.chicory.compiler.MachineFactoryCompiler")).isEmpty();
		assertThat(loaded("com.dylibso.chicory.compiler.internal.")).isEmpty();
	}

	/**
	 * Except lambdas and annotations, whose classes a native image creates at build time.
	 * An annotation of its package alone has its proxy there.
	 */
	@Test
	void classesOfTheEngineComeFromTheJar() {
		assertThat(Stream.of("io.darkswap.", "com.dylibso.").flatMap((prefix) -> loaded(prefix).stream()))
			.filteredOn((line) -> !line.contains("Lambda") && !line.contains(".$Proxy"))
			.isNotEmpty()
			.allSatisfy((line) -> assertThat(line).contains("source: jar:"));
	}

	private static List<String> loaded(String prefix) {
		return loaded.stream().filter((line) -> line.contains("] " + prefix)).toList();
	}

}
