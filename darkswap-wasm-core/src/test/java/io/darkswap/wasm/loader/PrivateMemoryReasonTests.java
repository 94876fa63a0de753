package io.darkswap.wasm.loader;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the reason that {@link ModuleMemory} reports for private memory.
 */
class PrivateMemoryReasonTests {

	private static final MemoryOptions SHARED = new MemoryOptions(1, 2, true);

	private static final MemoryOptions UNSHARED = new MemoryOptions(1, 2, false);

	@Test
	void isEmptyWhenEverythingAllowsSharing() {
		assertThat(ModuleMemory.privateReason(true, SHARED, Optional.empty())).isEmpty();
	}

	@Test
	void namesThePropertyWhenSharingIsOff() {
		assertThat(ModuleMemory.privateReason(true, UNSHARED, Optional.empty())).hasValue("the option shared is false");
	}

	@Test
	void namesTheFailedProbeFirst() {
		Optional<String> failure = Optional.of("3 of 1000 atomic additions were lost");
		assertThat(ModuleMemory.privateReason(true, SHARED, failure))
			.hasValue("this JVM failed the probe of shared memory: 3 of 1000 atomic additions were lost")
			.isEqualTo(ModuleMemory.privateReason(true, UNSHARED, failure));
	}

	@Test
	void namesTheUnsharedImportOfTheModule() {
		assertThat(ModuleMemory.privateReason(false, SHARED, Optional.of("failure")).orElseThrow())
			.startsWith("the module imports an unshared memory");
	}

}
