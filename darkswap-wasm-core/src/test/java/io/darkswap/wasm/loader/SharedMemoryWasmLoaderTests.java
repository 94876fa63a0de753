package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TrapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.darkswap.wasm.loader.FailedLoads.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedMemoryWasmLoaderTests {

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void thisJvmSupportsSharedMemory() {
		assertThat(SharedMemoryWasmLoader.isSharedBufferSupported()).isTrue();
		assertThat(SharedMemoryWasmLoader.isAtomicsSupported()).isTrue();
		assertThat(SharedMemoryWasmLoader.isSharedMemorySupported()).isTrue();
	}

	@Test
	void theBundledEngineRunsAsClassesOfTheBuild() {
		try (LoadedModule module = this.loader.load(TestModules.BUNDLED, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
			assertThat(module.sharedMemory()).isTrue();
			assertThat(module.privateMemoryReason()).isEmpty();
			assertThat(module.instantiate().export("darkswap_abi_version").apply()).hasSize(1);
		}
	}

	@Test
	void theBundledEngineIsRecognizedByItsBytesNotByItsUrl(@TempDir Path folder) throws IOException {
		Path copy = Files.write(folder.resolve("copy.wasm"), TestModules.bytes(TestModules.BUNDLED));
		try (LoadedModule module = this.loader.load(copy.toUri().toString(), MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
		}
	}

	@Test
	void aFileMayBeNamedRelativeToTheWorkingDirectory() {
		String url = "file:src/main/resources/darkswap-wasm/darkswap_wasm_bg.wasm";
		try (LoadedModule module = this.loader.load(url, MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo(url);
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.BUILD_TIME);
		}
	}

	@Test
	void anyOtherModuleIsCompiledWhenItIsLoaded() {
		try (LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	@Test
	void aModuleThatCannotBeCompiledIsInterpreted() {
		SharedMemoryWasmLoader huge = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(TestModules.additions(20_000)))
			.build();
		try (LoadedModule module = huge.load("test:huge", MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.INTERPRETED);
			assertThat(module.instantiate().export("add").apply(2)).containsExactly(20_002);
		}
	}

	@Test
	void theDigestIsThatOfTheBytes() throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(TestModules.bytes(TestModules.THREADS));
		try (LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo(TestModules.THREADS);
			assertThat(module.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
		}
	}

	@Test
	void aClosedModuleCreatesNoInstances() {
		LoadedModule module = this.loader.load(TestModules.THREADS, MemoryOptions.DEFAULT);
		module.close();
		module.close();
		assertThatFails(module::instantiate).isEqualTo(ErrorCode.NOT_INITIALIZED);
	}

	@Test
	void anExportedStartIsNotCalledByItself() {
		SharedMemoryWasmLoader trapping = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(TestModules.exportedStart()))
			.build();
		try (LoadedModule module = trapping.load("test:start", MemoryOptions.DEFAULT)) {
			assertThatExceptionOfType(TrapException.class).isThrownBy(module.instantiate().export("_start")::apply);
		}
	}

	@Test
	void aModuleWhoseStartFunctionTrapsFailsToInitialize() {
		try (LoadedModule module = this.loader.load(TestModules.TRAP_AT_START, MemoryOptions.DEFAULT)) {
			assertThatFails(module::instantiate).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
			assertThatFails(module::instantiate).isEqualTo(ErrorCode.INITIALIZATION_FAILED);
		}
	}

	@Nested
	class TheCache {

		@Test
		void keepsLoadedModules() {
			SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
			assertThat(loader.isCached(TestModules.THREADS)).isFalse();
			loader.preload(TestModules.THREADS).join();
			assertThat(loader.isCached(TestModules.THREADS)).isTrue();
			assertThat(loader.cacheSize()).isOne();
			loader.clearCache();
			assertThat(loader.isCached(TestModules.THREADS)).isFalse();
			assertThat(loader.cacheSize()).isZero();
		}

		@Test
		void mayBeClearedUnderALiveModule() {
			SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
			try (LoadedModule module = loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
				Instance before = module.instantiate();
				loader.clearCache();
				before.export("count").apply(5);
				assertThat(module.instantiate().export("count").apply(1)).containsExactly(6);
			}
		}

	}

}
