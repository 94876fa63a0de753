package io.darkswap.wasm.log;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The right to write and apply.
 */
class TurnTests {

	private final Turn turn = new Turn();

	private int counted;

	@Test
	@Timeout(60)
	void oneThreadAtATimeHasIt() throws InterruptedException {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(this::count);
			threads.add(thread);
			thread.start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(this.counted).isEqualTo(4 * 5000);
		assertThat(this.turn.holder).isNull();
	}

	/** The count is not atomic. */
	private void count() {
		for (int i = 0; i < 5000; i++) {
			this.turn.take();
			this.counted++;
			this.turn.holder = null;
		}
	}

	@Test
	void itsHolderIsKnown() throws InterruptedException {
		assertThat(this.turn.isOfCaller()).isFalse();
		assertThat(this.turn.tryTake()).isTrue();
		assertThat(this.turn.isOfCaller()).isTrue();
		List<Boolean> others = new ArrayList<>();
		Thread other = new Thread(() -> {
			others.add(this.turn.isOfCaller());
			others.add(this.turn.tryTake());
		});
		other.start();
		other.join();
		assertThat(others).containsExactly(false, false);
	}

}
