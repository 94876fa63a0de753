package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.darkswap.wasm.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The loader counts how the functions of a module are run.
 */
class CompilationTests {

	/** A JVM method of some 2,000 bytes, of some 12,000, and of more than 64 KiB. */
	private static final int SMALL = 500;

	private static final int HUGE = 3_000;

	private static final int TOO_LARGE = 20_000;

	@Test
	void ofAnOrdinaryModuleIsComplete() {
		assertThat(compilationOf(loader(SMALL))).isEqualTo(new Compilation(1, 0, 0))
			.satisfies((compilation) -> assertThat(compilation.isComplete()).isTrue());
	}

	@Test
	void countsFunctionsThatHotSpotDoesNotCompile() {
		assertThat(compilationOf(loader(HUGE))).isEqualTo(new Compilation(1, 0, 1))
			.satisfies((compilation) -> assertThat(compilation.isComplete()).isFalse());
	}

	@Test
	void countsFunctionsThatAreInterpreted() {
		assertThat(compilationOf(loader(TOO_LARGE))).isEqualTo(new Compilation(0, 1, 0));
	}

	@Test
	void countsEveryFunctionOfAModule() {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
				LoadedModule module = loader.load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(loader.cachedModules()).singleElement()
				.extracting(CachedModule::compilation)
				.isEqualTo(new Compilation(module.report().functions(), 0, 0));
		}
	}

	@Test
	void countsTheSameInClassesThatWereCompiledBefore(@TempDir Path directory) {
		for (int size : new int[] { HUGE, TOO_LARGE }) {
			Compilation first = compilationOf(builder(size).compileCache(directory).build());
			assertThat(compilationOf(builder(size).compileCache(directory).build())).isEqualTo(first);
		}
	}

	@Test
	void isLoggedInOneLineWithTheRemedy() {
		Logger logger = (Logger) LoggerFactory.getLogger("io.darkswap.wasm.loader");
		logger.setLevel(Level.INFO);
		try (RecordedLog log = RecordedLog.of("io.darkswap.wasm.loader")) {
			compilationOf(loader(HUGE));
			assertThat(log.lines()).singleElement()
				.asString()
				.startsWith("INFO Compiled 1 function(s) of test:module")
				.contains("-XX:-DontCompileHugeMethods");
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void withInterpretedFunctionsIsWarnedOf() {
		try (RecordedLog log = RecordedLog.of("io.darkswap.wasm.loader")) {
			compilationOf(loader(TOO_LARGE));
			assertThat(log.lines()).anySatisfy((line) -> assertThat(line)
				.startsWith("WARN 1 of 1 function(s) of test:module run in the interpreter"));
		}
	}

	private static Compilation compilationOf(SharedMemoryWasmLoader loader) {
		try (loader) {
			loader.preload("test:module").join();
			return loader.cachedModules().get(0).compilation();
		}
	}

	private static SharedMemoryWasmLoader loader(int additions) {
		return builder(additions).build();
	}

	private static SharedMemoryWasmLoader.Builder builder(int additions) {
		byte[] module = TestModules.additions(additions);
		return SharedMemoryWasmLoader.builder().resourceOpener((location) -> new ByteArrayInputStream(module));
	}

}
