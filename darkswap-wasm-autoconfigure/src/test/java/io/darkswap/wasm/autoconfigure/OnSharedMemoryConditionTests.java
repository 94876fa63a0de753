package io.darkswap.wasm.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Tests for {@link OnSharedMemoryCondition}.
 */
class OnSharedMemoryConditionTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void matchesWhenThisJvmHasAtomicsOutsideTheHeap() {
		ConditionOutcome outcome = OnSharedMemoryCondition.getMatchOutcome(this.environment, () -> true);
		assertThat(outcome.isMatch()).isTrue();
		assertThat(outcome.getMessage()).isEqualTo("DarkSwap shared memory this JVM has atomics outside the heap");
	}

	@Test
	void doesNotMatchWhenThisJvmHasNone() {
		ConditionOutcome outcome = OnSharedMemoryCondition.getMatchOutcome(this.environment, () -> false);
		assertThat(outcome.isMatch()).isFalse();
		assertThat(outcome.getMessage()).isEqualTo("DarkSwap shared memory this JVM has no atomics outside the heap");
	}

	@Test
	void whenSharingIsOffThenDoesNotMatchAndDoesNotProbeTheJvm() {
		this.environment.setProperty("darkswap.wasm.shared", "false");
		ConditionOutcome outcome = OnSharedMemoryCondition.getMatchOutcome(this.environment,
				() -> fail("The JVM was asked"));
		assertThat(outcome.isMatch()).isFalse();
		assertThat(outcome.getMessage()).isEqualTo("DarkSwap shared memory darkswap.wasm.shared is false");
	}

}
