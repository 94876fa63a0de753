package io.darkswap.wasm.memory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A closed memory is released, and later accesses report that it is closed.
 */
@Timeout(60)
class CloseTests {

	private final SharedLinearMemory memory = new SharedLinearMemory(new MemoryLimits(1, 4, true));

	@AfterEach
	void closeMemory() {
		this.memory.close();
	}

	static Stream<Access> accesses() {
		return Stream.concat(Access.PLAIN.stream(), Access.ATOMIC.stream());
	}

	@ParameterizedTest
	@MethodSource("accesses")
	void everyLaterAccessTraps(Access access) {
		this.memory.close();
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> access.at(0, this.memory))
			.withMessage("the linear memory is closed");
	}

	@Test
	void growingTraps() {
		this.memory.close();
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.memory.grow(1))
			.withMessage("the linear memory is closed");
	}

	@Test
	void evenFillingNothingTraps() {
		this.memory.close();
		assertThatExceptionOfType(WasmRuntimeException.class).isThrownBy(() -> this.memory.fill((byte) 0, 0, 0))
			.withMessage("the linear memory is closed");
	}

	@Test
	void itHasNoPages() {
		this.memory.close();
		assertThat(this.memory.pages()).isZero();
	}

	@Test
	void closingTwiceHasNoEffect() {
		this.memory.close();
		assertThatNoException().isThrownBy(this.memory::close);
	}

	@Test
	void aViewOfItDoesNoHarm() {
		ByteBuffer view = this.memory.view(0, Memory.PAGE_SIZE);
		this.memory.close();
		assertThatNoException().isThrownBy(() -> view.getLong(8));
	}

	@Test
	void threadsThatWaitWakeAndFail() throws InterruptedException {
		List<Parked> waiters = Parked.inTurn(3, () -> this.memory.atomicWait(8, 0, -1));
		this.memory.close();
		for (Parked waiter : waiters) {
			assertThat(waiter.failure()).isInstanceOf(WasmRuntimeException.class)
				.hasMessage("the linear memory is closed");
		}
	}

	/** Often, as few closings fall between a bounds check and its access. */
	@RepeatedTest(200)
	void aRunningInstanceTraps() throws InterruptedException {
		InstructionModule one = InstructionModule.Engine.COMPILER.over(this.memory);
		InstructionModule another = InstructionModule.Engine.COMPILER.over(this.memory);
		List<Parked> running = List.of(Parked.start(() -> (int) one.call("sweep_for_ever")),
				Parked.start(() -> (int) another.call("sweep_for_ever")));
		Parked.until(() -> this.memory.atomicReadInt(Memory.PAGE_SIZE - 4) > 20);
		this.memory.close();
		for (Parked thread : running) {
			assertThat(thread.failure()).isInstanceOf(WasmRuntimeException.class)
				.hasMessage("the linear memory is closed");
		}
	}

	@RepeatedTest(20)
	void aRunningBulkOperationTraps() throws InterruptedException {
		trapsWhenClosedDuring(() -> {
			this.memory.fill((byte) 1, 0, Memory.PAGE_SIZE);
			this.memory.copy(0, 1, Memory.PAGE_SIZE - 1);
		});
	}

	/**
	 * Repeats often, because few closings fall into the check of the bounds, which takes
	 * most of the time.
	 */
	@RepeatedTest(200)
	void aShortBulkOperationThatStartsMeanwhileTraps() throws InterruptedException {
		trapsWhenClosedDuring(() -> this.memory.copy(0, 1, 1));
	}

	@RepeatedTest(20)
	void aWaitThatStartsMeanwhileFails() throws InterruptedException {
		trapsWhenClosedDuring(() -> this.memory.atomicWait(8, 0, 1));
	}

	private void trapsWhenClosedDuring(Runnable operation) throws InterruptedException {
		CountDownLatch operating = new CountDownLatch(1);
		Parked thread = Parked.start(() -> {
			while (true) {
				operation.run();
				operating.countDown();
			}
		});
		operating.await();
		this.memory.close();
		assertThat(thread.failure()).isInstanceOf(WasmRuntimeException.class).hasMessage("the linear memory is closed");
	}

}
