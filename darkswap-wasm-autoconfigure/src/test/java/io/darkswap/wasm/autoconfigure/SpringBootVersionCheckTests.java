package io.darkswap.wasm.autoconfigure;

import io.darkswap.wasm.DarkSwapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.context.ApplicationContextInitializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpringBootVersionCheck}.
 */
class SpringBootVersionCheckTests {

	@ParameterizedTest
	@ValueSource(strings = { "3.5.7", "3.0.0-M1", "2.7.18" })
	void earlierVersionsAreRefusedInOneSentence(String version) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> SpringBootVersionCheck.check(version))
			.withMessage(
					"DarkSwap needs Spring Boot 4.0 or later, but this application runs on Spring Boot " + version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "4.0.0", "4.1.2", "4.2.0-SNAPSHOT", "10.0.0" })
	void laterVersionsAreAccepted(String version) {
		assertThatNoException().isThrownBy(() -> SpringBootVersionCheck.check(version));
	}

	@Test
	void everyApplicationIsChecked() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationContextInitializer.class))
			.hasAtLeastOneElementOfType(SpringBootVersionCheck.class);
	}

}
