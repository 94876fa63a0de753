package io.darkswap.wasm.trading;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
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
		}, (status) -> {
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
		}, (status) -> {
		});
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(opening::open).isSameAs(error);
	}

	@Test
	void theProgressIsThatOfAllShards() {
		AtomicReference<LogStatus> newest = new AtomicReference<>();
		ShardOpening opening = new ShardOpening("journal", 3, (shard, onReplay) -> {
			onReplay.accept(status(100, 10 + shard));
			return OPENED;
		}, newest::set);
		assertThat(opening.open().all()).hasSize(3);
		assertThat(newest).hasValue(status(300, 33));
	}

	private static LogStatus status(long position, long applied) {
		return new LogStatus("journal", position, position, applied, 0, Optional.empty(), List.of(), Optional.empty());
	}

}
