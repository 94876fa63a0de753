package io.darkswap.wasm.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link DarkSwapBackgroundPreinitializer}.
 */
class DarkSwapBackgroundPreinitializerTests {

	@Test
	void isFoundBySpringBoot() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
			.hasAtLeastOneElementOfType(DarkSwapBackgroundPreinitializer.class);
	}

	/**
	 * Spring Boot passes over what fails: nobody would see that it had become useless.
	 */
	@Test
	void goesThroughToItsEnd() {
		assertThatNoException().isThrownBy(new DarkSwapBackgroundPreinitializer()::preinitialize);
	}

}
