package io.darkswap.wasm.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
 * Tests for the metadata from which an IDE completes properties.
 */
class ConfigurationMetadataTests {

	private static final Map<String, Object> CHAIN_DEFAULTS = Map.of("connect-timeout", "2s", "read-timeout", "10s",
			"retries", 3, "cache", "10s", "max-response-size", "4MB");

	private static final Map<String, Object> DEFAULTS = withChain(Map.ofEntries(
			entry("darkswap.wasm.url", "classpath:/darkswap-wasm/darkswap_wasm_bg.wasm"),
			entry("darkswap.wasm.initial", "16"), entry("darkswap.wasm.maximum", "256"),
			entry("darkswap.wasm.shared", true), entry("darkswap.wasm.fail-fast", true),
			entry("darkswap.wasm.call-timeout", "5s"), entry("darkswap.wasm.stop-after", "30s"),
			entry("darkswap.wasm.max-module-size", "64MB"), entry("darkswap.wasm.load-timeout", "30s"),
			entry("darkswap.wasm.compile-timeout", "60s"), entry("darkswap.wasm.follow-redirects", true),
			entry("darkswap.wallet.network", "testnet"), entry("darkswap.wallet.account-type", "native-segwit"),
			entry("darkswap.wallet.sign-orders", true), entry("darkswap.wasm.closed-order-history", 1000),
			entry("darkswap.wasm.trade-history", 100000), entry("darkswap.wasm.maximum-expiry", "30d"),
			entry("darkswap.wasm.sweep-interval", "1s"), entry("darkswap.wasm.event-queue-capacity", 65536),
			entry("darkswap.wasm.maximum-markets", 10000), entry("darkswap.wasm.smallest-foreign-notional", "0.000001"),
			entry("darkswap.wasm.foreign-orders-per-maker", 1000),
			entry("management.endpoint.darkswap.access", "unrestricted"),
			entry("management.endpoint.darkswap.cache.time-to-live", "0ms"), entry("darkswap.log.type", "journal"),
			entry("darkswap.log.kafka.partitions", 1), entry("darkswap.log.kafka.create-topic", false),
			entry("darkswap.log.kafka.replication-factor", 3), entry("darkswap.log.kafka.read", "local"),
			entry("darkswap.log.kafka.digest-interval", 100000), entry("darkswap.log.flush", "every-batch"),
			entry("darkswap.log.segment-size", "64MB"), entry("darkswap.log.snapshot-interval", "5m"),
			entry("darkswap.web.problem-details", false), entry("management.health.dark-swap-wasm.enabled", true),
			entry("management.health.dark-swap-modules.enabled", true),
			entry("management.info.dark-swap-wasm.enabled", true)));

	private String metadata = "";

	private Map<String, Map<String, Object>> properties = Map.of();

	private static Map<String, Object> withChain(Map<String, Object> defaults) {
		Map<String, Object> all = new HashMap<>(defaults);
		for (String server : List.of("esplora", "ord", "alkanes")) {
			CHAIN_DEFAULTS.forEach((name, value) -> all.put("darkswap.chain." + server + "." + name, value));
		}
		return all;
	}

	@BeforeEach
	void readMetadata() throws IOException {
		// Other jars have a file of the same name.
		URL classes = DarkSwapWasmProperties.class.getProtectionDomain().getCodeSource().getLocation();
		this.metadata = new UrlResource(classes + "META-INF/spring-configuration-metadata.json")
			.getContentAsString(StandardCharsets.UTF_8);
		List<Map<String, Object>> all = JsonPath.read(this.metadata, "$.properties");
		this.properties = all.stream()
			.collect(Collectors.toMap((property) -> (String) property.get("name"), (property) -> property));
	}

	@Test
	void everyPropertyIsDescribed() {
		assertThat(this.properties).containsOnlyKeys("darkswap.chain.esplora.url",
				"darkswap.chain.esplora.connect-timeout", "darkswap.chain.esplora.read-timeout",
				"darkswap.chain.esplora.retries", "darkswap.chain.esplora.cache",
				"darkswap.chain.esplora.max-response-size", "darkswap.chain.ord.url",
				"darkswap.chain.ord.connect-timeout", "darkswap.chain.ord.read-timeout", "darkswap.chain.ord.retries",
				"darkswap.chain.ord.cache", "darkswap.chain.ord.max-response-size", "darkswap.chain.alkanes.url",
				"darkswap.chain.alkanes.connect-timeout", "darkswap.chain.alkanes.read-timeout",
				"darkswap.chain.alkanes.retries", "darkswap.chain.alkanes.cache",
				"darkswap.chain.alkanes.max-response-size", "darkswap.web.problem-details", "darkswap.wasm.url",
				"darkswap.wasm.initial", "darkswap.wasm.maximum", "darkswap.wasm.shared", "darkswap.wasm.preload",
				"darkswap.wasm.fail-fast", "darkswap.wasm.instances", "darkswap.wasm.call-timeout",
				"darkswap.wasm.stop-after", "darkswap.wasm.sha256", "darkswap.wasm.max-module-size",
				"darkswap.wasm.load-timeout", "darkswap.wasm.compile-timeout", "darkswap.wasm.follow-redirects",
				"darkswap.wasm.compile-cache", "darkswap.wasm.modules", "darkswap.wallet.network",
				"darkswap.wallet.mnemonic", "darkswap.wallet.mnemonic-file", "darkswap.wallet.passphrase",
				"darkswap.wallet.passphrase-file", "darkswap.wallet.account-type", "darkswap.wallet.derivation-path",
				"darkswap.wallet.address-index", "darkswap.wallet.private-key", "darkswap.wallet.sign-orders",
				"darkswap.wasm.closed-order-history", "darkswap.wasm.trade-history", "darkswap.wasm.maximum-expiry",
				"darkswap.wasm.sweep-interval", "darkswap.wasm.event-queue-capacity", "darkswap.wasm.allowed-markets",
				"darkswap.wasm.maximum-markets", "darkswap.wasm.foreign-orders",
				"darkswap.wasm.foreign-orders-per-maker", "darkswap.wasm.reserved-memory",
				"darkswap.wasm.smallest-foreign-notional", "darkswap.wasm.publish-events", "darkswap.log.enabled",
				"darkswap.log.type", "darkswap.log.kafka.topic", "darkswap.log.kafka.partitions",
				"darkswap.log.kafka.create-topic", "darkswap.log.kafka.replication-factor", "darkswap.log.kafka.read",
				"darkswap.log.kafka.digest-interval", "darkswap.log.directory", "darkswap.log.flush",
				"darkswap.log.segment-size", "darkswap.log.maximum-size", "darkswap.log.snapshot-interval",
				"darkswap.log.skip", "darkswap.log.former-engine", "management.endpoint.darkswap.access",
				"management.endpoint.darkswap.cache.time-to-live", "management.health.dark-swap-wasm.enabled",
				"management.health.dark-swap-modules.enabled", "management.info.dark-swap-wasm.enabled");
		assertThat(this.properties.values())
			.allSatisfy((property) -> assertThat((String) property.get("description")).matches("[A-Z].*\\."));
	}

	@Test
	void everyPropertyWithFixedDefaultDescribesIt() {
		assertThat(this.properties).allSatisfy((name, property) -> {
			if (name.equals("darkswap.wasm.publish-events")) {
				assertThat((String) property.get("description")).contains("default is to publish if");
			}
			else if (name.equals("darkswap.log.enabled")) {
				assertThat((String) property.get("description")).contains("default is to write it if");
			}
			else if (name.equals("darkswap.wasm.preload")) {
				assertThat((String) property.get("description")).contains("default is to preload if");
			}
			else if (name.equals("darkswap.wasm.instances")) {
				assertThat((String) property.get("description")).contains("default is the number of processors");
			}
			else {
				assertThat(property.get("defaultValue")).isEqualTo(DEFAULTS.get(name));
			}
		});
	}

	@Test
	void locationsAreHintedToBeResources() {
		List<String> resources = JsonPath.read(this.metadata, "$.hints[?(@.providers[0].name == 'handle-as'"
				+ " && @.providers[0].parameters.target == 'org.springframework.core.io.Resource')].name");
		assertThat(resources).containsExactlyInAnyOrder("darkswap.wasm.url", "darkswap.wallet.mnemonic-file",
				"darkswap.wallet.passphrase-file");
	}

	@Test
	void everyPropertyIsDocumented() throws IOException {
		String page = Files.readString(Path.of("../docs/configuration.md"));
		assertThat(this.properties.keySet()).filteredOn((name) -> name.startsWith("darkswap."))
			.allSatisfy((name) -> assertThat(page).contains("| `" + name + "` |"));
	}

}
