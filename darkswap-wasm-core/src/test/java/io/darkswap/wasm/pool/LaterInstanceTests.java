package io.darkswap.wasm.pool;

import java.time.Duration;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The state of an instance that is created over a memory in use. */
class LaterInstanceTests {

	private static final MemoryOptions MEMORY = new MemoryOptions(1, 64, true);

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void theFirstInstanceWritesTheModulesData() {
		try (LoadedModule module = this.loader.load(TestModules.ACTIVE_DATA, MEMORY)) {
			assertThat(module.instantiate().export("read").apply()).containsExactly(7);
		}
	}

	@ParameterizedTest(name = "shared: {0}")
	@ValueSource(booleans = { true, false })
	void aLaterInstanceLeavesTheMemoryUnchanged(boolean shared) {
		try (LoadedModule module = this.loader.load(TestModules.ACTIVE_DATA, new MemoryOptions(1, 64, shared))) {
			module.instantiate().export("write").apply(42);
			assertThat(module.instantiate().export("read").apply()).containsExactly(42);
		}
	}

	@Test
	void aReplacementInAPoolLeavesTheMemoryUnchanged() {
		try (LoadedModule module = this.loader.load(TestModules.ACTIVE_DATA, MEMORY);
				InstancePool<Instance> pool = new InstancePool<>(module, 1, Duration.ofSeconds(5), (made) -> made)) {
			try (PooledInstance<Instance> lease = pool.borrow()) {
				lease.value().export("write").apply(42);
				lease.discard();
			}
			try (PooledInstance<Instance> lease = pool.borrow()) {
				assertThat(lease.value().export("read").apply()).containsExactly(42);
			}
		}
	}

	@Test
	void anInstanceDoesNotSeeTheGrowthOfAnothersTable() {
		try (LoadedModule module = this.loader.load(TestModules.GROWING_TABLE, MEMORY)) {
			Instance grown = module.instantiate();
			assertThat(grown.export("grow").apply(10)).containsExactly(2);
			assertThat(grown.export("size").apply()).containsExactly(12);
			assertThat(module.instantiate().export("size").apply()).containsExactly(2);
		}
	}

	@Test
	void anInstanceOfALaterLoadDoesNotSeeTheGrowthOfATable() {
		try (LoadedModule module = this.loader.load(TestModules.GROWING_TABLE, MEMORY)) {
			module.instantiate().export("grow").apply(98);
		}
		try (LoadedModule module = this.loader.load(TestModules.GROWING_TABLE, MEMORY)) {
			assertThat(module.instantiate().export("grow").apply(98)).containsExactly(2);
		}
	}

}
