package io.darkswap.wasm.loader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.dylibso.chicory.wasm.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CompiledClassesDirectoryTests {

	private static final String KEY = "sha-256:EorLPg1QeOoSyrYtVIZx3DmWn3LDMNOmxogNDWtE0Yw=";

	private static final byte[] CLASSES = { 1, 2, 3, 4, 5 };

	private final Path folder;

	CompiledClassesDirectoryTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void keepsTheClassesOfAModuleForTheNextLoader(@TempDir Path others) throws IOException {
		// The classes of a module that subtracts, kept for one that adds, give away whose
		// run.
		byte[] adds = TestModules.bytes(TestModules.NO_MEMORY);
		byte[] subtracts = adds.clone();
		assertThat(subtracts[subtracts.length - 2]).isEqualTo((byte) 0x6A);
		subtracts[subtracts.length - 2] = 0x6B;
		String url = Files.write(others.resolve("subtracts.wasm"), subtracts).toUri().toString();
		loader(this.folder).preload(url).join();
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.putIfAbsent(key(adds), Objects.requireNonNull(directory.get(key(subtracts))));
		try (LoadedModule module = loader(this.folder).load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(38);
		}
	}

	@Test
	void compilesAnewWhatIsDamaged() throws IOException {
		load();
		byte[] written = Files.readAllBytes(onlyFile());
		for (int position : List.of(0, 31, 32, written.length / 2, written.length - 1)) {
			byte[] damaged = written.clone();
			damaged[position] ^= 1;
			Files.write(onlyFile(), damaged);
			load();
			assertThat(onlyFile()).hasSize(written.length);
			assertThat(new CompiledClassesDirectory(this.folder).get(key(TestModules.bytes(TestModules.THREADS))))
				.isNotNull();
		}
	}

	@Test
	void compilesAnewWhatBreaksOff() throws IOException {
		load();
		byte[] written = Files.readAllBytes(onlyFile());
		for (int length : List.of(0, 1, 32, written.length - 1)) {
			Files.write(onlyFile(), Arrays.copyOf(written, length));
			load();
			assertThat(new CompiledClassesDirectory(this.folder).get(key(TestModules.bytes(TestModules.THREADS))))
				.isNotNull();
		}
	}

	@Test
	void knowsNothingOfOtherModules() {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.putIfAbsent(KEY, CLASSES);
		assertThat(directory.get(KEY)).isEqualTo(CLASSES);
		assertThat(directory.get("sha-256:other")).isNull();
	}

	@Test
	void doesNotTakeTheFileOfAnotherModule() throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.putIfAbsent(KEY, CLASSES);
		Path one = onlyFile();
		byte[] content = Files.readAllBytes(one);
		Files.delete(one);
		directory.putIfAbsent("sha-256:other", CLASSES);
		Files.write(onlyFile(), content);
		assertThat(directory.get("sha-256:other")).isNull();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void showsAFileWholeOrNotAtAll() throws IOException {
		CompiledClassesDirectory writer = new CompiledClassesDirectory(this.folder);
		byte[] large = new byte[4 * 1024 * 1024];
		for (int round = 0; round < 10; round++) {
			List<CompletableFuture<byte[]>> processes = IntStream.range(0, 4)
				.mapToObj((process) -> CompletableFuture.supplyAsync(() -> {
					CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
					directory.putIfAbsent(KEY, large);
					return directory.get(KEY);
				}))
				.toList();
			processes.forEach((process) -> assertThat(process.join()).isEqualTo(large));
			assertThat(writer.get(KEY)).isEqualTo(large);
			Files.delete(onlyFile());
		}
	}

	@Test
	void loadsTheModuleEvenIfItCannotKeepTheClasses() throws IOException {
		Path file = Files.write(this.folder.resolve("file"), new byte[1]);
		try (LoadedModule module = loader(file).load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
		}
		assertThat(file).hasSize(1);
	}

	@Test
	void keepsNothingOfTheBundledEngine() {
		loader(this.folder).preload(TestModules.BUNDLED).join();
		assertThat(this.folder).isEmptyDirectory();
	}

	private void load() {
		try (LoadedModule module = loader(this.folder).load(TestModules.THREADS, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	private static String key(byte[] module) {
		return Parser.parse(module).digest();
	}

	private Path onlyFile() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			List<Path> found = files.toList();
			assertThat(found).hasSize(1);
			return found.get(0);
		}
	}

	private static SharedMemoryWasmLoader loader(Path directory) {
		return SharedMemoryWasmLoader.builder().compileCache(directory).build();
	}

}
