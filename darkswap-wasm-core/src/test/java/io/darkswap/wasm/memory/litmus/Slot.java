package io.darkswap.wasm.memory.litmus;

import java.util.concurrent.atomic.AtomicInteger;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * A zeroed cache line of one memory, for one trial of a litmus test: jcstress makes far
 * too many of them to give each a memory of its own.
 */
final class Slot {

	static final SharedLinearMemory MEMORY = new SharedLinearMemory(new MemoryLimits(256, 256, true));

	private static final int LINE = 64;

	private static final int LINES = 256 * 65536 / LINE;

	private static final AtomicInteger NEXT = new AtomicInteger();

	private Slot() {
	}

	static int next() {
		int address = Integer.remainderUnsigned(NEXT.getAndIncrement(), LINES) * LINE;
		MEMORY.fill((byte) 0, address, address + LINE);
		return address;
	}

}
