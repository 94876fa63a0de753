package io.darkswap.wasm.wallet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Files that killed processes leave, and files that must stay. */
class NativeLibraryTests {

	private static final String LIBRARY = "secp256k1-007d55e5-b955-48c0-a39f-f49c7853ec3b-libsecp256k1-jni.so";

	private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { LIBRARY, "secp256k1-007d55e5-b955-48c0-a39f-f49c7853ec3b-libsecp256k1-jni.dylib",
			"secp256k1-007d55e5-b955-48c0-a39f-f49c7853ec3b-secp256k1-jni.dll" })
	void oldLibrariesAreDeletedWithTheirLocks(String library) throws IOException {
		createHoursAgo(2, library, library + ".lck");
		NativeLibrary.deleteLeftovers(this.directory, NOW);
		assertThat(files()).isEmpty();
	}

	@Test
	void anOldLockWithoutALibraryIsDeleted() throws IOException {
		createHoursAgo(2, LIBRARY + ".lck");
		NativeLibrary.deleteLeftovers(this.directory, NOW);
		assertThat(files()).isEmpty();
	}

	@Test
	void aLibraryThatMayBeAboutToBeLoadedStays() throws IOException {
		createHoursAgo(0, LIBRARY, LIBRARY + ".lck");
		NativeLibrary.deleteLeftovers(this.directory, NOW);
		assertThat(files()).containsExactlyInAnyOrder(LIBRARY, LIBRARY + ".lck");
	}

	@Test
	void otherFilesStay() throws IOException {
		String[] others = { "secp256k1-notes.txt", "secp256k1-notes.txt.lck", "other-" + LIBRARY + ".lck",
				LIBRARY + ".lck.lck" };
		createHoursAgo(2, others);
		NativeLibrary.deleteLeftovers(this.directory, NOW);
		assertThat(files()).containsExactlyInAnyOrder(others);
	}

	@Test
	void aLibraryThatCannotBeDeletedKeepsItsLock() throws IOException {
		createHoursAgo(2, LIBRARY + ".lck");
		Files.createDirectories(this.directory.resolve(LIBRARY).resolve("not-empty"));
		NativeLibrary.deleteLeftovers(this.directory, NOW);
		assertThat(files()).containsExactlyInAnyOrder(LIBRARY, LIBRARY + ".lck");
	}

	@Test
	void aMissingDirectoryIsNoFailure() {
		assertThatCode(() -> NativeLibrary.deleteLeftovers(this.directory.resolve("missing"), NOW))
			.doesNotThrowAnyException();
	}

	private void createHoursAgo(int hours, String... names) throws IOException {
		for (String name : names) {
			Path file = Files.createFile(this.directory.resolve(name));
			Files.setLastModifiedTime(file, FileTime.from(NOW.minus(hours, ChronoUnit.HOURS).minusSeconds(1)));
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
