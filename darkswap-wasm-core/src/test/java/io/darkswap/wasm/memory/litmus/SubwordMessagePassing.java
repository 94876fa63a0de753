package io.darkswap.wasm.memory.litmus;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A flag of 8 bits publishes as well as one of 32, whatever its neighbours in the word.
 */
@JCStressTest
@Outcome(id = { "0, 0", "0, 1", "1, 1" }, expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "the flag without the data")
@State
public class SubwordMessagePassing {

	private final int data = Slot.next();

	private final int flag = this.data + 33;

	@Actor
	public void write() {
		Slot.MEMORY.writeI32(this.data, 1);
		Slot.MEMORY.atomicWriteByte(this.flag, (byte) 1);
	}

	@Actor
	public void read(II_Result result) {
		result.r1 = Slot.MEMORY.atomicReadByte(this.flag);
		result.r2 = Slot.MEMORY.readInt(this.data);
	}

}
