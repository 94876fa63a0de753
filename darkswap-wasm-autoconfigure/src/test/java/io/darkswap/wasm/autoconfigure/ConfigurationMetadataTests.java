package io.darkswap.wasm.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.UrlResource;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata that an IDE completes properties from.
 */
class ConfigurationMetadataTests {

	private static final Map<String, Object> DEFAULTS = Map.ofEntries(
			entry("darkswap.wasm.url", "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm"),
			entry("darkswap.wasm.initial", 16), entry("darkswap.wasm.maximum", 256),
			entry("darkswap.wasm.shared", true), entry("darkswap.wasm.preload", true),
			entry("darkswap.wasm.call-timeout", "5s"), entry("darkswap.wasm.max-module-size", "64MB"),
			entry("darkswap.wasm.load-timeout", "30s"), entry("darkswap.wallet.network", "testnet"),
			entry("management.endpoint.darkswap.access", "unrestricted"),
			entry("management.endpoint.darkswap.cache.time-to-live", "0ms"),
			entry("management.health.dark-swap-wasm.enabled", true),
			entry("management.info.dark-swap-wasm.enabled", true));

	private Map<String, Map<String, Object>> properties = Map.of();

	@BeforeEach
	void readMetadata() throws IOException {
		// Other jars have a file of the same name.
		URL classes = DarkSwapWasmProperties.class.getProtectionDomain().getCodeSource().getLocation();
		List<Map<String, Object>> all = JsonPath.read(
				new UrlResource(classes + "META-INF/spring-configuration-metadata.json").getInputStream(),
				"$.properties");
		this.properties = all.stream()
			.collect(Collectors.toMap((property) -> (String) property.get("name"), (property) -> property));
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(this.properties).containsOnlyKeys("darkswap.wasm.url", "darkswap.wasm.initial",
				"darkswap.wasm.maximum", "darkswap.wasm.shared", "darkswap.wasm.preload", "darkswap.wasm.instances",
				"darkswap.wasm.call-timeout", "darkswap.wasm.sha256", "darkswap.wasm.max-module-size",
				"darkswap.wasm.load-timeout", "darkswap.wasm.compile-cache", "darkswap.wallet.network",
				"management.endpoint.darkswap.access", "management.endpoint.darkswap.cache.time-to-live",
				"management.health.dark-swap-wasm.enabled", "management.info.dark-swap-wasm.enabled");
		assertThat(this.properties.values())
			.allSatisfy((property) -> assertThat((String) property.get("description")).matches("[A-Z].*\\."));
	}

	@Test
	void everyPropertyWithFixedDefaultTellsIt() {
		assertThat(this.properties).allSatisfy((name, property) -> {
			if (name.equals("darkswap.wasm.instances")) {
				assertThat((String) property.get("description")).contains("default is the number of processors");
			}
			else {
				assertThat(property.get("defaultValue")).isEqualTo(DEFAULTS.get(name));
			}
		});
	}

	@Test
	void everyPropertyStandsInTheReadme() throws IOException {
		String readme = Files.readString(Path.of("../README.md"));
		assertThat(this.properties.keySet()).filteredOn((name) -> name.startsWith("darkswap."))
			.allSatisfy((name) -> assertThat(readme).contains("| `" + name + "` |"));
	}

}
