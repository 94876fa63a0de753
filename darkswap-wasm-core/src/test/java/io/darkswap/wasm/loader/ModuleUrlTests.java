package io.darkswap.wasm.loader;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.dylibso.chicory.runtime.ImportValues;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The URLs of modules: their forms, and the messages for others.
 */
class ModuleUrlTests {

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@Test
	void mayLackTheLeadingSlash() {
		try (LoadedModule module = this.loader.load("classpath:modules/no-memory.wasm", MemoryOptions.DEFAULT)) {
			assertThat(module.module().exportSection().exportCount()).isOne();
		}
	}

	@Test
	void mayBeOneThatTheResourceOpenerSupports() {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.resourceOpener((location) -> new ByteArrayInputStream(
					TestModules.bytes("classpath:/modules/" + location.substring("test:".length()))))
			.build();
		try (LoadedModule module = loader.load("test:no-memory.wasm", MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo("test:no-memory.wasm");
		}
	}

	@Test
	void mustNameAModule(@TempDir Path folder) {
		for (String url : List.of("classpath:/no-such.wasm", folder.resolve("no-such.wasm").toUri().toString())) {
			assertThatExceptionOfType(DarkSwapException.class)
				.isThrownBy(() -> this.loader.load(url, MemoryOptions.DEFAULT))
				.withMessageContaining("option url")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.MODULE_NOT_FOUND);
		}
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "file:%s/a b/no%%20memory.wasm", "file:%s/a%%20b/no%%2520memory.wasm",
			"file://%s/a b/no%%20memory.wasm", "FILE://localhost%s/a%%20b/no%%20memory.wasm", "%s/a b/no memory.wasm" })
	void mayBeAFileInAnyForm(String form, @TempDir Path folder) throws IOException {
		String url = form.formatted(folder);
		String name = (form.contains("%%2520")) ? "no%20memory.wasm" : "no memory.wasm";
		Path file = Files.createDirectory(folder.resolve("a b")).resolve(name);
		Files.write(file, TestModules.bytes(TestModules.NO_MEMORY));
		this.loader.load(url, MemoryOptions.DEFAULT).close();
	}

	@Test
	void mayBeAFileOfTheWorkingDirectory() {
		this.loader.load("File:src/test/resources/modules/no-memory.wasm", MemoryOptions.DEFAULT).close();
	}

	@Test
	void mayHaveItsSchemeInCapitals() {
		this.loader.load("CLASSPATH:/modules/no-memory.wasm", MemoryOptions.DEFAULT).close();
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "file://server/engine.wasm, 'names the host server: write file:///path'",
			"file://engine.wasm, 'names the host engine.wasm: write file:///path'",
			"file:/100%.wasm, write %25 for the character itself", "file:/%ff.wasm, not UTF-8",
			"http://127.0.0.1:99999/engine.wasm, names no valid port: it is from 1 to 65535",
			"https://127.0.0.1:0/engine.wasm, names no valid port", "file:, names no file",
			"engine.wasm, and is no absolute path", "'', is blank" })
	void namesTheValidForm(String url, String message) {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.loader.load(url, MemoryOptions.DEFAULT))
			.withMessageContaining(message)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@Test
	void mustBeGiven() {
		SharedMemoryWasmLoader loader = this.loader;
		for (ThrowingCallable call : List.<ThrowingCallable>of(() -> loader.load(null, MemoryOptions.DEFAULT),
				() -> loader.load(TestModules.NO_MEMORY, null), () -> loader.preload(null), () -> loader.isCached(null),
				() -> loader.load(TestModules.NO_MEMORY, (ImportValues) null, MemoryOptions.DEFAULT),
				() -> loader.load(TestModules.NO_MEMORY, (ModuleImports) null, MemoryOptions.DEFAULT))) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
				.withMessageContaining("null was given")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}
	}

	@Test
	void mustHaveAKnownScheme() {
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.loader.load("gopher:engine.wasm", MemoryOptions.DEFAULT))
			.withMessageContaining("option url")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

}
