package io.darkswap.wasm.autoconfigure.properties;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MemorySize}.
 */
class MemorySizeTests {

	private static final String PROPERTY = "darkswap.wasm.maximum";

	@ParameterizedTest
	@CsvSource({ "0, 0", "256, 256", "64KB, 1", "64kb, 1", "64KiB, 1", "16MB, 256", "16mb, 256", "16 MiB, 256",
			"1GB, 16384", "' 16 ', 16" })
	void aNumberIsPagesAndAUnitMakesItASize(String value, int pages) {
		assertThat(MemorySize.pages(PROPERTY, value)).isEqualTo(pages);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2GB", "2048MB", "2097152KB", "3GB" })
	void aSizeAboveTheLimitOfTheJvmIsRefusedWithTheLargestSize(String value) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> MemorySize.pages(PROPERTY, value))
			.satisfies((failure) -> assertThat(failure.getReason())
				.isEqualTo("A memory has at most 32767 pages of 64 KiB, which are 2097088KB, just under 2GB."));
		assertThat(MemorySize.pages(PROPERTY, "2097088KB")).isEqualTo(32767);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "1.5MB", "MB", "16TB", "16 pages", "1KB", "65537B", "1,2", "99999999999",
			"99999999999GB" })
	void anythingElseIsRefusedByTheNameOfTheProperty(String value) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> MemorySize.pages(PROPERTY, value))
			.satisfies((failure) -> {
				assertThat(failure.getName()).isEqualTo(PROPERTY);
				assertThat(failure.getValue()).isEqualTo(value);
			});
	}

}
