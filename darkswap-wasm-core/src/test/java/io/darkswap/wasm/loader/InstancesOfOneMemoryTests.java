package io.darkswap.wasm.loader;

import java.util.List;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.memory.SharedLinearMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Instances over one memory share it and nothing else, as the workers of a page do.
 */
@Timeout(60)
class InstancesOfOneMemoryTests {

	private static final MemoryOptions SMALL = new MemoryOptions(1, 4, true);

	private static final int NULL = -1;

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void haveEachMemoryOfTheirModuleByItsIndex() {
		try (LoadedModule module = this.loader.load(TestModules.TWO_MEMORIES, SMALL)) {
			Instance one = module.instantiate();
			Instance other = module.instantiate();
			int own = call(one, "load_own", 0);
			call(one, "store_shared", 0, 7);
			call(one, "store_own", 0, 8);
			assertThat(call(one, "load_shared", 0)).isEqualTo(7);
			assertThat(call(one, "load_own", 0)).isEqualTo(8);
			assertThat(call(other, "load_shared", 0)).isEqualTo(7);
			assertThat(call(other, "load_own", 0)).isEqualTo(own).isEqualTo(0x6E776F);
			assertThat(call(one, "pages_own")).isOne();
		}
	}

	@Test
	void initialiseMemoryFromTheirOwnSegments() {
		SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));
		ImportValues imports = ImportValues.builder().addMemory(new ImportMemory("env", "memory", memory)).build();
		try (LoadedModule a = this.loader.load(TestModules.PASSIVE_A, imports, SMALL);
				LoadedModule b = this.loader.load(TestModules.PASSIVE_B, imports, SMALL)) {
			Instance ofA = a.instantiate();
			Instance ofB = b.instantiate();
			call(ofB, "init", 4);
			call(ofB, "drop");
			call(ofA, "init", 0);
			assertThat(memory.readString(0, 8)).isEqualTo("aaaabbbb");
			assertThat(call(ofB, "load", 0)).isEqualTo(0x61616161);
		}
		finally {
			memory.close();
		}
	}

	@Test
	void haveTablesAndGlobalsOfTheirOwn() {
		GlobalInstance counter = new GlobalInstance(Value.i32(10), MutabilityType.Var);
		TableInstance table = new TableInstance(new Table(ValType.FuncRef, new TableLimits(1, 8)), NULL);
		ImportValues imports = ImportValues.builder()
			.addGlobal(new ImportGlobal("env", "counter", counter))
			.addTable(new ImportTable("env", "table", table))
			.build();
		try (LoadedModule module = this.loader.load(TestModules.OWN_IMPORTS, imports, SMALL)) {
			Instance one = module.instantiate();
			assertThat(call(one, "count")).isEqualTo(11);
			call(one, "fill");
			Instance other = module.instantiate();
			assertThat(call(other, "is_empty")).isOne();
			assertThat(call(other, "count")).isEqualTo(11);
			assertThat(call(one, "call")).isEqualTo(42);
			assertThat(counter.getValue()).as("the given global, which the first instance uses").isEqualTo(11);
		}
	}

	@Test
	void mayHaveImportsCreatedForEach() {
		ModuleImports imports = (context) -> ImportValues.builder()
			.addGlobal(new ImportGlobal("env", "counter",
					new GlobalInstance(Value.i32(100 * context.thread()), MutabilityType.Var)))
			.addTable(new ImportTable("env", "table",
					new TableInstance(new Table(ValType.FuncRef, new TableLimits(1, 8)), NULL)))
			.build();
		try (LoadedModule module = this.loader.load(TestModules.OWN_IMPORTS, imports, SMALL)) {
			assertThat(call(module.instantiate(), "count")).isEqualTo(1);
			assertThat(call(module.instantiate(), "count")).isEqualTo(101);
			assertThat(module.sharedMemory()).isTrue();
		}
	}

	@Test
	void areRefusedAMemoryOfTheirOwn() {
		SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));
		ModuleImports imports = (
				context) -> ImportValues.builder().addMemory(new ImportMemory("env", "memory", memory)).build();
		try (LoadedModule module = this.loader.load(TestModules.PASSIVE_A, imports, SMALL)) {
			DarkSwapException refusal = catchThrowableOfType(DarkSwapException.class, module::instantiate);
			assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_IMPORTS_REFUSED);
			assertThat(refusal).hasMessageContaining("give it to load(..)");
		}
		finally {
			memory.close();
		}
	}

	@Test
	void areRefusedWithoutTheImportsThatAreCreatedForEach() {
		try (LoadedModule module = this.loader.load(TestModules.OWN_IMPORTS, (context) -> ImportValues.empty(),
				SMALL)) {
			DarkSwapException refusal = catchThrowableOfType(DarkSwapException.class, module::instantiate);
			assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_IMPORTS_REFUSED);
			assertThat(refusal).hasMessageContaining("global env.counter");
		}
	}

	@Test
	void areRefusedOnceAHostFunctionFailedInTheFirstStart() {
		IllegalStateException failure = new IllegalStateException("the host is not ready");
		SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));
		ImportFunction call = new ImportFunction("host", "call", FunctionType.of(List.of(), List.of()),
				(instance, arguments) -> {
					throw failure;
				});
		ImportValues imports = ImportValues.builder()
			.addFunction(call)
			.addMemory(new ImportMemory("env", "memory", memory))
			.build();
		try (LoadedModule module = this.loader.load(TestModules.HOST_AT_START, imports, SMALL);
				LoadedModule another = this.loader.load(TestModules.PASSIVE_A, imports, SMALL)) {
			WasmTrapException first = catchThrowableOfType(WasmTrapException.class, module::instantiate);
			assertThat(first.code()).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
			assertThat(first.kind()).isEqualTo(TrapKind.HOST_FUNCTION);
			assertThat(first).hasCause(failure);
			assertThat(memory.readInt(0)).isOne();
			for (LoadedModule later : List.of(module, another)) {
				assertThat(catchThrowableOfType(DarkSwapException.class, later::instantiate))
					.hasMessageContaining("with a new memory")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.INITIALIZATION_FAILED);
			}
		}
		finally {
			memory.close();
		}
	}

	private static int call(Instance instance, String export, long... arguments) {
		long[] results = instance.export(export).apply(arguments);
		return (results != null && results.length > 0) ? (int) results[0] : 0;
	}

}
