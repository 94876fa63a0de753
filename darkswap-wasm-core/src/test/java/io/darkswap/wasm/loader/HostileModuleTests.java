package io.darkswap.wasm.loader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The failure of each hostile module. Each leaves the cache unchanged, and the next load
 * retries it.
 */
@Timeout(60)
class HostileModuleTests {

	private static final byte[] GOOD = TestModules.bytes(TestModules.NO_MEMORY);

	private static final byte[] LARGER = TestModules.bytes(TestModules.THREADS);

	private static final String PATH = "/engine.wasm";

	private static final String OTHER_DIGEST = "0".repeat(64);

	private volatile byte[] body = GOOD;

	private HttpModules server;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpModules.http().on(PATH, (exchange) -> {
			byte[] bytes = this.body;
			exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
			exchange.getResponseBody().write(bytes);
		});
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void truncatedInTheMiddleOfTheFile() {
		this.body = Arrays.copyOf(GOOD, GOOD.length - 3);
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), ErrorCode.MODULE_TRUNCATED, "breaks off after 38 bytes");
	}

	@Test
	void truncatedToNothing() {
		this.body = new byte[0];
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), ErrorCode.MODULE_TRUNCATED, "breaks off after 0 bytes");
	}

	@Test
	void truncatedByAServerThatHangsUp() {
		this.server.on("/hangs-up.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, GOOD.length);
			exchange.getResponseBody().write(GOOD, 0, 20);
			exchange.getResponseBody().flush();
		});
		assertFails(new SharedMemoryWasmLoader(), "/hangs-up.wasm", ErrorCode.MODULE_TRUNCATED,
				"breaks off after 20 bytes");
	}

	@Test
	void oversizedAsTheServerDeclares() {
		this.body = LARGER;
		assertFails(small(), PATH, ErrorCode.MODULE_TOO_LARGE, "option max-module-size, which is 100 bytes");
	}

	@Test
	void oversizedWithoutDeclaringIt() {
		this.server.on("/chunked.wasm", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(LARGER);
		});
		assertFails(small(), "/chunked.wasm", ErrorCode.MODULE_TOO_LARGE, "option max-module-size");
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
		assertFails(loader, "/endless.wasm", ErrorCode.MODULE_TOO_LARGE, "option max-module-size");
		assertThat(awaited(refused)).as("the server's response was refused").isTrue();
	}

	@Test
	void exactlyAsLargeAsAllowed() {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().maximumModuleSize(GOOD.length).build();
		loader.preload(this.server.url(PATH)).join();
		assertThat(loader.isCached(this.server.url(PATH))).isTrue();
	}

	@Test
	void ofAnotherDigestThanThePinned() {
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.sha256(this.server.url(PATH), OTHER_DIGEST)
			.build();
		assertFails(loader, PATH, ErrorCode.MODULE_DIGEST_MISMATCH, "option sha256 pins " + OTHER_DIGEST);
	}

	@Test
	void ofAnotherDigestThanPinnedAlthoughItIsCached() {
		AsyncCache<String, CachedModule> cache = Caffeine.newBuilder().buildAsync();
		SharedMemoryWasmLoader.builder().cache(cache).build().preload(this.server.url(PATH)).join();
		SharedMemoryWasmLoader strict = SharedMemoryWasmLoader.builder()
			.cache(cache)
			.sha256(this.server.url(PATH), OTHER_DIGEST)
			.build();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> strict.load(this.server.url(PATH), MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_DIGEST_MISMATCH);
	}

	@Test
	void ofAnotherDigestThanThePinnedIsNotParsed() {
		byte[] wrong = GOOD.clone();
		wrong[wrong.length - 2] = 0x7C;
		this.body = wrong;
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.sha256(this.server.url(PATH), OTHER_DIGEST)
			.build();
		assertFails(loader, PATH, ErrorCode.MODULE_DIGEST_MISMATCH, OTHER_DIGEST);
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "types, 1 types, above the 0 of ModuleLimits.types",
			"functions, 1 functions, above the 0 of ModuleLimits.functions",
			"locals, 'a function of 5 locals, above the 4 of ModuleLimits.locals'",
			"bodyBytes, 'a function of 9 bytes, above the 8 of ModuleLimits.bodyBytes'",
			"codeBytes, 'bytes of code, above the 8 of ModuleLimits.codeBytes'" })
	void aboveALimit(String limit, String message) {
		this.body = WITH_LOCALS;
		ModuleLimits limits = switch (limit) {
			case "types" -> new ModuleLimits(0, 10, 10, 100, 100);
			case "functions" -> new ModuleLimits(10, 0, 10, 100, 100);
			case "locals" -> new ModuleLimits(10, 10, 4, 100, 100);
			case "bodyBytes" -> new ModuleLimits(10, 10, 10, 8, 100);
			default -> new ModuleLimits(10, 10, 10, 100, 8);
		};
		assertRefused(SharedMemoryWasmLoader.builder().limits(limits).build(), ErrorCode.MODULE_TOO_LARGE, message);
	}

	@Test
	void atEveryLimitIsLoaded() {
		this.body = WITH_LOCALS;
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.limits(new ModuleLimits(1, 1, 5, 9, 100))
			.build();
		loader.preload(this.server.url(PATH)).join();
	}

	/** 4 billion locals in 5 bytes. */
	@Test
	void claimingMoreLocalsThanAnyFunctionHas() {
		this.body = module("0103010060000001", "03020100", "0a0a0108" + "01ffffffff0f7f" + "0b");
		assertFails(new SharedMemoryWasmLoader(), PATH, ErrorCode.MODULE_TOO_LARGE, "4294967295 locals");
	}

	@Test
	void withMoreExportsThanAnyModuleHas() {
		this.body = manyExports(100_001);
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		assertFails(loader, PATH, ErrorCode.MODULE_TOO_LARGE, "100001 parts of the kind export");
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.inspect(this.server.url(PATH)));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_TOO_LARGE);
	}

	@Test
	void aboveALimitIsNotInspected() {
		this.body = WITH_LOCALS;
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder()
			.limits(new ModuleLimits(0, 10, 10, 100, 100))
			.build();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.inspect(this.server.url(PATH)));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_TOO_LARGE);
	}

	@Test
	void compilingForTooLong() {
		this.body = manyFunctions(20_000);
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().compileTimeout(Duration.ofMillis(1)).build();
		assertRefused(loader, ErrorCode.MODULE_TIMED_OUT, "compile-timeout, which is 1 ms");
	}

	@Test
	void ofThePinnedDigest() throws Exception {
		String digest = HexFormat.of().withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(GOOD));
		SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().sha256(this.server.url(PATH), digest).build();
		loader.preload(this.server.url(PATH)).join();
		assertThat(loader.isCached(this.server.url(PATH))).isTrue();
	}

	@Test
	void notWebAssembly() {
		this.body = "<!doctype html><title>Not found</title>".getBytes();
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), ErrorCode.MODULE_NOT_WASM, "does not start with \\0asm");
	}

	@Test
	void invalidInItsCode() {
		byte[] wrong = GOOD.clone();
		// i32.add becomes i64.add, which finds no i64 operands.
		assertThat(wrong[wrong.length - 2]).isEqualTo((byte) 0x6A);
		wrong[wrong.length - 2] = 0x7C;
		this.body = wrong;
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), ErrorCode.MODULE_INVALID, "not valid WebAssembly");
	}

	@Test
	void invalidForItsVersion() {
		byte[] component = GOOD.clone();
		component[4] = 0x0D;
		this.body = component;
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), ErrorCode.MODULE_INVALID, "version");
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource({ "types, MODULE_TOO_LARGE", "parameters, MODULE_INVALID", "table, MODULE_INVALID",
			"large-table, MODULE_INVALID" })
	void claimingMoreThanAnyJvmHolds(String claim, ErrorCode code) {
		this.body = claiming(claim);
		assertFailsAndIsRetried(new SharedMemoryWasmLoader(), code, "");
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "ff", "01ffffffff0f", "0001000003616263", "0103ffffff", "01050100ffffff7f" })
	void damagedOnlyInItsNamesIsLoaded(String names) {
		this.body = withSection("name", HexFormat.of().parseHex(names));
		try (LoadedModule module = new SharedMemoryWasmLoader().load(this.server.url(PATH), MemoryOptions.DEFAULT)) {
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	@Test
	void importHungry() {
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load(TestModules.IMPORT_HUNGRY, new MemoryOptions(1, 64, true)));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_IMPORTS_REFUSED);
		assertThat(failure).hasMessageContaining("imports 2 thing(s)")
			.hasMessageContaining("function wasi_snapshot_preview1.proc_exit");
		assertThat(loader.isCached(TestModules.IMPORT_HUNGRY)).isFalse();
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
		assertFails(new SharedMemoryWasmLoader(), "/unknown.wasm", ErrorCode.MODULE_NOT_FOUND, "option url");
	}

	@Test
	void refusedByTheServer() {
		this.server.answer("/refused.wasm", 503);
		assertFails(new SharedMemoryWasmLoader(), "/refused.wasm", ErrorCode.MODULE_UNREADABLE, "503");
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
	void aRelativeFileThatDoesNotExist() {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> new SharedMemoryWasmLoader().load("file:no/such.wasm", MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND);
		assertThat(failure).hasMessageContaining(Path.of("no/such.wasm").toAbsolutePath().toString());
	}

	@Test
	void aFolder(@TempDir Path folder) throws IOException {
		String url = Files.createDirectory(folder.resolve("engine.wasm")).toUri().toString();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> new SharedMemoryWasmLoader().load(url, MemoryOptions.DEFAULT));
		assertThat(failure.code()).isEqualTo(ErrorCode.MODULE_UNREADABLE);
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
		assertFails(loader, "/moved.wasm", ErrorCode.MODULE_UNREADABLE, "redirects are not followed");
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
		assertFails(loader, "/encoded.wasm", ErrorCode.MODULE_TOO_LARGE, "max-module-size, which is 10000 bytes");
	}

	@Test
	void encodedInAnUnknownWay() throws IOException {
		serveEncoded("br", GOOD);
		assertFails(new SharedMemoryWasmLoader(), "/encoded.wasm", ErrorCode.MODULE_UNREADABLE, "encodes it as br");
	}

	@Test
	void encodedByNameOnly() {
		this.server.on("/encoded.wasm", (exchange) -> {
			exchange.getResponseHeaders().add("Content-Encoding", "gzip");
			exchange.sendResponseHeaders(200, GOOD.length);
			exchange.getResponseBody().write(GOOD);
		});
		assertFails(new SharedMemoryWasmLoader(), "/encoded.wasm", ErrorCode.MODULE_UNREADABLE, "GZIP");
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
			assertFails(new SharedMemoryWasmLoader(), "/unknown.wasm", ErrorCode.MODULE_NOT_FOUND, "no module");
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
		long start = System.nanoTime();
		assertFails(loader, path, ErrorCode.MODULE_TIMED_OUT, "option load-timeout, which is 300 ms");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300),
				Duration.ofSeconds(3));
	}

	private void assertFailsAndIsRetried(SharedMemoryWasmLoader loader, ErrorCode code, String message) {
		assertFails(loader, PATH, code, message);
		this.body = GOOD;
		try (LoadedModule module = loader.load(this.server.url(PATH), MemoryOptions.DEFAULT)) {
			assertThat(module.instantiate().export("add").apply(40, 2)).containsExactly(42);
		}
	}

	private void assertRefused(SharedMemoryWasmLoader loader, ErrorCode code, String message) {
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load(this.server.url(PATH), MemoryOptions.DEFAULT));
		assertThat(failure).isNotNull().hasMessageContaining(message);
		assertThat(failure.code()).isEqualTo(code);
		assertThat(loader.cacheSize()).isZero();
	}

	private void assertFails(SharedMemoryWasmLoader loader, String path, ErrorCode code, String message) {
		String url = this.server.url(path);
		loader.preload(TestModules.NO_MEMORY).join();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
				() -> loader.load(url, MemoryOptions.DEFAULT));
		assertThat(failure).isNotNull();
		assertThat(failure.code()).as(failure.getMessage()).isEqualTo(code);
		assertThat(failure).hasMessageContaining(url).hasMessageContaining(message);
		assertThat(loader.isCached(url)).isFalse();
		assertThat(loader.isCached(TestModules.NO_MEMORY)).isTrue();
		assertThat(loader.cacheSize()).isOne();
		int requests = this.server.requests();
		assertThat(catchThrowableOfType(DarkSwapException.class, () -> loader.load(url, MemoryOptions.DEFAULT)).code())
			.isEqualTo(code);
		assertThat(this.server.requests()).as("retried").isGreaterThan(requests);
	}

	private static SharedMemoryWasmLoader small() {
		return SharedMemoryWasmLoader.builder().maximumModuleSize(100).build();
	}

	/** One function without parameters or a result, with two groups of locals. */
	private static final byte[] WITH_LOCALS = module("01040160" + "0000", "03020100",
			"0a0b0109" + "02027f037e" + "4100" + "1a0b");

	/** A header and some sections. */
	private static byte[] module(String... sections) {
		return HexFormat.of().parseHex("0061736d01000000" + String.join("", sections));
	}

	/** Functions that do nothing, all of one type. */
	private static byte[] manyFunctions(int count) {
		ByteArrayOutputStream module = new ByteArrayOutputStream();
		module.writeBytes(module("010401600000"));
		module.write(3);
		writeNumber(module, count + 3);
		writeNumber(module, count);
		module.writeBytes(new byte[count]);
		module.write(10);
		writeNumber(module, 3 * count + 3);
		writeNumber(module, count);
		for (int function = 0; function < count; function++) {
			module.writeBytes(new byte[] { 2, 0, 0x0B });
		}
		return module.toByteArray();
	}

	/** Exports of one function, each under the empty name. */
	private static byte[] manyExports(int count) {
		ByteArrayOutputStream module = new ByteArrayOutputStream();
		module.writeBytes(module("010401600000", "03020100"));
		module.write(7);
		writeNumber(module, 3 * count + 3);
		writeNumber(module, count);
		module.writeBytes(new byte[3 * count]);
		return module.toByteArray();
	}

	/** In three bytes, however small it is. */
	private static void writeNumber(ByteArrayOutputStream module, int number) {
		module.writeBytes(new byte[] { (byte) (number | 0x80), (byte) (number >> 7 | 0x80), (byte) (number >> 14) });
	}

	private static byte[] withSection(String name, byte[] content) {
		ByteArrayOutputStream module = new ByteArrayOutputStream();
		module.writeBytes(GOOD);
		module.write(0);
		module.write(1 + name.length() + content.length);
		module.write(name.length());
		module.writeBytes(name.getBytes());
		module.writeBytes(content);
		return module.toByteArray();
	}

	private static byte[] claiming(String what) {
		byte[] header = { 0, 'a', 's', 'm', 1, 0, 0, 0 };
		byte[] section = switch (what) {
			// 2^31 - 1 types
			case "types" -> new byte[] { 1, 5, -1, -1, -1, -1, 7 };
			// one type, a function of 2^31 - 1 parameters
			case "parameters" -> new byte[] { 1, 7, 1, 0x60, -1, -1, -1, -1, 7 };
			// one table of 2^31 - 1 functions
			case "table" -> new byte[] { 4, 8, 1, 0x70, 0, -1, -1, -1, -1, 7 };
			// one table of 500 million functions, which a JVM could hold
			case "large-table" -> new byte[] { 4, 8, 1, 0x70, 0, -128, -54, -75, -18, 1 };
			default -> throw new IllegalArgumentException(what);
		};
		byte[] module = Arrays.copyOf(header, header.length + section.length);
		System.arraycopy(section, 0, module, header.length, section.length);
		return module;
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
