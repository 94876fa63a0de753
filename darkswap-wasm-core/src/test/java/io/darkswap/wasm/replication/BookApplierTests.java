package io.darkswap.wasm.replication;

import java.time.Duration;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Command;
import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.trading.ReplayStarter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BookApplier}.
 */
class BookApplierTests {

	@Test
	void aCallerAppliesChangesToTheBundledEngine() {
		assertThat(appliesOnCaller(DarkSwapClient.BUNDLED_URL, CommandType.CREATE_ORDER)).isTrue();
		assertThat(appliesOnCaller(DarkSwapClient.BUNDLED_URL, CommandType.CONFIGURE)).isFalse();
	}

	@Test
	void theLogsThreadAppliesChangesToAnEngineThatAnInterruptionWouldEnd() {
		assertThat(appliesOnCaller("classpath:/modules/faulty-engine.wasm", CommandType.CREATE_ORDER)).isFalse();
	}

	private static boolean appliesOnCaller(String url, CommandType type) {
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			ReplayStarter starter = new ReplayStarter(loader, url);
			AppliedState state = new AppliedState(starter);
			try (BookApplier applier = new BookApplier(starter, null, null, LogListener.NONE, state)) {
				assertThat(applier.appliesOnCaller(type.code())).isFalse();
				state.apply(new Command.Begin(
						new BookSettings(BitcoinNetwork.REGTEST, starter.identity(), HashKey.random(), new BookLimits(
								64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100))));
				return applier.appliesOnCaller(type.code());
			}
		}
	}

}
