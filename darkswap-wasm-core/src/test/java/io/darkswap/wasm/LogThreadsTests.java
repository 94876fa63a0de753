package io.darkswap.wasm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Listeners that call the client on a thread that the client waits for, while its log is
 * opened or closed.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LogThreadsTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final AtomicReference<DarkSwapClient> client = new AtomicReference<>();

	private final Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();

	private final CountDownLatch called = new CountDownLatch(1);

	private final CountDownLatch closing = new CountDownLatch(1);

	@TempDir
	Path directory;

	@AfterEach
	void closeLoader() {
		this.loader.close();
	}

	@Test
	void whileTheLogOpensTheThreadThatAppliesIsRefused() {
		try (DarkSwapClient opened = open(Duration.ZERO, new LogListener() {

			@Override
			public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
				if (LogThreadsTests.this.client.get().getState() == ClientState.NEW) {
					callClient();
				}
			}

		})) {
			assertThat(opened.getState()).isEqualTo(ClientState.STARTED);
			assertAllRefused();
			opened.createOrder(sell());
		}
	}

	@Test
	void whileTheLogClosesTheThreadThatAppliesIsRefused() {
		DarkSwapClient opened = open(Duration.ZERO, new LogListener() {

			@Override
			public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
				if (LogThreadsTests.this.client.get().getState() == ClientState.STARTED) {
					awaitClosing();
					callClient();
				}
			}

		});
		CompletableFuture<Order> order = CompletableFuture.supplyAsync(() -> opened.createOrder(sell()));
		awaitListener();
		opened.close();
		assertAllRefused();
		assertThat(order.join().status()).isEqualTo(OrderStatus.OPEN);
	}

	@Test
	void whileTheLogClosesTheThreadThatWritesSnapshotsIsRefused() {
		DarkSwapClient opened = open(Duration.ofMillis(1), new LogListener() {

			@Override
			public void snapshotWritten(long position, long bytes, long nanos) {
				if (LogThreadsTests.this.refusals.isEmpty()) {
					awaitClosing();
					callClient();
				}
			}

		});
		opened.createOrder(sell());
		awaitListener();
		opened.close();
		assertAllRefused();
	}

	private void awaitListener() {
		await(this.called);
	}

	/** The client's state changes after it has the lock. */
	private void awaitClosing() {
		this.called.countDown();
		await(this.closing);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void callClient() {
		DarkSwapClient called = this.client.get();
		for (Runnable call : List.<Runnable>of(called::initialize, called::start, called::stop, called::close,
				called::flushEvents)) {
			this.refusals.add(catchThrowable(call::run));
		}
	}

	private void assertAllRefused() {
		assertThat(this.refusals).hasSizeGreaterThanOrEqualTo(5)
			.allSatisfy((refusal) -> assertThat(refusal).isInstanceOf(DarkSwapException.class)
				.hasMessageStartingWith("A listener of the log runs on this thread")
				.extracting("code")
				.isEqualTo(ErrorCode.INVALID_ARGUMENT));
	}

	private DarkSwapClient open(Duration snapshotInterval, LogListener listener) {
		JournalOptions journal = new JournalOptions(this.directory, 4 << 20, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
		DarkSwapClient opened = SharedMemoryDarkSwapClient.builder()
			.loader(this.loader)
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST)))
			.instances(1)
			.log(LogOptions.of(journal).withSnapshotInterval(snapshotInterval).withListener(listener))
			.build();
		opened.addStateListener((state) -> {
			if (state == ClientState.CLOSED) {
				this.closing.countDown();
			}
		});
		this.client.set(opened);
		opened.initialize();
		return opened;
	}

	private static NewOrder sell() {
		return NewOrder.sell(PAIR).amount("1").price("100").expiresIn(Duration.ofHours(1));
	}

}
