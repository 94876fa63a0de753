package io.darkswap.wasm.loader;

import java.util.List;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.darkswap.wasm.loader.FailedLoads.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The memory of a loaded module: whose it is, and how large.
 */
class LoadedMemoryTests {

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void isOneForAllInstancesOfASharedModule() {
		try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			Instance one = module.instantiate();
			Instance other = module.instantiate();
			one.export("count").apply(1000);
			assertThat(other.export("count").apply(1)).containsExactly(1001);
			module.memory().writeI32(0, 77);
			assertThat(one.memory().readInt(0)).isEqualTo(77).isEqualTo(other.memory().readInt(0));
			assertThat(one.memory().grow(1)).isEqualTo(16);
			assertThat(other.memory().pages()).isEqualTo(17).isEqualTo(module.memory().pages());
		}
	}

	@Test
	void isSeparateForEachLoad() {
		try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.DEFAULT);
				LoadedModule again = load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			module.instantiate().export("count").apply(1000);
			assertThat(again.instantiate().export("count").apply(1)).containsExactly(1);
		}
	}

	@Test
	void isPrivateWhenSharingIsOff() {
		try (LoadedModule module = load(TestModules.THREADS, new MemoryOptions(16, 256, false))) {
			assertThat(module.sharedMemory()).isFalse();
			assertThat(module.privateMemoryReason()).hasValue("the option shared is false");
			assertThat(module.instantiate().export("count").apply(3)).containsExactly(3);
		}
	}

	@Test
	void isPrivateWhenTheModuleDefinesIt() {
		try (LoadedModule module = load(TestModules.OWN_MEMORY, MemoryOptions.DEFAULT)) {
			assertThat(module.sharedMemory()).isFalse();
			assertThat(module.privateMemoryReason())
				.hasValueSatisfying((reason) -> assertThat(reason).contains("own memory"));
			Instance instance = module.instantiate();
			assertThat(instance.memory()).isSameAs(module.memory());
			assertThat(module.memory().readString(16, 3)).isEqualTo("own");
			assertThat(instance.export("grow").apply(6)).containsExactly(2);
			assertThat(instance.export("grow").apply(1)).containsExactly(-1);
		}
	}

	@Test
	void isNewForEachInstanceWhenTheModuleDefinesIt() {
		try (LoadedModule module = load(TestModules.OWN_MEMORY, MemoryOptions.DEFAULT)) {
			module.instantiate().export("store").apply(16, 'O');
			assertThat(module.instantiate().export("load").apply(16)).containsExactly('o');
		}
	}

	@Test
	void isPrivateWhenTheModuleImportsAnUnsharedOne() {
		try (LoadedModule module = load(TestModules.UNSHARED_IMPORT, new MemoryOptions(1, 64, true))) {
			assertThat(module.sharedMemory()).isFalse();
			assertThat(module.privateMemoryReason())
				.hasValueSatisfying((reason) -> assertThat(reason).contains("unshared"));
			module.memory().writeI32(8, 77);
			assertThat(module.instantiate().export("load").apply(8)).containsExactly(77);
		}
	}

	@Test
	void isEmptyWhenTheModuleHasNone() {
		try (LoadedModule module = load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
			assertThat(module.memory().pages()).isZero();
			assertThat(module.sharedMemory()).isFalse();
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	@Test
	void mayBelongToTheCallerWhoKeepsIt() {
		Memory given = new ByteArrayMemory(new MemoryLimits(4, 64, true));
		ImportValues imports = ImportValues.builder().addMemory(new ImportMemory("env", "memory", given)).build();
		try (LoadedModule module = this.loader.load(TestModules.THREADS, imports, MemoryOptions.DEFAULT)) {
			module.instantiate();
			assertThat(module.memory()).isSameAs(given);
			assertThat(module.sharedMemory()).isTrue();
		}
	}

	@Test
	void hasAnyNameAmongOtherImports() {
		HostFunction twice = new HostFunction("host", "double",
				FunctionType.of(List.of(ValType.I32), List.of(ValType.I32)),
				(instance, args) -> new long[] { args[0] * 2 });
		ImportValues imports = ImportValues.builder().addFunction(twice).build();
		try (LoadedModule module = this.loader.load(TestModules.HOST_FUNCTION, imports,
				new MemoryOptions(1, 64, true))) {
			assertThat(module.sharedMemory()).isTrue();
			assertThat(module.instantiate().export("quadruple").apply(3)).containsExactly(12);
		}
	}

	@Test
	void mayHaveTheModulesOwnLimits() {
		try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.ofModule());
				LoadedModule own = load(TestModules.OWN_MEMORY, MemoryOptions.ofModule())) {
			assertThat(module.memory().pages()).isEqualTo(2);
			assertThat(module.memory().maximumPages()).isEqualTo(1024);
			assertThat(module.sharedMemory()).isTrue();
			assertThat(own.memory().maximumPages()).isEqualTo(8);
		}
	}

	@Test
	void mayHaveTheModulesLimitsWithASmallerMaximum() {
		try (LoadedModule module = load(TestModules.THREADS, MemoryOptions.ofModule(100))) {
			assertThat(module.memory().pages()).isEqualTo(2);
			assertThat(module.memory().maximumPages()).isEqualTo(100);
		}
		assertThatFails(() -> load(TestModules.THREADS, MemoryOptions.ofModule(1)))
			.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
		assertThatFails(() -> MemoryOptions.ofModule(0)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@CsvSource({ "1, 1024, true, 'has 1 pages, but the module needs at least 2'",
			"2, 1025, true, 'may grow to 1025 pages, but the module allows at most 1024'",
			"2, 1024, false, 'is not shared, but the module imports a shared memory'" })
	void mustFitTheImportWhenTheCallerSuppliesIt(int initial, int maximum, boolean shared, String message) {
		Memory given = new ByteArrayMemory(new MemoryLimits(initial, maximum, shared));
		ImportValues imports = ImportValues.builder().addMemory(new ImportMemory("env", "memory", given)).build();
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.loader.load(TestModules.THREADS, imports, MemoryOptions.DEFAULT))
			.withMessageContaining("that was given as env.memory " + message)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
	}

	@Test
	void startsWithTheModulesMinimumWhenLessIsConfigured() {
		try (LoadedModule module = load(TestModules.THREADS, new MemoryOptions(1, 256, true))) {
			assertThat(module.memory().pages()).isEqualTo(2);
		}
	}

	@Test
	void mustNotOutgrowTheImport() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> load(TestModules.THREADS, new MemoryOptions(16, 1025, true)))
			.withMessageContaining("option maximum")
			.withMessageContaining("1024")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
	}

	@Test
	void mustHoldTheImportsMinimum() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> load(TestModules.THREADS, new MemoryOptions(1, 1, true)))
			.withMessageContaining("option maximum")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
	}

	@Test
	void mustHoldTheMinimumOfTheModulesOwnMemory() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> load(TestModules.OWN_MEMORY, new MemoryOptions(1, 1, true)))
			.withMessageContaining("option maximum")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
	}

	private LoadedModule load(String url, MemoryOptions options) {
		return this.loader.load(url, options);
	}

}
