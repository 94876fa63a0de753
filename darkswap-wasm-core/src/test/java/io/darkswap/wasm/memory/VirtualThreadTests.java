package io.darkswap.wasm.memory;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Virtual threads wait without keeping their carriers.
 */
@Timeout(60)
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTests {

	/**
	 * Many more than there are carriers: if each pinned its carrier, they could not all
	 * wait.
	 */
	private static final int THREADS = 2000;

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 1, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	@Test
	void moreThreadsWaitThanThereAreCarriers() throws Exception {
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			threads.add(startVirtualThread(() -> {
				this.memory.atomicAddInt(0, 1);
				this.memory.atomicWait(8, 0, -1);
			}));
		}
		Parked.until(() -> this.memory.atomicReadInt(0) == THREADS);
		int[] woken = new int[1];
		Parked.until(() -> {
			woken[0] += this.memory.atomicNotify(8, -1);
			return woken[0] == THREADS;
		});
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(woken[0]).isEqualTo(THREADS);
	}

	/** The tests are compiled for a Java that has no virtual threads. */
	private static Thread startVirtualThread(Runnable task) throws ReflectiveOperationException {
		Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
		return (Thread) start.invoke(null, task);
	}

}
