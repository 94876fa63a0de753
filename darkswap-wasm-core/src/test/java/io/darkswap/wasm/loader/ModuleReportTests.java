package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;

import com.dylibso.chicory.wasm.types.ExternalType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.report.ModuleReport;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.loader.report.WasmBytes;
import io.darkswap.wasm.loader.report.WasmFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A feature that the runtime cannot run is found when the module is loaded, by name.
 */
class ModuleReportTests {

	private static final String PREAMBLE = "0061736d01000000";

	/** One function without parameters and results. */
	private static final String FUNCTION = "01040160000003020100";

	@ParameterizedTest
	@CsvSource({
			"fd0c00000000000000000000000000000000fd0c00000000000000000000000000000000fd80021a, RELAXED_SIMD, -mrelaxed-simd",
			"0640190b, LEGACY_EXCEPTIONS, --translate-to-exnref", "06400700180b, LEGACY_EXCEPTIONS, exception",
			"420042004200 4200 fc13 1a1a, WIDE_ARITHMETIC, -mwide-arithmetic", "e000, STACK_SWITCHING, continuations" })
	void anInstructionThatCannotRunIsNamed(String instructions, WasmFeature feature, String remedy) {
		byte[] module = module(FUNCTION + code(instructions.replace(" ", "")));
		DarkSwapException refusal = refusalOf(module);
		assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		assertThat(refusal).hasMessageContaining(feature.toString())
			.hasMessageContaining("first in function 0")
			.hasMessageContaining(remedy);
		assertThat(loaderOf(module).inspect("test:module").unsupported()).contains(feature);
	}

	@ParameterizedTest
	@CsvSource({ "0504010501 02, MEMORY64, memory 0", "050401080110, CUSTOM_PAGE_SIZES, memory 0",
			"02080101610162020401, MEMORY64, import 0" })
	void aTypeThatCannotBeUsedIsNamed(String section, WasmFeature feature, String place) {
		DarkSwapException refusal = refusalOf(module(section.replace(" ", "")));
		assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		assertThat(refusal).hasMessageContaining("uses " + feature).hasMessageContaining("first in " + place);
	}

	@Test
	void aComponentIsNamed() {
		DarkSwapException refusal = refusalOf(HexFormat.of().parseHex("0061736d0d000100"));
		assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_UNSUPPORTED);
		assertThat(refusal).hasMessageContaining("the component model").hasMessageContaining("unbundle");
	}

	@Test
	void bytesAreNeverReadAgainAfterALongSkip() {
		WasmBytes bytes = new WasmBytes(ByteBuffer.allocate(2));
		bytes.next();
		bytes.skip(Long.MAX_VALUE);
		assertThat(bytes.hasMore()).isFalse();
	}

	@Test
	void everyFeatureIsSupportedOrHasARemedy() {
		assertThat(WasmFeature.RELAXED_SIMD.isSupported()).isFalse();
		assertThat(WasmFeature.SIMD.isSupported()).isTrue();
		assertThat(WasmFeature.MULTI_MEMORY.isSupported()).isTrue();
		assertThat(WasmFeature.THREADS.isSupported()).isTrue();
	}

	@Test
	void aReportDescribesAModuleThatIsNotLoaded() {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			ModuleReport report = loader.inspect(TestModules.THREADS);
			assertThat(loader.cacheSize()).isZero();
			assertThat(report.features()).containsExactly(WasmFeature.BULK_MEMORY, WasmFeature.THREADS);
			assertThat(report.unsupported()).isEmpty();
			assertThat(report.imports()).containsExactly(
					new ModuleReport.Import("env", "memory", ExternalType.MEMORY, "2..1024 pages, shared"));
			assertThat(report.exports()).contains(
					new ModuleReport.Export("add", ExternalType.FUNCTION, "(i32, i32) -> (i32)"),
					new ModuleReport.Export("__stack_pointer", ExternalType.GLOBAL, "mut i32"));
			assertThat(report.threadConvention()).isEqualTo(ThreadConvention.LLVM);
			assertThat(report.bytes()).isEqualTo(TestModules.bytes(TestModules.THREADS).length);
		}
	}

	@Test
	void aLoadedModuleHasTheSameReport() {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(TestModules.OWN_IMPORTS, (context) -> null,
						new MemoryOptions(1, 64, true))) {
			assertThat(module.report()).isEqualTo(loader.inspect(TestModules.OWN_IMPORTS));
			assertThat(module.report().imports()).extracting(ModuleReport.Import::type)
				.containsExactly("1..64 pages, shared", "mut i32", "1..8 funcref");
		}
	}

	@ParameterizedTest
	@CsvSource({ TestModules.THREADS + ", LLVM", TestModules.BUNDLED + ", LLVM",
			TestModules.THREADS_WITHOUT_EXPORTS + ", UNKNOWN", TestModules.PASSIVE_A + ", STATELESS" })
	void theConventionOfThreadsIsFound(String url, ThreadConvention convention) {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			assertThat(loader.inspect(url).threadConvention()).isEqualTo(convention);
			try (LoadedModule module = loader.load(url, new MemoryOptions(16, 64, true))) {
				assertThat(module.threadConvention()).isEqualTo(convention);
			}
		}
	}

	private static DarkSwapException refusalOf(byte[] module) {
		DarkSwapException refusal = catchThrowableOfType(DarkSwapException.class,
				() -> loaderOf(module).load("test:module", MemoryOptions.DEFAULT));
		assertThat(refusal).as("refusal").isNotNull();
		return refusal;
	}

	private static SharedMemoryWasmLoader loaderOf(byte[] module) {
		return SharedMemoryWasmLoader.builder()
			.executor(Runnable::run)
			.resourceOpener((location) -> new ByteArrayInputStream(module))
			.build();
	}

	private static byte[] module(String sections) {
		return HexFormat.of().parseHex(PREAMBLE + sections);
	}

	/** A code section with one body of fewer than 120 bytes. */
	private static String code(String instructions) {
		ByteArrayOutputStream section = new ByteArrayOutputStream();
		byte[] body = HexFormat.of().parseHex(instructions);
		section.write(10);
		section.write(body.length + 4);
		section.write(1);
		section.write(body.length + 2);
		section.write(0);
		section.writeBytes(body);
		section.write(0x0B);
		return HexFormat.of().formatHex(section.toByteArray());
	}

}
