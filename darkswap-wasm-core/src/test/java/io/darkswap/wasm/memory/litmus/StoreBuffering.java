package io.darkswap.wasm.memory.litmus;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads each write a value and then read the other's: at least one sees the other's
 * write.
 */
@JCStressTest
@Outcome(id = { "0, 1", "1, 0", "1, 1" }, expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "neither saw the other")
@State
public class StoreBuffering {

	private final int left = Slot.next();

	private final int right = this.left + 32;

	@Actor
	public void left(II_Result result) {
		Slot.MEMORY.atomicWriteInt(this.left, 1);
		result.r1 = Slot.MEMORY.atomicReadInt(this.right);
	}

	@Actor
	public void right(II_Result result) {
		Slot.MEMORY.atomicWriteInt(this.right, 1);
		result.r2 = Slot.MEMORY.atomicReadInt(this.left);
	}

}
