package io.darkswap.wasm.loader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

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

import static io.darkswap.wasm.loader.FailedLoads.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The failure of each hostile module. Each leaves the cache unchanged, and the next load
 * retries it.
 */
@Timeout(60)
class HostileModuleTests {

	private static final byte[] GOOD = TestModules.bytes(TestModules.NO_MEMORY);

	private static final String PATH = "/engine.wasm";

	private static final String OTHER_DIGEST = "0".repeat(64);

	/** One function without parameters or a result, with two groups of locals. */
	private static final byte[] WITH_LOCALS = module("01040160" + "0000", "03020100",
			"0a0b0109" + "02027f037e" + "4100" + "1a0b");

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
		assertFails(this.server, PATH, loader, ErrorCode.MODULE_DIGEST_MISMATCH, "option sha256 pins " + OTHER_DIGEST);
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
		assertFails(this.server, PATH, loader, ErrorCode.MODULE_DIGEST_MISMATCH, OTHER_DIGEST);
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
		assertFails(this.server, PATH, new SharedMemoryWasmLoader(), ErrorCode.MODULE_TOO_LARGE, "4294967295 locals");
	}

	@Test
	void withMoreExportsThanAnyModuleHas() {
		this.body = manyExports(100_001);
		SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();
		assertFails(this.server, PATH, loader, ErrorCode.MODULE_TOO_LARGE, "100001 parts of the kind export");
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

	private void assertFailsAndIsRetried(SharedMemoryWasmLoader loader, ErrorCode code, String message) {
		assertFails(this.server, PATH, loader, code, message);
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

}
