package io.darkswap.wasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A failure names the option that mends it, by the option's own name: the core knows no
 * properties of an application.
 */
class FailureOptionTests {

	/** Not the packages of the core, which begin with io. */
	private static final Pattern PROPERTY = Pattern.compile("(?<!io\\.)darkswap\\.(wasm|wallet|chain)\\.");

	@ParameterizedTest
	@MethodSource
	void aRefusedValueNamesItsOption(String option, Runnable refused) {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, refused::run);
		assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThat(failure.option()).hasValue(option);
		assertThat(failure).hasMessageStartingWith("The option " + option + " is ");
	}

	static List<Arguments> aRefusedValueNamesItsOption() {
		SharedMemoryWasmLoader.Builder loader = SharedMemoryWasmLoader.builder();
		return List.of(refused("initial", () -> new MemoryOptions(0, 1, true)),
				refused("maximum", () -> new MemoryOptions(16, 15, true)),
				refused("maximum", () -> new MemoryOptions(16, 40_000, true)),
				refused("max-module-size", () -> loader.maximumModuleSize(0)),
				refused("load-timeout", () -> loader.loadTimeout(Duration.ZERO)),
				refused("compile-timeout", () -> loader.compileTimeout(Duration.ZERO)),
				refused("sha256", () -> loader.sha256("file:/module.wasm", "abc")),
				refused("url", () -> new SharedMemoryWasmLoader().load("ftp://example.org/module.wasm",
						MemoryOptions.DEFAULT)));
	}

	private static Arguments refused(String option, Runnable refused) {
		return Arguments.of(option, refused);
	}

	@Test
	void aFailedLoadNamesItsOptionToEachWaitingThread() {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> new SharedMemoryWasmLoader().load("file:/no/such.wasm", MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND);
		assertThat(failure.option()).hasValue("url");
	}

	@Test
	void noClassNamesAProperty() throws Exception {
		URI classes = DarkSwapClient.class.getProtectionDomain().getCodeSource().getLocation().toURI();
		try (Stream<Path> files = Files.walk(Path.of(classes))) {
			List<Path> all = files.filter((file) -> file.toString().endsWith(".class")).toList();
			assertThat(all).hasSizeGreaterThan(100)
				.allSatisfy((file) -> assertThat(text(file)).doesNotContainPattern(PROPERTY));
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
