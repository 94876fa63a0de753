package io.darkswap.wasm.loader.simd;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.loader.TrapKind;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.WasmFeature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A module may have vectors wherever a value can be.
 */
class VectorModulesTests {

	private static final int LAST_PAGE_END = 65_536;

	private static SharedMemoryWasmLoader loader;

	private static LoadedModule module;

	@BeforeAll
	static void load() {
		loader = new SharedMemoryWasmLoader();
		module = loader.load(TestModules.VECTORS, MemoryOptions.ofModule());
	}

	@AfterAll
	static void close() {
		module.close();
		loader.close();
	}

	@ParameterizedTest
	@CsvSource({ "globals, , 30110", "indirect, 0, 30", "indirect, 1, 22", "several, , 864", "zero, , 0",
			"select, 1, 144", "select, 0, 288", "loop, 3, 12", "branch, 0, 44", "branch, 1, 404", "branch, 2, 4",
			"if, 1, -4", "if, 0, 12", "dead, 1, 5", "dead, 0, 22", "load, 65520, 0" })
	void aFunctionReturnsWhatItReturnsInNode(String export, Integer argument, int expected) {
		long[] arguments = (argument != null) ? new long[] { argument } : new long[0];
		long[] results = module.instantiate().export(export).apply(arguments);
		assertThat((int) results[0]).isEqualTo(expected);
	}

	@Test
	void localsOfAllTypesKeepTheirValues() {
		long[] results = module.instantiate().export("locals").apply(5, Double.doubleToRawLongBits(2.5));
		assertThat(results).containsExactly(70);
	}

	@Test
	void aVectorIsPassedToAnExportAsTwoHalves() {
		Instance instance = module.instantiate();
		assertThat(instance.export("sum").apply(lanes(1, 2), lanes(3, 4))).containsExactly(10);
		assertThat(instance.export("add").apply(lanes(1, 2), lanes(3, -4), 5)).containsExactly(lanes(6, 7),
				lanes(8, 1));
		assertThat(instance.export("recursion").apply(3)).containsExactly(lanes(8, 27), lanes(64, 125));
	}

	@Test
	void aStoreThatDoesNotFitStoresNothing() {
		Instance instance = module.instantiate();
		for (int address : new int[] { LAST_PAGE_END - 15, LAST_PAGE_END - 8, LAST_PAGE_END - 1, LAST_PAGE_END, -1 }) {
			assertThat(trapOf(() -> instance.export("store").apply(address))).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
			assertThat(trapOf(() -> instance.export("load").apply(address))).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
		}
		assertThat(trapOf(() -> instance.export("store_far").apply(0))).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
		assertThat(trapOf(() -> instance.export("store_far").apply(16))).isEqualTo(TrapKind.OUT_OF_BOUNDS_MEMORY);
		assertThat(instance.memory().readBytes(LAST_PAGE_END - 16, 16)).containsOnly(0);
		instance.export("store").apply(LAST_PAGE_END - 16);
		assertThat(instance.memory().readBytes(LAST_PAGE_END - 16, 16)).containsOnly(-1);
	}

	@Test
	void theReportDescribesTheModuleAsItWasWritten() {
		ModuleReport report = module.report();
		assertThat(report.features()).contains(WasmFeature.SIMD, WasmFeature.MULTI_VALUE);
		assertThat(report.unsupported()).isEmpty();
		assertThat(report.exports()).extracting(ModuleReport.Export::toString)
			.contains("function add: (v128, i32) -> (v128)", "global after: mut i32");
		assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 62, 63, 64, 100, 126, 127, 128 })
	void aBlockMayResultInAVectorHoweverManyTypesTheModuleHas(int types) {
		CodeWriter section = new CodeWriter().number(types);
		for (int type = 0; type < types; type++) {
			section.op(0x60, 0, 1, 0x7F);
		}
		CodeWriter body = new CodeWriter().op(0).op(0x02, 0x7B, 0xFD, 12);
		body.raw(new byte[16]).op(0x0B, 0xFD, 27, 0, 0x0B);
		byte[] bytes = new CodeWriter().op(0, 'a', 's', 'm', 1, 0, 0, 0)
			.op(1)
			.sized(section)
			.op(3, 2, 1, 0)
			.op(7, 5, 1, 1, 'f', 0, 0)
			.op(10)
			.sized(new CodeWriter().op(1).sized(body))
			.toByteArray();
		try (SharedMemoryWasmLoader own = loaderOf(bytes);
				LoadedModule many = own.load("test:module", MemoryOptions.ofModule())) {
			assertThat(many.instantiate().export("f").apply()).containsExactly(0);
		}
	}

	@ParameterizedTest
	@CsvSource({ "020801 0161 0176 037b00, imports the vector a.v",
			"0616 01 7b00 fd0c 00000000000000000000000000000000 0b 0705 01 0176 0300, exports the vector v" })
	void aVectorThatIsSharedWithTheHostAsAGlobalIsRefused(String sections, String reason) {
		DarkSwapException refusal = refusalOf("0061736d01000000" + sections);
		assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		assertThat(refusal).hasMessageContaining(reason).hasMessageContaining("two i64");
	}

	@Test
	void vectorsAndGarbageCollectionInOneModuleAreRefused() {
		DarkSwapException refusal = refusalOf("0061736d01000000 0107 02 5f00 60017b00");
		assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		assertThat(refusal).hasMessageContaining("garbage collection").hasMessageContaining("-msimd128");
	}

	@Test
	void aModuleThatIsNotValidIsRefusedAsInvalid() {
		assertThat(refusalOf("0061736d01000000 010401600000 03020100 0a08 01 06 00 4100 fd4d 0b").code())
			.isEqualTo(ErrorCode.MODULE_INVALID);
	}

	private static long lanes(int lower, int upper) {
		return (lower & 0xFFFF_FFFFL) | (long) upper << 32;
	}

	private static TrapKind trapOf(Runnable call) {
		Throwable trap = catchThrowable(call::run);
		assertThat(trap).isNotNull();
		return TrapKind.of(trap);
	}

	private static DarkSwapException refusalOf(String hex) {
		byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
		try (SharedMemoryWasmLoader own = loaderOf(bytes)) {
			DarkSwapException refusal = catchThrowableOfType(DarkSwapException.class,
					() -> own.load("test:module", MemoryOptions.DEFAULT));
			assertThat(refusal).as("refusal").isNotNull();
			return refusal;
		}
	}

	private static SharedMemoryWasmLoader loaderOf(byte[] bytes) {
		return SharedMemoryWasmLoader.builder().resourceOpener((location) -> new ByteArrayInputStream(bytes)).build();
	}

}
