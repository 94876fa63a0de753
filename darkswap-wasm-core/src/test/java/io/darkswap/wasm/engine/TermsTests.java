package io.darkswap.wasm.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The names in the table of terms exist. */
class TermsTests {

	private static final Path ROOT = Path.of("..");

	private static final Path DOCS = ROOT.resolve("docs");

	private static final Pattern NAME = Pattern.compile("`([^`(]+)(?:\\(\\.\\.\\))?`");

	private static final List<String[]> ROWS = rows();

	@Test
	void namesOfTheApiAreInItsClasses() {
		String api = sources(Path.of("src", "main", "java", "io", "darkswap", "wasm"));
		assertThat(names(2)).isNotEmpty().allSatisfy((name) -> {
			for (String part : name.split("\\.")) {
				assertThat(containsWord(api, part)).as(name).isTrue();
			}
		});
	}

	@Test
	void namesOfTheEngineAreInItsHeader() {
		String header = read(ROOT.resolve("darkswap-engine/include/darkswap_abi.h"));
		assertThat(names(3)).isNotEmpty().allSatisfy((name) -> {
			String[] field = name.split("\\.");
			String written = (field.length == 2) ? "(?:FIELD|ARRAY)\\(%s, [^,]+, %s, ".formatted(field[0], field[1])
					: "\\b%s\\b|DARKSWAP_RECORD\\(%s,".formatted(name, name.replaceFirst("^darkswap_", ""));
			assertThat(Pattern.compile(written).matcher(header).find()).as(name).isTrue();
		});
	}

	@Test
	void propertiesAndMetricsAreDocumented() {
		String documented = read(DOCS.resolve("configuration.md")) + read(DOCS.resolve("actuator.md"));
		assertThat(names(4)).isNotEmpty().allSatisfy((name) -> assertThat(documented).contains(name + "`"));
	}

	private static List<String> names(int column) {
		return ROWS.stream()
			.flatMap((row) -> NAME.matcher(row[column]).results().map((found) -> found.group(1)))
			.toList();
	}

	private static List<String[]> rows() {
		return read(DOCS.resolve("terms.md")).lines()
			.filter((line) -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| term"))
			.map((line) -> line.split(" ?\\| ?", -1))
			.toList();
	}

	private static boolean containsWord(String text, String word) {
		return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
	}

	private static String sources(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(TermsTests::read)
				.collect(Collectors.joining());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
