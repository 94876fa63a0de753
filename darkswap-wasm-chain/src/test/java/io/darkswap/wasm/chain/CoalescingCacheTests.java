package io.darkswap.wasm.chain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link CoalescingCache}.
 */
class CoalescingCacheTests {

	private static final int CALLERS = 8;

	private final AtomicLong now = new AtomicLong();

	private final AtomicInteger asked = new AtomicInteger();

	private final CountDownLatch answered = new CountDownLatch(1);

	private final List<Thread> waiting = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task);
		this.waiting.add(thread);
		return thread;
	});

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
	}

	@Test
	void aValueIsKeptForItsTime() {
		CoalescingCache<Integer> answers = answers(Duration.ofSeconds(10));
		assertThat(answers.get("a", this::count)).isEqualTo(1);
		this.now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
		assertThat(answers.get("a", this::count)).isEqualTo(1);
		this.now.addAndGet(1);
		assertThat(answers.get("a", this::count)).isEqualTo(2);
	}

	@Test
	void eachKeyHasItsOwnValue() {
		CoalescingCache<Integer> answers = answers(Duration.ofSeconds(10));
		assertThat(answers.get("a", this::count)).isEqualTo(1);
		assertThat(answers.get("b", this::count)).isEqualTo(2);
	}

	@Test
	void withZeroTimeNoValueIsKept() {
		CoalescingCache<Integer> answers = answers(Duration.ZERO);
		assertThat(answers.get("a", this::count)).isEqualTo(1);
		assertThat(answers.get("a", this::count)).isEqualTo(2);
	}

	@Test
	void aFailureIsNotKept() {
		CoalescingCache<Integer> answers = answers(Duration.ofSeconds(10));
		assertThatIllegalStateException().isThrownBy(() -> answers.get("a", (question) -> {
			throw new IllegalStateException("busy");
		})).withMessage("busy");
		assertThat(answers.get("a", this::count)).isEqualTo(1);
	}

	/** The caller reports the failure; Caffeine would log it to the platform's log. */
	@Test
	void aFailureIsNotLogged() {
		List<LogRecord> logged = new CopyOnWriteArrayList<>();
		Handler handler = new StreamHandler() {

			@Override
			public synchronized void publish(LogRecord entry) {
				logged.add(entry);
			}

		};
		Logger root = Logger.getLogger("");
		root.addHandler(handler);
		try {
			assertThatIllegalStateException().isThrownBy(() -> answers(Duration.ofSeconds(10)).get("a", (key) -> {
				throw new IllegalStateException("busy");
			}));
			assertThat(logged).isEmpty();
		}
		finally {
			root.removeHandler(handler);
		}
	}

	@Test
	void concurrentCallersShareOneLoad() throws Exception {
		shareOneAnswer(answers(Duration.ofSeconds(10)));
	}

	@Test
	void concurrentCallersShareOneLoadAlsoWithZeroTime() throws Exception {
		shareOneAnswer(answers(Duration.ZERO));
	}

	private void shareOneAnswer(CoalescingCache<Integer> answers) throws Exception {
		List<Future<Integer>> results = new ArrayList<>();
		for (int i = 0; i < CALLERS; i++) {
			results.add(this.threads.submit(() -> answers.get("a", this::countWhenLetGo)));
		}
		awaitAllWaiting();
		this.answered.countDown();
		for (Future<Integer> result : results) {
			assertThat(result.get()).isEqualTo(1);
		}
	}

	@Test
	void aWaitingCallerLoadsItselfWhenTheFirstCallerIsInterrupted() throws Exception {
		CoalescingCache<Integer> answers = answers(Duration.ofSeconds(10));
		Future<Integer> first = this.threads.submit(() -> answers.get("a", this::countWhenLetGo));
		Awaitility.await().until(() -> this.asked.get() == 1);
		Future<Integer> second = this.threads.submit(() -> answers.get("a", this::count));
		awaitAllWaiting();
		first.cancel(true);
		assertThat(second.get()).isEqualTo(2);
	}

	@Test
	void anInterruptedCallerStopsWaiting() throws Exception {
		CoalescingCache<Integer> answers = answers(Duration.ofSeconds(10));
		this.threads.submit(() -> answers.get("a", this::countWhenLetGo));
		Awaitility.await().until(() -> this.asked.get() == 1);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> answers.get("a", this::count))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.CALL_INTERRUPTED);
		assertThat(Thread.interrupted()).isTrue();
	}

	/** The first caller waits for its release, the others for the first caller. */
	private void awaitAllWaiting() {
		Awaitility.await()
			.until(() -> this.asked.get() == 1
					&& this.waiting.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING));
	}

	private Integer count(String question) {
		return this.asked.incrementAndGet();
	}

	private Integer countWhenLetGo(String question) {
		int number = this.asked.incrementAndGet();
		try {
			this.answered.await();
			return number;
		}
		catch (InterruptedException ex) {
			throw new DarkSwapException(ErrorCode.CALL_INTERRUPTED, "Interrupted", ex);
		}
	}

	private CoalescingCache<Integer> answers(Duration kept) {
		return new CoalescingCache<>(kept, this.now::get);
	}

}
