package io.darkswap.wasm.memory.litmus;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/**
 * No increment of any width is lost, neither to another of its own nor to one of its
 * neighbour in the same word.
 */
@JCStressTest
@Outcome(id = "2, 2, 2, 2", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "an increment was lost")
@State
public class Increments {

	private final int slot = Slot.next();

	@Actor
	public void one() {
		increment();
	}

	@Actor
	public void another() {
		increment();
	}

	private void increment() {
		Slot.MEMORY.atomicAddByte(this.slot + 1, (byte) 1);
		Slot.MEMORY.atomicAddShort(this.slot + 2, (short) 1);
		Slot.MEMORY.atomicAddInt(this.slot + 4, 1);
		Slot.MEMORY.atomicAddLong(this.slot + 8, 1);
	}

	@Arbiter
	public void sum(JJJJ_Result result) {
		result.r1 = Slot.MEMORY.readU8(this.slot + 1);
		result.r2 = Slot.MEMORY.readU16(this.slot + 2);
		result.r3 = Slot.MEMORY.readU32(this.slot + 4);
		result.r4 = Slot.MEMORY.readLong(this.slot + 8);
	}

}
