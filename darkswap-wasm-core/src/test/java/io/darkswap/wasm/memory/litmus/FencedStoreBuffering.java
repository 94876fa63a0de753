package io.darkswap.wasm.memory.litmus;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * With a fence between them, a plain write and a plain read behave like atomic ones.
 */
@JCStressTest
@Outcome(id = { "0, 1", "1, 0", "1, 1" }, expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "neither saw the other")
@State
public class FencedStoreBuffering {

	private final int left = Slot.next();

	private final int right = this.left + 32;

	@Actor
	public void left(II_Result result) {
		Slot.MEMORY.writeI32(this.left, 1);
		Slot.MEMORY.atomicFence();
		result.r1 = Slot.MEMORY.readInt(this.right);
	}

	@Actor
	public void right(II_Result result) {
		Slot.MEMORY.writeI32(this.right, 1);
		Slot.MEMORY.atomicFence();
		result.r2 = Slot.MEMORY.readInt(this.left);
	}

}
