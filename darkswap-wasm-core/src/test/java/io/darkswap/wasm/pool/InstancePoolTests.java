package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.loader.TestModules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(60)
class InstancePoolTests {

	private static final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private static final Duration PATIENT = Duration.ofSeconds(30);

	private static final Duration IMPATIENT = Duration.ofMillis(20);

	private LoadedModule module;

	@BeforeEach
	void load() {
		this.module = loader.load(TestModules.THREADS, MemoryOptions.DEFAULT);
	}

	@AfterEach
	void close() {
		this.module.close();
	}

	@Test
	void lendsAnInstanceWithItsAttachment() {
		try (InstancePool<Exports> pool = pool(2, PATIENT); PooledInstance<Exports> lease = pool.borrow()) {
			assertThat(lease.value().call("add", 40, 2)).isEqualTo(42);
			assertThat(lease.value().instance()).isSameAs(lease.instance());
			assertThat(lease.memory()).isSameAs(this.module.memory());
			assertThat(pool.size()).isEqualTo(2);
			assertThat(pool.busy()).isOne();
			assertThat(pool.idle()).isOne();
		}
	}

	@Test
	void lendsAThreadTheInstanceItUsedLast() {
		try (InstancePool<Exports> pool = pool(4, PATIENT)) {
			Set<Integer> lent = new HashSet<>();
			for (int i = 0; i < 100; i++) {
				try (PooledInstance<Exports> lease = pool.borrow()) {
					lent.add(lease.number());
				}
			}
			assertThat(lent).hasSize(1);
		}
	}

	@Test
	void lendsNoInstanceTwiceAtOnce() {
		try (InstancePool<Exports> pool = pool(3, IMPATIENT)) {
			List<PooledInstance<Exports>> leases = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				leases.add(pool.borrow());
			}
			assertThat(leases).extracting(PooledInstance::number).containsExactlyInAnyOrder(0, 1, 2);
			assertThat(leases).extracting(PooledInstance::instance).doesNotHaveDuplicates();
			leases.forEach(PooledInstance::close);
			assertThat(pool.idle()).isEqualTo(3);
		}
	}

	@Test
	void givesUpWaitingInTime() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT); PooledInstance<Exports> lease = pool.borrow()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(pool::borrow)
				.withMessageContaining("option instances")
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.CALL_TIMED_OUT);
			assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
		}
	}

	@Test
	void stopsWaitingWhenInterruptedAndKeepsTheFlag() {
		try (InstancePool<Exports> pool = pool(1, PATIENT); PooledInstance<Exports> lease = pool.borrow()) {
			Thread.currentThread().interrupt();
			DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, pool::borrow);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(failure.code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
			assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
		}
	}

	@Test
	void handsAnInstanceThatComesBackToAWaiter() throws Exception {
		ExecutorService waiter = Executors.newSingleThreadExecutor();
		try (InstancePool<Exports> pool = pool(1, PATIENT)) {
			PooledInstance<Exports> lease = pool.borrow();
			Future<Long> sum = waiter.submit(() -> {
				try (PooledInstance<Exports> borrowed = pool.borrow()) {
					return borrowed.value().call("add", 1, 2);
				}
			});
			lease.close();
			assertThat(sum.get()).isEqualTo(3);
		}
		finally {
			waiter.shutdownNow();
		}
	}

	@Test
	void lendsToManyThreadsWithoutStarvingAny() throws Exception {
		int threads = 8;
		int calls = 5_000;
		ExecutorService callers = Executors.newFixedThreadPool(threads);
		try (InstancePool<Exports> pool = pool(2, PATIENT)) {
			List<Future<?>> results = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				results.add(callers.submit(() -> {
					for (int call = 0; call < calls; call++) {
						try (PooledInstance<Exports> lease = pool.borrow()) {
							lease.value().call("count", 1);
						}
					}
				}));
			}
			for (Future<?> result : results) {
				result.get();
			}
			try (PooledInstance<Exports> lease = pool.borrow()) {
				assertThat(lease.value().call("count", 0)).isZero();
				assertThat(lease.value().call("count", 1)).isEqualTo(threads * calls + 1L);
			}
			assertThat(pool.idle()).isEqualTo(2);
		}
		finally {
			callers.shutdownNow();
		}
	}

	@Test
	void hasOneInstanceWhereMemoryIsNotShared() {
		try (LoadedModule unshared = loader.load(TestModules.THREADS, new MemoryOptions(16, 256, false));
				InstancePool<Exports> pool = new InstancePool<>(unshared, 4, IMPATIENT, Exports::new)) {
			assertThat(pool.size()).isOne();
		}
	}

	@Test
	void hasOneInstanceWhereTheModuleHasNoConventionForThreads() {
		try (LoadedModule unprepared = loader.load(TestModules.THREADS_WITHOUT_EXPORTS, MemoryOptions.DEFAULT);
				InstancePool<Exports> pool = new InstancePool<>(unprepared, 4, IMPATIENT, Exports::new)) {
			assertThat(pool.size()).isOne();
			assertThat(pool.singleInstanceReason())
				.hasValueSatisfying((reason) -> assertThat(reason).contains("one C stack", "--export=__stack_pointer",
						"--export=__wasm_init_tls", "--export=__tls_size", "--export=__tls_align"));
		}
	}

	@Test
	void hasSeveralInstancesOfAModuleWithoutAStack() {
		try (LoadedModule stateless = loader.load(TestModules.PASSIVE_A, new MemoryOptions(1, 64, true));
				InstancePool<Exports> pool = new InstancePool<>(stateless, 4, IMPATIENT, Exports::new)) {
			assertThat(pool.size()).isEqualTo(4);
			assertThat(pool.singleInstanceReason()).isEmpty();
		}
	}

	@Test
	void takesBackOnlyFromTheBorrower() throws Exception {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT); PooledInstance<Exports> lease = pool.borrow()) {
			Thread other = new Thread(() -> assertThatIllegalStateException().isThrownBy(lease::close));
			List<Throwable> failures = new ArrayList<>();
			other.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
			other.start();
			other.join();
			assertThat(failures).isEmpty();
			assertThat(pool.busy()).isOne();
		}
	}

	@Test
	void closesALeaseOnce() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT)) {
			PooledInstance<Exports> lease = pool.borrow();
			lease.close();
			lease.close();
			assertThat(pool.idle()).isOne();
		}
	}

	@Test
	void takesAnInstanceBackThoughItsMemoryIsGone() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT)) {
			PooledInstance<Exports> lease = pool.borrow();
			this.module.close();
			lease.close();
			assertThat(pool.idle()).isOne();
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(pool::borrow)
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.NOT_INITIALIZED);
			assertThat(pool.idle()).isOne();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void lendsToVirtualThreadsToo() throws Exception {
		int threads = 1_000;
		ExecutorService virtual = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
			.invoke(null);
		try (InstancePool<Exports> pool = pool(2, PATIENT)) {
			List<Future<Long>> counts = new ArrayList<>();
			for (int thread = 0; thread < threads; thread++) {
				counts.add(virtual.submit(() -> {
					try (PooledInstance<Exports> lease = pool.borrow()) {
						return lease.value().call("count", 10);
					}
				}));
			}
			long highest = 0;
			for (Future<Long> count : counts) {
				highest = Math.max(highest, count.get());
			}
			assertThat(highest).isEqualTo(10L * threads);
		}
		finally {
			virtual.shutdownNow();
		}
	}

	@Test
	void neverLendsAnInstanceThatTrapped() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT)) {
			Instance trapped;
			try (PooledInstance<Exports> lease = pool.borrow()) {
				trapped = lease.instance();
				ChicoryException trap = catchThrowableOfType(ChicoryException.class, () -> lease.value().call("trap"));
				assertThat(lease.trapped(trap)).hasCause(trap)
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.ENGINE_TRAPPED);
				assertThatIllegalStateException().isThrownBy(lease::value);
			}
			try (PooledInstance<Exports> lease = pool.borrow()) {
				assertThat(lease.instance()).isNotSameAs(trapped);
				assertThat(lease.value().call("add", 1, 2)).isEqualTo(3);
			}
		}
	}

	@Test
	void detectsAnUnreportedTrap() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT)) {
			Instance trapped;
			try (PooledInstance<Exports> lease = pool.borrow()) {
				trapped = lease.instance();
				assertThatExceptionOfType(ChicoryException.class).isThrownBy(() -> lease.value().call("trap"));
			}
			try (PooledInstance<Exports> lease = pool.borrow()) {
				assertThat(lease.instance()).isNotSameAs(trapped);
			}
		}
	}

	@Test
	void givesANewInstanceTheStackOfItsPredecessor() {
		try (InstancePool<Exports> pool = pool(1, IMPATIENT)) {
			long stack;
			try (PooledInstance<Exports> lease = pool.borrow()) {
				stack = lease.value().call("address_on_stack");
				lease.value().call("set_mine", 7);
				lease.discard();
			}
			int pages = this.module.memory().pages();
			try (PooledInstance<Exports> lease = pool.borrow()) {
				assertThat(lease.value().call("address_on_stack")).isEqualTo(stack);
				assertThat(lease.value().call("get_mine")).isEqualTo(42);
			}
			assertThat(this.module.memory().pages()).isEqualTo(pages);
		}
	}

	@Test
	void refusesCallersOnceClosed() {
		InstancePool<Exports> pool = pool(2, PATIENT);
		pool.close();
		pool.close();
		assertThat(pool.busy()).isZero();
		assertThat(pool.idle()).isZero();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(pool::borrow)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.NOT_INITIALIZED);
	}

	@Test
	void letsACallInFlightEndBeforeItCloses() throws Exception {
		ExecutorService caller = Executors.newSingleThreadExecutor();
		InstancePool<Exports> pool = pool(2, PATIENT);
		CountDownLatch borrowed = new CountDownLatch(1);
		try (PooledInstance<Exports> lease = pool.borrow()) {
			Future<Long> call = caller.submit(() -> {
				try (PooledInstance<Exports> spinning = pool.borrow()) {
					borrowed.countDown();
					return spinning.value().call("spin");
				}
			});
			borrowed.await();
			Thread closer = new Thread(pool::close);
			lease.value().call("add", 1, 2);
			closer.start();
			awaitState(closer, Thread.State.TIMED_WAITING);
			lease.value().call("set_never", 9);
			assertThat(call.get()).isEqualTo(9);
			lease.close();
			closer.join();
		}
		finally {
			caller.shutdownNow();
		}
	}

	private static void awaitState(Thread thread, Thread.State state) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
		while (thread.getState() != state && System.nanoTime() < deadline) {
			Thread.onSpinWait();
		}
		assertThat(thread.getState()).isEqualTo(state);
	}

	private InstancePool<Exports> pool(int size, Duration borrowTimeout) {
		return new InstancePool<>(this.module, size, borrowTimeout, Exports::new);
	}

	@Nested
	class EachInstance {

		@Test
		void hasAStackOfItsOwn() {
			try (InstancePool<Exports> pool = pool(4, IMPATIENT)) {
				Set<Long> pages = new HashSet<>();
				List<PooledInstance<Exports>> leases = List.of(pool.borrow(), pool.borrow(), pool.borrow(),
						pool.borrow());
				for (PooledInstance<Exports> lease : leases) {
					long address = lease.value().call("address_on_stack");
					assertThat(address).isGreaterThanOrEqualTo(16L * Memory.PAGE_SIZE);
					pages.add(address / Memory.PAGE_SIZE);
				}
				leases.forEach(PooledInstance::close);
				assertThat(pages).hasSize(4);
			}
		}

		@Test
		void hasThreadLocalsOfItsOwn() {
			try (InstancePool<Exports> pool = pool(2, IMPATIENT);
					PooledInstance<Exports> one = pool.borrow();
					PooledInstance<Exports> other = pool.borrow()) {
				one.value().call("set_mine", 7);
				assertThat(other.value().call("get_mine")).isEqualTo(42);
				assertThat(one.value().call("get_mine")).isEqualTo(7);
				assertThat(one.value().call("address_of_aligned") % 64).isZero();
				assertThat(other.value().call("address_of_aligned") % 64).isZero();
			}
		}

		@Test
		void needsRoomForItsStack() {
			try (LoadedModule tight = loader.load(TestModules.THREADS, new MemoryOptions(2, 4, true))) {
				assertThatExceptionOfType(DarkSwapException.class)
					.isThrownBy(() -> new InstancePool<>(tight, 3, IMPATIENT, Exports::new))
					.withMessageContaining("option maximum")
					.extracting(DarkSwapException::code)
					.isEqualTo(ErrorCode.MODULE_MEMORY_MISMATCH);
			}
		}

		@Test
		void mayUseItsStackToTheLastFrame() {
			try (InstancePool<Exports> pool = pool(1, IMPATIENT); PooledInstance<Exports> lease = pool.borrow()) {
				assertThat(lease.value().call("recurse", 250)).isEqualTo(250L * 251 / 2);
			}
		}

		@Test
		void thatOverflowsItsStackIsNotFreeBeforeTheListenerIsCalled() {
			AtomicReference<InstancePool<Exports>> pool = new AtomicReference<>();
			List<Integer> busy = new ArrayList<>();
			try (InstancePool<Exports> built = InstancePool.builder(InstancePoolTests.this.module, Exports::new)
				.damageListener((damage) -> busy.add(pool.get().busy()))
				.build()) {
				pool.set(built);
				PooledInstance<Exports> lease = built.borrow();
				lease.value().call("recurse", 300);
				assertThatExceptionOfType(DarkSwapException.class).isThrownBy(lease::close);
				assertThat(busy).containsExactly(1);
				assertThat(built.busy()).isZero();
			}
		}

		@Test
		void thatOverflowsItsStackFailsTheCallAndCallsTheListener() {
			List<DarkSwapException> damage = new ArrayList<>();
			try (InstancePool<Exports> pool = InstancePool.builder(InstancePoolTests.this.module, Exports::new)
				.instances(2)
				.damageListener(damage::add)
				.build()) {
				PooledInstance<Exports> lease = pool.borrow();
				Instance overflowed = lease.instance();
				assertThat(lease.value().call("recurse", 300)).isEqualTo(300L * 301 / 2);
				DarkSwapException failure = catchThrowableOfType(DarkSwapException.class, lease::close);
				assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_STACK_OVERFLOW);
				assertThat(damage).containsExactly(failure);
				try (PooledInstance<Exports> fresh = pool.borrow()) {
					assertThat(fresh.instance()).isNotSameAs(overflowed);
				}
				assertThat(damage).hasSize(1);
			}
		}

	}

	/**
	 * Exports by name, as a client would attach them.
	 */
	record Exports(Instance instance) {

		long call(String name, long... arguments) {
			long[] results = this.instance.export(name).apply(arguments);
			return (results != null && results.length > 0) ? results[0] : 0;
		}

	}

}
