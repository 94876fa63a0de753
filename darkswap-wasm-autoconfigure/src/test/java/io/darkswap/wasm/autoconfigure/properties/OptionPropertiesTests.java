package io.darkswap.wasm.autoconfigure.properties;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OptionProperties}.
 */
class OptionPropertiesTests {

	private static final Pattern OPTION = Pattern.compile("[Tt]he option ([a-z][a-z0-9-]*[a-z0-9])");

	private static final List<String> METADATA = contents("classpath*:META-INF/spring-configuration-metadata.json",
			StandardCharsets.UTF_8);

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					The option maximum is 8 pages, below the option initial | darkswap.wasm.maximum is 8 pages, below darkswap.wasm.initial
					set the option esplora.url, or more                     | set darkswap.chain.esplora.url, or more
					correct the option url                                  | correct darkswap.wasm.url
					The option sign-orders is on                            | darkswap.wallet.sign-orders is on
					There is no order                                       | There is no order
					""")
	void aTextNamesPropertiesInPlaceOfOptions(String text, String named) {
		assertThat(OptionProperties.named(text)).isEqualTo(named);
	}

	@Test
	void aFailureKeepsEverythingButItsWords() {
		DarkSwapException failure = new DarkSwapException(ErrorCode.MODULE_NOT_FOUND, "Correct the option url",
				new IOException(), "url");
		DarkSwapException named = OptionProperties.named(failure);
		assertThat(named).hasMessage("Correct darkswap.wasm.url").hasCause(failure.getCause());
		assertThat(named.code()).isEqualTo(failure.code());
		assertThat(named.option()).isEqualTo(failure.option());
		assertThat(named.getStackTrace()).isEqualTo(failure.getStackTrace());
	}

	@Test
	void everyOptionThatTheCoreWritesIsAProperty() {
		Set<String> options = optionsOfTheCore();
		assertThat(options).contains("maximum", "instances", "load-timeout", "sha256");
		assertThat(options).allSatisfy(OptionPropertiesTests::assertIsProperty);
	}

	@ParameterizedTest
	@ValueSource(strings = { "esplora.url", "ord.url", "alkanes.url", "closed-order-history", "trade-history",
			"maximum-expiry", "call-timeout", "stop-after", "sweep-interval", "event-queue-capacity", "initial",
			"max-module-size", "load-timeout", "compile-timeout", "sign-orders" })
	void everyRefusedOptionIsAProperty(String option) {
		assertIsProperty(option);
	}

	private static void assertIsProperty(String option) {
		assertThat(METADATA).anySatisfy(
				(metadata) -> assertThat(metadata).contains("\"name\": \"" + OptionProperties.property(option) + "\""));
	}

	private static List<String> contents(String pattern, Charset charset) {
		try {
			List<String> contents = new ArrayList<>();
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
				contents.add(file.getContentAsString(charset));
			}
			return contents;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> optionsOfTheCore() {
		return contents("classpath*:io/darkswap/wasm/**/*.class", StandardCharsets.ISO_8859_1).stream()
			.filter((text) -> !text.contains("io/darkswap/wasm/autoconfigure/"))
			.flatMap((text) -> OPTION.matcher(text).results())
			.map((option) -> option.group(1))
			.collect(Collectors.toSet());
	}

}
