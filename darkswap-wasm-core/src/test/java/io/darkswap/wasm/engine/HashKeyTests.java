package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HashKeyTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final byte[] bytes = "forty bytes that stand in for a hash key".getBytes(StandardCharsets.US_ASCII);

	@Test
	void eachEngineDrawsAKeyOfItsOwn() {
		EngineOptions one = new EngineOptions(1, TIMEOUT, TIMEOUT, 0, 0);
		EngineOptions other = new EngineOptions(1, TIMEOUT, TIMEOUT, 0, 0);
		assertThat(one.hashKey().bytes()).hasSize(HashKey.SIZE).isNotEqualTo(other.hashKey().bytes());
	}

	@Test
	void anEngineIsGivenTheKeyOfItsOptions() {
		EngineOptions options = new EngineOptions(1, TIMEOUT, TIMEOUT, 0, 0, Duration.ofDays(1), ForeignLimits.NONE,
				HashKey.of(this.bytes));
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			LoadedModule module = loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
			try (Engine engine = Engine.start(module, options, new SilentHandler())) {
				byte[] memory = EngineMemory.copy(engine);
				assertThat(new String(memory, StandardCharsets.ISO_8859_1))
					.contains(new String(this.bytes, StandardCharsets.ISO_8859_1));
			}
		}
	}

	@Test
	void aKeyOfAnotherLengthIsRefused() {
		byte[] shorter = Arrays.copyOf(this.bytes, HashKey.SIZE - 1);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> HashKey.of(shorter))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@Test
	void toStringDoesNotShowTheBytesOfAKey() {
		assertThat(HashKey.of(this.bytes)).hasToString("HashKey");
	}

}
