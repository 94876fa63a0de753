package io.darkswap.wasm.memory.litmus;

import io.darkswap.wasm.memory.SequenceLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJJ_Result;

/**
 * Two fields that are written together are read together, or the read is rejected.
 */
@JCStressTest
@Outcome(id = { "true, 0, 0", "true, 1, 1" }, expect = Expect.ACCEPTABLE)
@Outcome(id = "false, .*", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class SequenceLockReading {

	private static final SequenceLock LOCK = new SequenceLock(Slot.MEMORY);

	private final int record = Slot.next();

	@Actor
	public void write() {
		Slot.MEMORY.atomicAddInt(this.record, 1);
		Slot.MEMORY.atomicFence();
		Slot.MEMORY.writeLong(this.record + 8, 1);
		Slot.MEMORY.writeLong(this.record + 16, 1);
		Slot.MEMORY.atomicAddInt(this.record, 1);
	}

	@Actor
	public void read(ZJJ_Result result) {
		long begun = LOCK.beginRead(this.record);
		result.r2 = Slot.MEMORY.readLong(this.record + 8);
		result.r3 = Slot.MEMORY.readLong(this.record + 16);
		result.r1 = LOCK.validate(this.record, begun);
	}

}
