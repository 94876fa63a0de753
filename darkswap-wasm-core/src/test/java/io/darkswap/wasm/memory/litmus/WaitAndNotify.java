package io.darkswap.wasm.memory.litmus;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread that waits for an atomic change of a value is woken, or does not begin to
 * wait.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "waited and was woken")
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "found the value changed")
@Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up was lost, or counted wrongly")
@State
public class WaitAndNotify {

	/** Longer than a loaded machine keeps the other thread from running. */
	private static final long TEN_SECONDS = 10_000_000_000L;

	private final int address = Slot.next();

	@Actor
	public void waitForChange(II_Result result) {
		result.r1 = Slot.MEMORY.atomicWait(this.address, 0, TEN_SECONDS);
	}

	@Actor
	public void change(II_Result result) {
		Slot.MEMORY.atomicWriteInt(this.address, 1);
		result.r2 = Slot.MEMORY.atomicNotify(this.address, 1);
	}

}
