package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.List;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.FunctionType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.loader.TrapKind;
import io.darkswap.wasm.loader.WasmTrapException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Every failure of a call is one exception of this library, and the instance is not lent
 * again.
 */
@Timeout(60)
class TrapTests {

	private static final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@ParameterizedTest
	@CsvSource({ "unreachable, UNREACHABLE", "load, OUT_OF_BOUNDS_MEMORY", "fill, OUT_OF_BOUNDS_MEMORY",
			"atomic, UNALIGNED_ATOMIC", "divide, DIVIDE_BY_ZERO", "overflow, INTEGER_OVERFLOW",
			"truncate, INVALID_CONVERSION", "type, INDIRECT_CALL_TYPE", "empty, NULL_REFERENCE",
			"outside, OUT_OF_BOUNDS_TABLE", "recurse, STACK_EXHAUSTED", "host, HOST_FUNCTION" })
	void hasItsKind(String export, TrapKind kind) {
		try (LoadedModule module = load(new IllegalStateException("the host failed"));
				InstancePool<Instance> pool = pool(module)) {
			Instance trapped;
			try (PooledInstance<Instance> lease = pool.borrow()) {
				trapped = lease.instance();
				WasmTrapException trap = catchThrowableOfType(WasmTrapException.class,
						() -> lease.call((instance) -> instance.export(export).apply()));
				assertThat(trap).isNotNull();
				assertThat(trap.kind()).as(trap.getMessage()).isEqualTo(kind);
				assertThat(trap.code()).isEqualTo(ErrorCode.ENGINE_TRAPPED);
			}
			try (PooledInstance<Instance> lease = pool.borrow()) {
				assertThat(lease.instance()).isNotSameAs(trapped);
			}
		}
	}

	@Test
	void ofAHostFunctionWithAnErrorDiscardsTheInstance() {
		try (LoadedModule module = load(new NoClassDefFoundError("missing"));
				InstancePool<Instance> pool = pool(module);
				PooledInstance<Instance> lease = pool.borrow()) {
			WasmTrapException trap = catchThrowableOfType(WasmTrapException.class,
					() -> lease.call((instance) -> instance.export("host").apply()));
			assertThat(trap).hasCauseInstanceOf(NoClassDefFoundError.class);
			assertThat(lease.hasInstance()).isFalse();
		}
	}

	@Test
	void ofAHostFunctionWithAnExceptionOfThisLibraryIsThrownUnchanged() {
		DarkSwapException failure = DarkSwapException.invalidArgument("The host refuses it");
		try (LoadedModule module = load(failure);
				InstancePool<Instance> pool = pool(module);
				PooledInstance<Instance> lease = pool.borrow()) {
			assertThat(catchThrowableOfType(DarkSwapException.class,
					() -> lease.call((instance) -> instance.export("host").apply())))
				.isSameAs(failure);
			assertThat(lease.hasInstance()).isFalse();
		}
	}

	private static InstancePool<Instance> pool(LoadedModule module) {
		return new InstancePool<>(module, 1, Duration.ofSeconds(1), (instance) -> instance);
	}

	private static LoadedModule load(Throwable failure) {
		ImportFunction fail = new ImportFunction("host", "fail", FunctionType.of(List.of(), List.of()),
				(instance, arguments) -> {
					throw TrapTests.<RuntimeException>sneaky(failure);
				});
		return loader.load(TestModules.TRAPS, ImportValues.builder().addFunction(fail).build(),
				new MemoryOptions(1, 1, true));
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

}
