package io.darkswap.wasm.loader.compile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.dylibso.chicory.wasm.Parser;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.RecordedLog;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.loader.fetch.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CompiledClassesDirectoryTests {

	private static final String KEY = "sha-256:EorLPg1QeOoSyrYtVIZx3DmWn3LDMNOmxogNDWtE0Yw=";

	private static final byte[] CLASSES = { 1, 2, 3, 4, 5 };

	/** The first bytes of a class file, before its version. */
	private static final String CLASS_FILE = "\u00CA\u00FE\u00BA\u00BE";

	private static final int I32_ADD = 0x6A;

	private static final int I32_SUB = 0x6B;

	private static final int F32_ADD = 0x92;

	private final Path folder;

	CompiledClassesDirectoryTests(@TempDir Path folder) {
		this.folder = folder;
	}

	@Test
	void keepsTheClassesOfAModuleForTheNextLoader(@TempDir Path others) throws IOException {
		// The kept classes subtract, but the module adds: the result shows which code
		// runs.
		byte[] adds = TestModules.bytes(TestModules.NO_MEMORY);
		keep(classesOf(with(I32_SUB), others), adds, adds);
		try (LoadedModule module = loader(this.folder).load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
			assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(38);
		}
	}

	@Test
	void validatesAModuleBeforeItsClassesAreKeptAndNotAgain(@TempDir Path others) throws IOException {
		// A module that is not valid, as if its classes had been kept: they run.
		byte[] invalid = with(F32_ADD);
		String url = Files.write(others.resolve("invalid.wasm"), invalid).toUri().toString();
		SharedMemoryWasmLoader loader = loader(this.folder);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> loader.load(url, MemoryOptions.DEFAULT))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.MODULE_INVALID));
		keep(classesOf(with(I32_SUB), others), invalid, invalid);
		try (LoadedModule module = loader.load(url, MemoryOptions.DEFAULT)) {
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(38);
		}
	}

	@Test
	void compilesAgainWhenTheModuleWasOnceLoweredToOtherInstructions(@TempDir Path others) throws IOException {
		byte[] adds = TestModules.bytes(TestModules.NO_MEMORY);
		keep(classesOf(with(I32_SUB), others), with(I32_SUB), adds);
		for (int start = 0; start < 2; start++) {
			try (LoadedModule module = loader(this.folder).load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
				assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
			}
			assertThat(new String(new CompiledClassesDirectory(this.folder).get(key(adds)), ISO_8859_1))
				.contains(digest(adds));
		}
	}

	/** Classes of a newer JVM, classes that were cut off, and no classes at all. */
	@Test
	void compilesAgainWhenTheKeptClassesCannotBeUsed(@TempDir Path others) throws IOException {
		byte[] adds = TestModules.bytes(TestModules.NO_MEMORY);
		byte[] classes = classesOf(adds, others);
		byte[] newer = new String(classes, ISO_8859_1).replaceAll(CLASS_FILE + "....", CLASS_FILE + "\0\0\377\377")
			.getBytes(ISO_8859_1);
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		for (byte[] unusable : List.of(newer, Arrays.copyOf(classes, classes.length / 2), CLASSES)) {
			directory.put(key(adds), unusable);
			try (LoadedModule module = loader(this.folder).load(TestModules.NO_MEMORY, MemoryOptions.DEFAULT)) {
				assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
				assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
			}
			assertThat(directory.get(key(adds))).isEqualTo(classes);
		}
	}

	@Test
	void keepsTheClassesOfAModuleWithVectors() throws IOException {
		for (int start = 0; start < 2; start++) {
			try (LoadedModule module = loader(this.folder).load(TestModules.SIMD, MemoryOptions.DEFAULT)) {
				assertThat(module.executionMode()).isEqualTo(ExecutionMode.RUN_TIME);
				assertThat(module.instantiate().export("lane").apply()).containsExactly(4);
			}
			onlyFile();
		}
	}

	@Test
	void compilesAgainWhenAFileIsDamaged() throws IOException {
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
	void compilesAgainWhenAFileIsTruncated() throws IOException {
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
	void returnsNothingForOtherModules() {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		assertThat(directory.get(KEY)).isEqualTo(CLASSES);
		assertThat(directory.get("sha-256:other")).isNull();
	}

	@Test
	void rejectsTheFileOfAnotherModule() throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		Path one = onlyFile();
		byte[] content = Files.readAllBytes(one);
		Files.delete(one);
		directory.put("sha-256:other", CLASSES);
		Files.write(onlyFile(), content);
		assertThat(directory.get("sha-256:other")).isNull();
		assertThat(this.folder.toFile().list()).containsExactly("key");
	}

	@Test
	void showsAFileWholeOrNotAtAll() throws IOException {
		CompiledClassesDirectory writer = new CompiledClassesDirectory(this.folder);
		byte[] large = new byte[4 * 1024 * 1024];
		for (int round = 0; round < 10; round++) {
			List<CompletableFuture<byte[]>> processes = IntStream.range(0, 4)
				.mapToObj((process) -> CompletableFuture.supplyAsync(() -> {
					CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
					directory.put(KEY, large);
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
	@DisabledOnOs(OS.WINDOWS)
	void createsTheDirectoryForItsUserAlone() throws IOException {
		Path directory = this.folder.resolve("a/b");
		new CompiledClassesDirectory(directory).put(KEY, CLASSES);
		assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
		try (Stream<Path> files = Files.list(directory)) {
			assertThat(files).hasSize(2)
				.allSatisfy((file) -> assertThat(Files.getPosixFilePermissions(file))
					.isEqualTo(PosixFilePermissions.fromString("rw-------")));
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "rwxrwxrwx", "rwxrwx---", "rwx----w-" })
	@DisabledOnOs(OS.WINDOWS)
	void refusesADirectoryThatOthersCanWrite(String permissions) throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString(permissions));
		try (RecordedLog log = RecordedLog.of("io.darkswap.wasm.loader")) {
			assertThat(directory.get(KEY)).isNull();
			directory.put("sha-256:other", CLASSES);
			assertThat(log.lines()).hasSize(2).allSatisfy((line) -> assertThat(line).contains("chmod 700"));
		}
		onlyFile();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void refusesAKeyThatOthersCanRead() throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		Files.setPosixFilePermissions(this.folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
		assertThat(directory.get(KEY)).isNull();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void followsNoLinks(@TempDir Path others) throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		Path file = onlyFile();
		Path elsewhere = Files.move(file, others.resolve("elsewhere"));
		Files.createSymbolicLink(file, elsewhere);
		assertThat(directory.get(KEY)).isNull();
		Path link = Files.createSymbolicLink(others.resolve("link"), this.folder);
		new CompiledClassesDirectory(link).put("sha-256:other", CLASSES);
		assertThat(onlyFile()).isEqualTo(file);
	}

	/** A checksum, which anyone can compute, is not enough. */
	@Test
	void takesNothingThatIsNotAuthenticated(@TempDir Path others) throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		CompiledClassesDirectory other = new CompiledClassesDirectory(others);
		other.put(KEY, CLASSES);
		Path forged = others.resolve(onlyFile().getFileName());
		Files.copy(forged, onlyFile(), StandardCopyOption.REPLACE_EXISTING);
		assertThat(directory.get(KEY)).isNull();
	}

	@Test
	void readsNothingThatIsTooLarge() throws IOException {
		CompiledClassesDirectory directory = new CompiledClassesDirectory(this.folder);
		directory.put(KEY, CLASSES);
		try (RandomAccessFile sparse = new RandomAccessFile(onlyFile().toFile(), "rw")) {
			sparse.setLength(CompiledClassesDirectory.MAXIMUM_BYTES + 1);
		}
		assertThat(directory.get(KEY)).isNull();
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

	/** Keep classes for a module, as compiled from what it was parsed as. */
	private void keep(byte[] classes, byte[] parsed, byte[] module) {
		byte[] renamed = new String(classes, ISO_8859_1).replaceFirst("sha-256:[A-Za-z0-9+/=]{44}", digest(parsed))
			.getBytes(ISO_8859_1);
		new CompiledClassesDirectory(this.folder).put(key(module), renamed);
	}

	private static byte[] classesOf(byte[] module, Path folder) throws IOException {
		String url = Files.write(folder.resolve("compiled.wasm"), module).toUri().toString();
		Path cache = folder.resolve("cache");
		loader(cache).preload(url).join();
		return Objects.requireNonNull(new CompiledClassesDirectory(cache).get(key(module)));
	}

	/** Return a module that adds, with another instruction in place of the addition. */
	private static byte[] with(int instruction) {
		byte[] module = TestModules.bytes(TestModules.NO_MEMORY);
		assertThat(module[module.length - 2]).isEqualTo((byte) I32_ADD);
		module[module.length - 2] = (byte) instruction;
		return module;
	}

	private static String key(byte[] module) {
		MessageDigest digest = Sha256.start();
		digest.update(module);
		return Sha256.finish(digest);
	}

	private static String digest(byte[] module) {
		return Parser.builder().withValidation(false).build().parse(() -> new ByteArrayInputStream(module)).digest();
	}

	private Path onlyFile() throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			List<Path> found = files.filter((file) -> file.toString().endsWith(".classes")).toList();
			assertThat(found).hasSize(1);
			return found.get(0);
		}
	}

	private static SharedMemoryWasmLoader loader(Path directory) {
		return SharedMemoryWasmLoader.builder().compileCache(directory).build();
	}

}
