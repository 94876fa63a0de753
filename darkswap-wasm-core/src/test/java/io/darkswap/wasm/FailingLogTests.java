package io.darkswap.wasm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.log.LogStorage;
import io.darkswap.wasm.log.RecordApplier;
import io.darkswap.wasm.log.RecordConsumer;
import io.darkswap.wasm.log.SnapshotStore;
import io.darkswap.wasm.wallet.HdWallet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * A client whose log fails while it is closed. The log answers that each thread is its
 * own from then on, so that the client refuses every call if it still knows the log.
 */
class FailingLogTests {

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	@TempDir
	Path directory;

	@AfterEach
	void closeLoader() {
		this.loader.close();
	}

	@Test
	void aLogThatFailsToCloseIsForgotten() {
		DarkSwapClient client = client(false);
		client.initialize();
		assertThat(catchThrowableOfType(DarkSwapException.class, client::close)).hasMessage("not closed");
		client.close();
		assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
	}

	@Test
	void aLogThatFailsToStartAndToCloseIsForgotten() {
		DarkSwapClient client = client(true);
		for (int attempt = 0; attempt < 2; attempt++) {
			DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, client::initialize);
			assertThat(failure).hasMessageContaining("not started");
			assertThat(failure).hasStackTraceContaining("not closed");
		}
	}

	private DarkSwapClient client(boolean startFails) {
		return SharedMemoryDarkSwapClient.builder()
			.loader(this.loader)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.instances(1)
			.log(LogOptions.of(new FailingStorage(this.directory, startFails)))
			.build();
	}

	private record FailingStorage(Path directory, boolean startFails) implements LogStorage {

		@Override
		public String type() {
			return "failing";
		}

		@Override
		public CommandLog open(LogListener listener, Duration callTimeout) {
			return new FailingLog(JournalOptions.of(this.directory).open(listener, callTimeout), this.startFails);
		}

	}

	private static final class FailingLog implements CommandLog {

		private final CommandLog log;

		private final boolean startFails;

		private volatile boolean closed;

		FailingLog(CommandLog log, boolean startFails) {
			this.log = log;
			this.startFails = startFails;
		}

		@Override
		public void start(long from, RecordApplier applier) {
			if (this.startFails) {
				throw new DarkSwapException(ErrorCode.LOG_FAILED, "not started");
			}
			this.log.start(from, applier);
		}

		@Override
		public long append(int type, byte[] payload, @Nullable Object context) {
			return this.log.append(type, payload, context);
		}

		@Override
		public void atRest(LongConsumer task) {
			this.log.atRest(task);
		}

		@Override
		public boolean isApplying() {
			return this.closed || this.log.isApplying();
		}

		@Override
		public void catchUp() {
			this.log.catchUp();
		}

		@Override
		public void read(long from, long to, RecordConsumer consumer) {
			this.log.read(from, to, consumer);
		}

		@Override
		public SnapshotStore snapshots() {
			return this.log.snapshots();
		}

		@Override
		public List<String> damage() {
			return this.log.damage();
		}

		@Override
		public Optional<DarkSwapException> failure() {
			return this.log.failure();
		}

		@Override
		public long durablePosition() {
			return this.log.durablePosition();
		}

		@Override
		public long appliedPosition() {
			return this.log.appliedPosition();
		}

		@Override
		public void close() {
			this.log.close();
			this.closed = true;
			throw new DarkSwapException(ErrorCode.LOG_FAILED, "not closed");
		}

	}

}
