package io.darkswap.wasm.loader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.darkswap.wasm.loader.FailedLoads.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Modules of servers that are slow, lavish, or answer otherwise than with the module. A
 * failure leaves the cache unchanged, and the next load retries it.
 */
@Timeout(60)
class HostileServerTests {

	private static final byte[] GOOD = TestModules.bytes(TestModules.NO_MEMORY);

	private static final byte[] LARGER = TestModules.bytes(TestModules.THREADS);

	private static final String PATH = "/engine.wasm";

	private HttpModules server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpModules.http().serve(PATH, GOOD);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void truncatedByAServerThatHangsUp() {
		this.server.on("/hangs-up.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, GOOD.length);
			exchange.getResponseBody().write(GOOD, 0, 20);
			exchange.getResponseBody().flush();
		});
		assertFails(this.server, "/hangs-up.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_TRUNCATED,
				"breaks off after 20 bytes");
	}

	@Test
	void oversizedAsTheServerDeclares() {
		this.server.serve("/larger.wasm", LARGER);
		assertFails(this.server, "/larger.wasm", small(), ErrorCode.MODULE_TOO_LARGE,
				"option max-module-size, which is 100 bytes");
	}

	@Test
	void oversizedWithoutDeclaringIt() {
		this.server.on("/chunked.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(LARGER);
		});
		assertFails(this.server, "/chunked.wasm", small(), ErrorCode.MODULE_TOO_LARGE, "option max-module-size");
	}

	@Test
	void oversizedWithoutEnd() {
		CountDownLatch refused = new CountDownLatch(1);
		this.server.on("/endless.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			// A module, then a custom section of 1 GiB.
			out.write(GOOD, 0, 8);
			out.write(new byte[] { 0, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4 });
			byte[] chunk = new byte[64 * 1024];
			try {
				for (int i = 0; i < 16 * 1024; i++) {
					out.write(chunk);
				}
			}
			catch (IOException ex) {
				refused.countDown();
				throw ex;
			}
		});
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().maximumModuleSize(1024 * 1024).build();
		assertFails(this.server, "/endless.wasm", loader, ErrorCode.MODULE_TOO_LARGE, "option max-module-size");
		assertThat(awaited(refused)).as("the server's response was refused").isTrue();
	}

	@Test
	void drippingByteByByte() {
		this.server.on("/drips.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			CountDownLatch never = new CountDownLatch(1);
			for (byte next : GOOD) {
				exchange.getResponseBody().write(next);
				exchange.getResponseBody().flush();
				await(never, 100);
			}
		});
		assertFailsInTime("/drips.wasm");
	}

	@Test
	void silentAfterTheHead() {
		CountDownLatch never = new CountDownLatch(1);
		this.server.on("/silent.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, GOOD.length);
			exchange.getResponseBody().write(GOOD, 0, 10);
			exchange.getResponseBody().flush();
			await(never, 30_000);
		});
		assertFailsInTime("/silent.wasm");
	}

	@Test
	void silentFromTheStart() {
		CountDownLatch never = new CountDownLatch(1);
		this.server.on("/mute.wasm", (exchange) -> await(never, 30_000));
		assertFailsInTime("/mute.wasm");
	}

	@Test
	void unknownToTheServer() {
		this.server.answer("/unknown.wasm", 404);
		assertFails(this.server, "/unknown.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_NOT_FOUND,
				"option url");
	}

	@Test
	void refusedByTheServer() {
		this.server.answer("/refused.wasm", 503);
		assertFails(this.server, "/refused.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_UNREADABLE, "503");
	}

	@Test
	void unreachable() throws IOException {
		int port;
		try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, () -> new SharedMemoryWasmLoader()
			.load("http://127.0.0.1:%d/engine.wasm".formatted(port), MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_UNREADABLE);
		assertThat(failure).hasMessageContaining("no connection to 127.0.0.1:" + port);
	}

	@Test
	void redirectedIsFollowed() {
		this.server.redirect("/moved.wasm", PATH);
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		loader.preload(this.server.url("/moved.wasm")).join();
		assertThat(loader.isCached(this.server.url("/moved.wasm"))).isTrue();
	}

	@Test
	void redirectedFromHttpsToHttpIsNot() throws IOException {
		try (HttpModules secure = HttpModules.https()) {
			secure.serve("/direct.wasm", GOOD)
				.redirect("/within.wasm", "/direct.wasm")
				.redirect("/downgraded.wasm", this.server.url(PATH));
			SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
				.sslContext(HttpModules.sslContext())
				.build();
			loader.preload(secure.url("/direct.wasm")).join();
			loader.preload(secure.url("/within.wasm")).join();
			DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
					() -> loader.load(secure.url("/downgraded.wasm"), MemoryOptions.DEFAULT));
			assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_UNREADABLE);
			assertThat(failure).hasMessageContaining("redirects from https to http");
			assertThat(this.server.requests()).isZero();
		}
	}

	@Test
	void redirectedIsNotFollowedWhereThatIsSwitchedOff() {
		this.server.redirect("/moved.wasm", PATH);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().followRedirects(false).build();
		assertFails(this.server, "/moved.wasm", loader, ErrorCode.MODULE_UNREADABLE, "redirects are not followed");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "gzip", "x-gzip", "GZIP", "deflate", "identity", "gzip, identity" })
	void encodedByTheServerIsDecoded(String encoding) throws IOException {
		serveEncoded(encoding, GOOD);
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		try (LoadedModule module = loader.load(this.server.url("/encoded.wasm"), MemoryOptions.DEFAULT)) {
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
			assertThat(module.sha256()).isEqualTo(sha256(GOOD));
		}
	}

	@Test
	void oversizedOnceDecoded() throws IOException {
		byte[] large = Arrays.copyOf(GOOD, 100_000);
		serveEncoded("gzip", large);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().maximumModuleSize(10_000).build();
		assertFails(this.server, "/encoded.wasm", loader, ErrorCode.MODULE_TOO_LARGE,
				"max-module-size, which is 10000 bytes");
	}

	@Test
	void encodedInAnUnknownWay() throws IOException {
		serveEncoded("br", GOOD);
		assertFails(this.server, "/encoded.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_UNREADABLE,
				"encodes it as br");
	}

	@Test
	void encodedByNameOnly() {
		this.server.on("/encoded.wasm", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Encoding", "gzip");
			exchange.sendResponseHeaders(200, GOOD.length);
			exchange.getResponseBody().write(GOOD);
		});
		assertFails(this.server, "/encoded.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_UNREADABLE, "GZIP");
	}

	/** Not even in the warning that the cache would log. */
	@Test
	void isReportedToItsCallerAlone() {
		this.server.answer("/unknown.wasm", 404);
		List<String> logged = new CopyOnWriteArrayList<>();
		Logger logger = Logger.getLogger("com.github.benmanes.caffeine");
		Handler handler = new Handler() {

			@Override
			public void publish(LogRecord record) {
				logged.add(record.getMessage());
			}

			@Override
			public void flush() {
			}

			@Override
			public void close() {
			}

		};
		logger.addHandler(handler);
		try {
			assertFails(this.server, "/unknown.wasm", new SharedMemoryWasmLoader(), ErrorCode.MODULE_NOT_FOUND,
					"no module");
			assertThat(logged).isEmpty();
		}
		finally {
			logger.removeHandler(handler);
		}
	}

	private void serveEncoded(String encoding, byte[] bytes) throws IOException {
		ByteArrayOutputStream encoded = new ByteArrayOutputStream();
		try (OutputStream out = switch (encoding.toLowerCase(Locale.ROOT).split(",")[0]) {
			case "gzip", "x-gzip" -> new GZIPOutputStream(encoded);
			case "deflate" -> new DeflaterOutputStream(encoded);
			default -> encoded;
		}) {
			out.write(bytes);
		}
		this.server.on("/encoded.wasm", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Encoding", encoding);
			exchange.sendResponseHeaders(200, encoded.size());
			exchange.getResponseBody().write(encoded.toByteArray());
		});
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertFailsInTime(String path) {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().loadTimeout(Duration.ofMillis(300)).build();
		Duration taken = assertFails(this.server, path, loader, ErrorCode.MODULE_TIMED_OUT,
				"option load-timeout, which is 300 ms");
		assertThat(taken).isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
	}

	private static SharedMemoryWasmLoader small() {
		return SharedMemoryWasmLoader.builder().maximumModuleSize(100).build();
	}

	private static void await(CountDownLatch latch, long millis) {
		try {
			latch.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean awaited(CountDownLatch latch) {
		await(latch, 10_000);
		return latch.getCount() == 0;
	}

}
