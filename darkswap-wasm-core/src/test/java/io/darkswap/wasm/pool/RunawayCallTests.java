package io.darkswap.wasm.pool;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import io.darkswap.wasm.pool.InstancePoolTests.Exports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class RunawayCallTests {

	private static final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private static final Duration STOP_AFTER = Duration.ofMillis(200);

	private LoadedModule module;

	private InstancePool<Exports> pool;

	@BeforeEach
	void load() {
		this.module = loader.load(TestModules.THREADS, MemoryOptions.DEFAULT);
		this.pool = pool(STOP_AFTER, Duration.ofSeconds(30));
	}

	@AfterEach
	void close() {
		this.pool.close();
		this.module.close();
	}

	@ParameterizedTest(name = "{0}")
	@ValueSource(strings = { "spin", "wait_for_ever" })
	void isStoppedAfterItsTimeLimit(String export) {
		Instance stopped;
		long start = System.nanoTime();
		try (PooledInstance<Exports> lease = this.pool.borrow()) {
			stopped = lease.instance();
			DarkSwapException failure = failureOf(lease, export);
			assertThat(failure.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
			assertThat(failure).hasMessageContaining("stop-after, which is 200 ms");
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(STOP_AFTER, Duration.ofSeconds(5));
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		try (PooledInstance<Exports> lease = this.pool.borrow()) {
			assertThat(lease.instance()).isNotSameAs(stopped);
			assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
		}
	}

	@Test
	void mayBeTheStartFunction() {
		try (LoadedModule spinning = loader.load(TestModules.SPIN_AT_START, new MemoryOptions(1, 64, true))) {
			DarkSwapException failure = catchThrowableOfType(DarkSwapException.class,
					() -> InstancePool.builder(spinning, Exports::new).stopAfter(STOP_AFTER).build());
			assertThat(failure.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	/** In the kernel a thread is ready to run but uses no CPU, as one not scheduled. */
	@Test
	void isNotACallWhoseThreadIsNotScheduled() throws IOException {
		try (Selector idle = Selector.open(); PooledInstance<Exports> lease = this.pool.borrow()) {
			idle.select(5 * STOP_AFTER.toMillis());
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
		}
	}

	@Test
	void isReportedAsStoppedWhenItsNextCallIsRefused() {
		try (PooledInstance<Exports> lease = this.pool.borrow()) {
			while (!Thread.currentThread().isInterrupted()) {
				Thread.onSpinWait();
			}
			assertThat(lease.interrupted().code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
		}
	}

	@Test
	void doesNotAffectOtherCallers() throws Exception {
		ExecutorService other = Executors.newSingleThreadExecutor();
		try {
			CountDownLatch running = new CountDownLatch(1);
			Future<DarkSwapException> runaway = other.submit(() -> {
				try (PooledInstance<Exports> lease = this.pool.borrow()) {
					running.countDown();
					return failureOf(lease, "spin");
				}
			});
			running.await();
			long calls = 0;
			while (!runaway.isDone()) {
				try (PooledInstance<Exports> lease = this.pool.borrow()) {
					assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
					calls++;
				}
			}
			assertThat(calls).isPositive();
			assertThat(runaway.get().code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
		}
		finally {
			other.shutdownNow();
		}
	}

	@Test
	void isDistinguishedFromAnInterruptionByAnotherThread() throws Exception {
		try (InstancePool<Exports> patient = pool(Duration.ofMinutes(1), Duration.ofSeconds(30))) {
			CountDownLatch running = new CountDownLatch(1);
			List<Object> seen = new ArrayList<>();
			Thread caller = new Thread(() -> {
				try (PooledInstance<Exports> lease = patient.borrow()) {
					running.countDown();
					seen.add(failureOf(lease, "wait_for_ever").code());
				}
				seen.add(Thread.currentThread().isInterrupted());
			});
			caller.start();
			running.await();
			caller.interrupt();
			caller.join();
			assertThat(seen).containsExactly(ErrorCode.CALL_INTERRUPTED, true);
		}
	}

	@Test
	void isNotStartedByAnInterruptedThread() {
		Thread.currentThread().interrupt();
		DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, this.pool::borrow);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(failure.code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
		assertThat(this.pool.busy()).isZero();
	}

	/**
	 * The calls grow past their limit, so the watchdog's interruption comes before, at,
	 * and after the end of one.
	 */
	@Test
	void isNeverStoppedByAnInterruptionOfThePreviousCall() {
		try (InstancePool<Exports> hasty = pool(Duration.ofMillis(1), Duration.ofSeconds(30))) {
			int stopped = 0;
			int ended = 0;
			for (int call = 0; call < 300 || stopped == 0 || ended == 0; call++) {
				try (PooledInstance<Exports> lease = hasty.borrow()) {
					long until = System.nanoTime() + 1_000_000 + call * 10_000L;
					@Nullable DarkSwapException failure = null;
					while (failure == null && System.nanoTime() < until) {
						failure = call(lease, "count", 10);
					}
					if (failure != null) {
						throw failure;
					}
					ended++;
				}
				catch (DarkSwapException ex) {
					assertThat(ex.code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
					stopped++;
				}
				// The lease must not leak the interruption.
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
			assertThat(stopped).as("calls that were stopped").isPositive();
			assertThat(ended).as("calls that ended").isPositive();
		}
	}

	@Test
	void isInterruptedWhenThePoolIsClosed() throws Exception {
		ExecutorService caller = Executors.newSingleThreadExecutor();
		try {
			InstancePool<Exports> closing = pool(Duration.ZERO, Duration.ofMillis(50));
			CountDownLatch running = new CountDownLatch(1);
			Future<DarkSwapException> call = caller.submit(() -> {
				try (PooledInstance<Exports> lease = closing.borrow()) {
					running.countDown();
					return failureOf(lease, "spin");
				}
			});
			running.await();
			closing.close();
			assertThat(call.get().code()).isEqualTo(ErrorCode.CALL_TIMED_OUT);
			assertThat(call.get()).hasMessageContaining("closed");
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(closing::borrow)
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.NOT_INITIALIZED);
		}
		finally {
			caller.shutdownNow();
		}
	}

	private InstancePool<Exports> pool(Duration stopAfter, Duration borrowTimeout) {
		return InstancePool.builder(this.module, Exports::new)
			.instances(2)
			.stopAfter(stopAfter)
			.borrowTimeout(borrowTimeout)
			.build();
	}

	private static DarkSwapException failureOf(PooledInstance<Exports> lease, String export) {
		return Objects.requireNonNull(call(lease, export), "The call came to its end");
	}

	/** Calls as a client does. */
	private static @Nullable DarkSwapException call(PooledInstance<Exports> lease, String export, long... arguments) {
		try {
			lease.value().call(export, arguments);
			return null;
		}
		catch (ChicoryException ex) {
			return lease.trapped(ex);
		}
	}

}
