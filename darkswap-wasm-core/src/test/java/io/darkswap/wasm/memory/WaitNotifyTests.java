package io.darkswap.wasm.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * {@code memory.atomic.wait32}, {@code wait64} and {@code notify}.
 */
@Timeout(60)
class WaitNotifyTests {

	private static final int OK = 0;

	private static final int NOT_EQUAL = 1;

	private static final int TIMED_OUT = 2;

	private static final int ALL = -1;

	private static final long FOR_EVER = -1;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	private int waitAt(int address) {
		return this.memory.atomicWait(address, 0, FOR_EVER);
	}

	@Test
	void aWaitForAnotherValueReturnsNotEqual() {
		assertThat(this.memory.atomicWait(8, 1, FOR_EVER)).isEqualTo(NOT_EQUAL);
	}

	@Test
	void aWaitFor64BitsComparesAllOfThem() {
		this.memory.writeLong(8, 1L << 32);
		assertThat(this.memory.atomicWait(8, 0L, FOR_EVER)).isEqualTo(NOT_EQUAL);
	}

	@Test
	void aWaitFor32BitsComparesNoMore() {
		this.memory.writeLong(8, 1L << 32);
		assertThat(this.memory.atomicWait(8, 0, 1)).isEqualTo(TIMED_OUT);
	}

	@Test
	void aWaitWithoutNotificationTimesOut() {
		assertThat(this.memory.atomicWait(8, 0, 1_000)).isEqualTo(TIMED_OUT);
	}

	@Test
	void aWaitOfNoTimeTimesOut() {
		assertThat(this.memory.atomicWait(8, 0, 0)).isEqualTo(TIMED_OUT);
	}

	@Test
	void aWaitTimesOutNotBeforeItsTime() {
		long start = System.nanoTime();
		this.memory.atomicWait(8, 0, TimeUnit.MILLISECONDS.toNanos(20));
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(20));
	}

	@Test
	void aWaitThatIsNotifiedReturnsOk() throws Exception {
		Parked waiter = Parked.in(() -> waitAt(8));
		this.memory.atomicNotify(8, 1);
		assertThat(waiter.returned()).isEqualTo(OK);
	}

	@Test
	void aWaitFor64BitsThatIsNotifiedReturnsOk() throws Exception {
		Parked waiter = Parked.in(() -> this.memory.atomicWait(8, 0L, FOR_EVER));
		this.memory.atomicNotify(8, 1);
		assertThat(waiter.returned()).isEqualTo(OK);
	}

	@Test
	void aWaitOfTheLongestTimeWaits() throws Exception {
		Parked waiter = Parked.in(() -> this.memory.atomicWait(8, 0, Long.MAX_VALUE));
		this.memory.atomicNotify(8, 1);
		assertThat(waiter.returned()).isEqualTo(OK);
	}

	@Test
	void neitherAChangeNorASpuriousWakeUpEndsAWait() throws Exception {
		Parked waiter = Parked.in(() -> waitAt(8));
		this.memory.atomicWriteInt(8, 1);
		// As the JVM may at any time: the thread checks its state and parks again.
		LockSupport.unpark(waiter.thread());
		assertThat(this.memory.atomicNotify(8, ALL)).isEqualTo(1);
	}

	@Test
	void aNotificationReturnsTheNumberOfWokenThreads() throws Exception {
		Parked.inTurn(3, () -> waitAt(8));
		assertThat(this.memory.atomicNotify(8, 2)).isEqualTo(2);
	}

	@Test
	void aNotificationWakesNoMoreThanAreWaiting() throws Exception {
		Parked.inTurn(2, () -> waitAt(8));
		assertThat(this.memory.atomicNotify(8, 5)).isEqualTo(2);
	}

	@Test
	void aNotificationTakesItsCountAsUnsigned() throws Exception {
		Parked.inTurn(3, () -> waitAt(8));
		assertThat(this.memory.atomicNotify(8, ALL)).isEqualTo(3);
	}

	@Test
	void aNotificationOfZeroThreadsWakesNone() throws Exception {
		Parked.in(() -> waitAt(8));
		assertThat(this.memory.atomicNotify(8, 0)).isZero();
	}

	@Test
	void aNotificationWithoutWaitersWakesNone() {
		assertThat(this.memory.atomicNotify(8, ALL)).isZero();
	}

	@Test
	void aNotificationAtAnotherAddressWakesNone() throws Exception {
		Parked.in(() -> waitAt(8));
		int woken = 0;
		for (int address = 12; address < 4096; address += 4) {
			woken += this.memory.atomicNotify(address, ALL);
		}
		assertThat(woken).isZero();
	}

	@Test
	void everyAddressHasItsOwnWaiters() throws Exception {
		List<Parked> waiters = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			int address = 4 * i;
			waiters.add(Parked.in(() -> waitAt(address)));
		}
		for (int i = 0; i < waiters.size(); i++) {
			assertThat(this.memory.atomicNotify(4 * i, ALL)).isEqualTo(1);
			assertThat(waiters.get(i).returned()).isEqualTo(OK);
		}
	}

	@Test
	void theLongestWaiterIsWokenFirst() throws Exception {
		List<Parked> waiters = Parked.inTurn(10, () -> waitAt(8));
		for (Parked first : waiters) {
			this.memory.atomicNotify(8, 1);
			assertThat(first.returned()).isEqualTo(OK);
		}
	}

	@Test
	void aLaterWaiterKeepsWaiting() throws Exception {
		List<Parked> waiters = Parked.inTurn(2, () -> waitAt(8));
		this.memory.atomicNotify(8, 1);
		waiters.get(0).returned();
		assertThat(waiters.get(1).isWaiting()).isTrue();
	}

	@Test
	void aNotificationIsNotKeptForALaterWait() {
		this.memory.atomicNotify(8, 1);
		assertThat(this.memory.atomicWait(8, 0, 1_000)).isEqualTo(TIMED_OUT);
	}

	@Test
	void aNotificationIsNotTakenFromTheThreadItWoke() throws Exception {
		Parked waiter = Parked.in(() -> waitAt(8));
		this.memory.atomicNotify(8, 1);
		int later = this.memory.atomicWait(8, 0, 1_000);
		assertThat(List.of(later, waiter.returned())).containsExactly(TIMED_OUT, OK);
	}

	@Test
	void aTimedOutWaitLeavesItsPlace() {
		this.memory.atomicWait(8, 0, 1_000);
		assertThat(this.memory.atomicNotify(8, ALL)).isZero();
	}

	@Test
	void anInterruptedWaitFails() throws Exception {
		Parked waiter = Parked.in(() -> waitAt(8));
		waiter.thread().interrupt();
		assertThat(waiter.failure()).isInstanceOf(ChicoryInterruptedException.class);
	}

	@Test
	void anInterruptedWaitLeavesItsPlaceToTheNext() throws Exception {
		List<Parked> waiters = Parked.inTurn(2, () -> waitAt(8));
		waiters.get(0).thread().interrupt();
		waiters.get(0).failure();
		this.memory.atomicNotify(8, 1);
		assertThat(waiters.get(1).returned()).isEqualTo(OK);
	}

	@Test
	void anInterruptedThreadStaysInterrupted() throws Exception {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Parked waiter = Parked.in(() -> {
			try {
				return waitAt(8);
			}
			finally {
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
		});
		waiter.thread().interrupt();
		assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anInterruptedThreadDoesNotBeginToWait() throws Exception {
		Parked waiter = Parked.start(() -> {
			Thread.currentThread().interrupt();
			return waitAt(8);
		});
		assertThat(waiter.failure()).isInstanceOf(ChicoryInterruptedException.class);
	}

	@Test
	void aWaitOnAMemoryThatIsNotSharedTraps() {
		try (SharedLinearMemory unshared = new SharedLinearMemory(new MemoryLimits(1))) {
			assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> unshared.atomicWait(8, 0, 0))
				.withMessageStartingWith("expected shared memory");
		}
	}

	@Test
	void aNotificationOnAMemoryThatIsNotSharedWakesNone() {
		try (SharedLinearMemory unshared = new SharedLinearMemory(new MemoryLimits(1))) {
			assertThat(unshared.atomicNotify(8, ALL)).isZero();
		}
	}

	@Test
	@SuppressWarnings("deprecation")
	void thereIsNoLockToTake() {
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.memory.lock(8));
	}

	@Test
	@SuppressWarnings("deprecation")
	void theDeprecatedWaitBehavesTheSame() {
		assertThat(List.of(this.memory.waitOn(8, 0, 0), this.memory.waitOn(8, 1L, 0))).containsExactly(TIMED_OUT,
				NOT_EQUAL);
	}

	@Test
	@SuppressWarnings("deprecation")
	void theDeprecatedNotificationBehavesTheSame() throws Exception {
		Parked.in(() -> waitAt(8));
		assertThat(this.memory.notify(8, ALL)).isEqualTo(1);
	}

	@Test
	void aMillionPingPongsLoseNoWakeUp() throws InterruptedException {
		int pairs = 4;
		int rounds = 125_000;
		List<Thread> players = new ArrayList<>();
		for (int player = 0; player < 2 * pairs; player++) {
			int ball = 64 * (player / 2);
			int parity = player % 2;
			players.add(new Thread(() -> play(ball, parity, rounds)));
		}
		players.forEach(Thread::start);
		for (Thread player : players) {
			player.join();
		}
		assertThat(List.of(0, 64, 128, 192)).extracting(this.memory::readInt).containsOnly(2 * rounds);
	}

	private void play(int ball, int parity, int rounds) {
		for (int round = 0; round < rounds; round++) {
			int turn = this.memory.atomicReadInt(ball);
			while ((turn & 1) != parity) {
				this.memory.atomicWait(ball, turn, FOR_EVER);
				turn = this.memory.atomicReadInt(ball);
			}
			this.memory.atomicAddInt(ball, 1);
			this.memory.atomicNotify(ball, 1);
		}
	}

}
