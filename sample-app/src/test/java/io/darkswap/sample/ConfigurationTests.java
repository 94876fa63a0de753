package io.darkswap.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code application.yml} shows every property of DarkSwap. A line with a
 * {@code #} and no space after it is a commented-out property.
 */
class ConfigurationTests {

	private static final Pattern COMMENTED_OUT = Pattern.compile("^( *)#(?=\\S)", Pattern.MULTILINE);

	/** The properties of a module are entries of a map, which is one property. */
	private static final Pattern MODULE = Pattern.compile("^(darkswap\\.wasm\\.modules)\\..*$");

	private static final Resource FILE = new ClassPathResource("application.yml");

	@Test
	void everyPropertyIsShown() throws IOException {
		assertThat(shown()).containsOnlyKeys(metadata().keySet());
	}

	@Test
	void propertyThatIsCommentedOutShowsItsDefault() throws IOException {
		Map<String, String> defaults = metadata();
		defaults.values().removeIf(String::isEmpty);
		assertThat(shown()).containsAllEntriesOf(defaults);
	}

	private static Map<String, String> shown() throws IOException {
		Map<String, String> shown = new TreeMap<>();
		String uncommented = COMMENTED_OUT.matcher(FILE.getContentAsString(UTF_8)).replaceAll("$1");
		new YamlPropertySourceLoader().load("application.yml", new ByteArrayResource(uncommented.getBytes(UTF_8)))
			.forEach((source) -> {
				for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
					if (name.startsWith("darkswap.")) {
						shown.put(MODULE.matcher(name).replaceAll("$1"), String.valueOf(source.getProperty(name)));
					}
				}
			});
		return shown;
	}

	/** Defaults by name; empty for a property that has none. */
	private static Map<String, String> metadata() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		for (Resource file : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
			try (InputStream content = file.getInputStream()) {
				List<Map<String, Object>> properties = JsonPath.read(content,
						"$.properties[?(@.name =~ /darkswap\\..*/)]");
				properties.forEach((property) -> defaults.put((String) property.get("name"),
						String.valueOf(property.getOrDefault("defaultValue", ""))));
			}
		}
		return defaults;
	}

}
