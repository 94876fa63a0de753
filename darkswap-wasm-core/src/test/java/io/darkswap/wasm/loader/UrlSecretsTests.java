package io.darkswap.wasm.loader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A module's URL may hold a password or a signature. The server receives them; no message
 * shows them.
 */
class UrlSecretsTests {

	/** Base64 of {@code desk:s3cret}. */
	private static final String CREDENTIALS = "Basic ZGVzazpzM2NyZXQ=";

	private final List<String> received = new CopyOnWriteArrayList<>();

	private HttpModules server;

	private HttpModules other;

	@BeforeEach
	void start() throws IOException {
		this.other = recording(HttpModules.http(), "/module.wasm");
		this.server = recording(HttpModules.http(), "/module.wasm").serve("/text", "not a module".getBytes())
			.serve("/broken", new byte[] { 0, 'a', 's', 'm' })
			.answer("/gone", 404)
			.answer("/error", 500)
			.redirect("/here", "/module.wasm")
			.redirect("/there", this.other.url("/module.wasm"))
			.redirect("/circle", "/circle");
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.other.close();
	}

	@Test
	void userInformationIsSentAsBasicAuthentication() {
		load("/module.wasm");
		assertThat(this.received).containsExactly(CREDENTIALS + " /module.wasm?signature=s3cret");
	}

	@Test
	void userInformationIsSentDecoded() {
		new SharedMemoryWasmLoader().preload(this.server.url("/module.wasm").replace("//", "//desk:s3%63ret@")).join();
		assertThat(this.received).containsExactly(CREDENTIALS + " /module.wasm");
	}

	@Test
	void redirectWithinServerKeepsAuthentication() {
		load("/here");
		assertThat(this.received).containsExactly(CREDENTIALS + " /module.wasm");
	}

	@Test
	void redirectToAnotherServerLosesAuthentication() {
		load("/there");
		assertThat(this.received).containsExactly("null /module.wasm");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/text", "/broken", "/gone", "/error", "/circle", "/with space", "/\u007f" })
	void failureShowsNoSecret(String path) {
		assertThat(stackTrace(failure(url(path)))).doesNotContain("s3cret").contains("***@127.0.0.1");
	}

	@Test
	void failureOfAnInvalidHostShowsNoSecret() {
		DarkSwapException failure = failure("https://desk:s3cret@/module.wasm?s3cret");
		assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
		assertThat(stackTrace(failure)).doesNotContain("s3cret");
	}

	@Test
	void failureOfResourceOpenerShowsNoSecret() {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().resourceOpener((location) -> {
			throw new FileNotFoundException(location);
		}).build();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load("ftp://desk:s3cret@host/module.wasm", MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND);
		assertThat(stackTrace(failure)).doesNotContain("s3cret").contains("ftp://***@host/module.wasm");
	}

	@Test
	void loadedModuleShowsNoSecret() {
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		try (LoadedModule module = loader.load(url("/module.wasm"), MemoryOptions.DEFAULT)) {
			assertThat(module.url()).isEqualTo(this.server.url("/module.wasm").replace("//", "//***@") + "?***");
			assertThat(loader.cachedModules().toString()).doesNotContain("s3cret");
		}
	}

	private static DarkSwapException failure(String url) {
		return catchThrowableOfType(DarkSwapException.class,
				() -> SharedMemoryWasmLoader.builder()
					.loadTimeout(Duration.ofSeconds(10))
					.build()
					.load(url, MemoryOptions.DEFAULT));
	}

	private void load(String path) {
		new SharedMemoryWasmLoader().preload(url(path)).join();
	}

	private String url(String path) {
		return this.server.url(path).replace("//", "//desk:s3cret@") + "?signature=s3cret";
	}

	private HttpModules recording(HttpModules modules, String path) {
		return modules.on(path, (exchange) -> {
			this.received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
			byte[] module = TestModules.bytes(TestModules.NO_MEMORY);
			exchange.sendResponseHeaders(200, module.length);
			exchange.getResponseBody().write(module);
		});
	}

	private static String stackTrace(Throwable failure) {
		StringWriter trace = new StringWriter();
		failure.printStackTrace(new PrintWriter(trace));
		return trace.toString();
	}

}
