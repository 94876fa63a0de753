package io.darkswap.wasm.memory;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code memory.atomic.wait32}, {@code wait64} and {@code notify}.
 */
class WaitNotifyTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void aWaitForAnotherValueReturnsNotEqual() {
		assertThat(this.memory.atomicWait(8, 1, -1)).isEqualTo(1);
	}

	@Test
	void aWaitThatNobodyNotifiesTimesOut() {
		assertThat(this.memory.atomicWait(8, 0, 1_000)).isEqualTo(2);
	}

	@Test
	void aNotificationWhereNobodyWaitsWakesNobody() {
		assertThat(this.memory.atomicNotify(8, -1)).isZero();
	}

	@Test
	void aMillionPingPongsLoseNoWakeUp() throws InterruptedException {
		int rounds = 500_000;
		Thread pong = new Thread(() -> takeTurns(1, rounds));
		pong.start();
		takeTurns(0, rounds);
		pong.join();
		assertThat(this.memory.readInt(0)).isEqualTo(2 * rounds);
	}

	private void takeTurns(int parity, int rounds) {
		for (int round = 0; round < rounds; round++) {
			int turn = this.memory.atomicReadInt(0);
			while ((turn & 1) != parity) {
				this.memory.atomicWait(0, turn, -1);
				turn = this.memory.atomicReadInt(0);
			}
			this.memory.atomicAddInt(0, 1);
			this.memory.atomicNotify(0, 1);
		}
	}

}
