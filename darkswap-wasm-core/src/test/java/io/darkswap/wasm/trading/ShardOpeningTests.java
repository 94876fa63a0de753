package io.darkswap.wasm.trading;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.commands.BookLimits;
import io.darkswap.wasm.commands.BookSettings;
import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.engine.abi.ForeignLimits;
import io.darkswap.wasm.engine.abi.HashKey;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.LogStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a client does while it opens several shards, some of which fail. */
@Timeout(60)
class ShardOpeningTests {

	private static final Trading OPENED = new Trading(null, null, null, null, null, null);

	@Test
	void theShardThatFailsFirstIsNamedAndTheReplaysOfOthersEnd() {
		ShardOpening opening = new ShardOpening("journal", 2, (shard, onReplay) -> {
			if (shard == 0) {
				throw new DarkSwapException(ErrorCode.LOG_LOCKED, "It is used", null, "directory");
			}
			while (true) {
				onReplay.accept(status(1, 1));
			}
		}, (shard) -> status(0, 0), (status) -> {
		});
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(opening::open)
			.withMessage("Shard 0: It is used")
			.satisfies((ex) -> {
				assertThat(ex.code()).isEqualTo(ErrorCode.LOG_LOCKED);
				assertThat(ex.option()).contains("directory");
			});
	}

	@Test
	void anErrorIsThrownAsItIs() {
		OutOfMemoryError error = new OutOfMemoryError("No memory");
		ShardOpening opening = new ShardOpening("journal", 2, (shard, onReplay) -> {
			throw error;
		}, (shard) -> status(0, 0), (status) -> {
		});
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(opening::open).isSameAs(error);
	}

	@Test
	void theProgressIsThatOfAllShards() {
		AtomicReference<LogStatus> newest = new AtomicReference<>();
		List<LogStatus> shown = new ArrayList<>();
		ShardOpening opening = new ShardOpening("journal", 3, (shard, onReplay) -> {
			onReplay.accept(status(100, 10 + shard));
			shown.add(newest.get());
			return OPENED;
		}, (shard) -> status(101, 101), newest::set);
		assertThat(opening.open((task) -> task.run()).all()).hasSize(3);
		assertThat(shown).containsExactly(status(100, 10), status(201, 112), status(302, 214));
		assertThat(newest).as("with the end of the last shard").hasValue(status(303, 303));
	}

	@Test
	void ifAThreadCannotStartTheShardsThatAreOpenAreClosed() {
		OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
		try (SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader()) {
			ReplayStarter starter = new ReplayStarter(loader, DarkSwapClient.BUNDLED_URL);
			Books books = starter.start(new BookSettings(BitcoinNetwork.REGTEST, starter.identity(), HashKey.random(),
					new BookLimits(64 << 16, 10, 10, Duration.ofDays(1).toNanos() / 1000, ForeignLimits.NONE, 100)));
			Trading first = new Trading(null, () -> books, null, null,
					new OrderExpirer(null, Clock.systemUTC(), Duration.ofHours(1)), null);
			ShardOpening opening = new ShardOpening("journal", 3, (shard, onReplay) -> first, (shard) -> status(1, 1),
					(status) -> {
					});
			AtomicInteger tasks = new AtomicInteger();
			assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> opening.open((task) -> {
				if (tasks.incrementAndGet() == 2) {
					throw error;
				}
				task.run();
			})).isSameAs(error);
			assertThat(tasks).hasValue(2);
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> first.has(new UUID(1, 2)))
				.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.NOT_INITIALIZED));
		}
	}

	private static LogStatus status(long position, long applied) {
		return new LogStatus("journal", position, position, applied, 0, Optional.empty(), List.of(), Optional.empty());
	}

}
