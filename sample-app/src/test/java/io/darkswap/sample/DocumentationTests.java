package io.darkswap.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the examples in the README and under {@code docs} work: Java compiles, tests
 * pass, YAML is bound, and links to files resolve.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	private static final String IMPORTS = """
			import io.darkswap.wasm.*;
			import io.darkswap.wasm.wallet.*;
			import java.math.BigDecimal;
			import java.time.*;
			import java.util.*;
			import org.springframework.context.annotation.*;
			import org.springframework.context.event.EventListener;
			import org.springframework.stereotype.*;
			""";

	private static final String MODULES = "darkswap.wasm.modules.";

	private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern TEST_CLASS = Pattern.compile("^class (\\w+Tests) ", Pattern.MULTILINE);

	private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Tests|IT))`");

	private static final Pattern THREATS = Pattern.compile("shown by \\|\n[ |-]+\n((?:\\|.*\n)+)");

	private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");

	@Test
	void thereAreExamples() throws IOException {
		assertThat(examples("java")).isNotEmpty();
		assertThat(examples("yaml")).isNotEmpty();
		assertThat(examplesOfTests()).isNotEmpty();
	}

	@ParameterizedTest
	@MethodSource("javaExamples")
	void javaCompilesWithTheStarterAlone(Example example, @TempDir Path classes) {
		assertThat(JavaCompilation.problems(IMPORTS + example.text(), classes)).isEmpty();
	}

	/** Runs them as tests of the sample application. */
	@ParameterizedTest
	@MethodSource("examplesOfTests")
	void testsPass(Example example, @TempDir Path classes) throws Exception {
		assertThat(JavaCompilation.problems("package io.darkswap.sample;" + IMPORTS + example.text(), classes))
			.isEmpty();
		Matcher name = TEST_CLASS.matcher(example.text());
		assertThat(name.find()).isTrue();
		TestExecutionSummary summary = TestRun.of("io.darkswap.sample." + name.group(1), classes);
		assertThat(TestRun.failures(summary)).isEmpty();
		assertThat(summary.getTestsSucceededCount()).isPositive();
	}

	/**
	 * The test has its own wallet, because the files that examples name do not exist, and
	 * no log, because their directories and brokers do not exist either.
	 */
	@ParameterizedTest
	@MethodSource("yamlExamples")
	void yamlIsBound(Example example) throws IOException {
		List<PropertySource<?>> sources = example.asYaml();
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withBean(Wallet.class, () -> HdWallet.random(BitcoinNetwork.TESTNET))
			.withBean(DarkSwapConfig.class,
					() -> new DarkSwapConfig(BitcoinNetwork.TESTNET, HdWallet.random(BitcoinNetwork.TESTNET)))
			.withPropertyValues("darkswap.wasm.fail-fast=false", "darkswap.log.enabled=false")
			.withInitializer((context) -> sources.forEach(context.getEnvironment().getPropertySources()::addFirst))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest
	@MethodSource("yamlExamples")
	void yamlSetsExistingProperties(Example example) throws IOException {
		String metadata = metadata();
		Set<String> names = new TreeSet<>();
		for (PropertySource<?> source : example.asYaml()) {
			names.addAll(Arrays.asList(((EnumerablePropertySource<?>) source).getPropertyNames()));
		}
		// Binding itself refuses unknown names in a map.
		assertThat(names).filteredOn((name) -> name.startsWith("darkswap.") && !name.startsWith(MODULES))
			.allSatisfy((name) -> assertThat(metadata).contains("\"name\": \"" + name + "\""));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linksResolveToFiles(Path page) throws IOException {
		assertThat(LINK.matcher(Files.readString(page)).results().map((link) -> link.group(1)))
			.allSatisfy((link) -> assertThat(page.resolveSibling(link)).exists());
	}

	/** Example classes are in blocks of code, which are skipped. */
	@ParameterizedTest
	@MethodSource("pages")
	void namedTestsExist(Path page) throws IOException {
		Set<String> named = TEST_NAME.matcher(Files.readString(page))
			.results()
			.map((name) -> name.group(1) + ".java")
			.collect(Collectors.toSet());
		assertThat(testFiles()).containsAll(named);
	}

	/** A server that returns a false balance is the one threat without a limit. */
	@Test
	void threatsNameTheTestsThatShowTheirLimits() throws IOException {
		String page = Files.readString(ROOT.resolve("docs/threat-model.md"));
		List<String> threats = THREATS.matcher(page).results().flatMap((table) -> table.group(1).lines()).toList();
		assertThat(threats).hasSizeGreaterThan(20)
			.filteredOn((row) -> !TEST_NAME.matcher(row).find())
			.singleElement()
			.asString()
			.contains("return a false balance");
	}

	private static Set<String> testFiles() throws IOException {
		Set<String> files = new TreeSet<>();
		try (Stream<Path> modules = Files.list(ROOT)) {
			for (Path tests : modules.map((module) -> module.resolve("src/test/java"))
				.filter(Files::isDirectory)
				.toList()) {
				try (Stream<Path> tree = Files.walk(tests)) {
					tree.map((file) -> file.getFileName().toString()).forEach(files::add);
				}
			}
		}
		return files;
	}

	static List<Example> javaExamples() throws IOException {
		return examples("java");
	}

	static List<Example> examplesOfTests() throws IOException {
		return examples("java").stream().filter((example) -> example.text().contains("@Test")).toList();
	}

	static List<Example> yamlExamples() throws IOException {
		return examples("yaml");
	}

	static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			Predicate<Path> isPage = (file) -> file.toString().endsWith(".md");
			return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(isPage)).sorted().toList();
		}
	}

	private static List<Example> examples(String language) throws IOException {
		List<Example> examples = new ArrayList<>();
		for (Path page : pages()) {
			String text = Files.readString(page);
			Matcher block = BLOCK.matcher(text);
			while (block.find()) {
				if (block.group(1).equals(language)) {
					int line = 1 + (int) text.substring(0, block.start()).lines().count();
					examples.add(new Example(page.getFileName() + ":" + line, block.group(2)));
				}
			}
		}
		return examples;
	}

	/** Returns the properties of every module of the starter. */
	private static String metadata() throws IOException {
		StringBuilder metadata = new StringBuilder();
		for (Resource file : new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/spring-configuration-metadata.json")) {
			metadata.append(file.getContentAsString(StandardCharsets.UTF_8));
		}
		return metadata.toString();
	}

	/**
	 * A block of code.
	 *
	 * @param place its page and line
	 * @param text the code
	 */
	record Example(String place, String text) {

		List<PropertySource<?>> asYaml() throws IOException {
			return new YamlPropertySourceLoader().load(this.place,
					new ByteArrayResource(this.text.getBytes(StandardCharsets.UTF_8)));
		}

		@Override
		public String toString() {
			return this.place;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
