package io.darkswap.wasm.loader.bundled;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.ChicoryException;
import io.darkswap.wasm.threads.TimedOutCalls;
import org.jspecify.annotations.NullMarked;

/**
 * The functions that the compiled engine calls for each memory access, backward branch
 * and call. The build replaces the class of this name that the compiler generates. The
 * generated class ends a call as soon as its thread is interrupted, even halfway through
 * a change of the book. Here only {@linkplain TimedOutCalls the watchdog} ends a call;
 * any other interruption waits until the engine has returned, as it does for all Java
 * code that does not block.
 * <p>
 * It has exactly the methods that the engine's code refers to, which a test compares. Not
 * API.
 */
@NullMarked
public final class DarkSwapEngineModuleMachineShaded {

	private DarkSwapEngineModuleMachineShaded() {
	}

	/**
	 * Ends a call that the watchdog stops. It runs at every loop and call of the engine,
	 * so it costs next to nothing while no call is stopped.
	 */
	public static void checkInterruption() {
		if (TimedOutCalls.any()) {
			endStoppedCall();
		}
	}

	/**
	 * Ends the stopped call. A listing clears the interruption until its market is
	 * unlocked.
	 */
	private static void endStoppedCall() {
		Thread thread = Thread.currentThread();
		if (thread.isInterrupted() && TimedOutCalls.contains(thread)) {
			throw new ChicoryInterruptedException("The call was stopped because it ran too long");
		}
	}

	public static int memoryAtomicWait32(int base, int expected, long timeout, int offset, Memory memory) {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return memory.atomicWait(address(base, offset), expected, timeout);
				}
				catch (ChicoryInterruptedException ex) {
					if (TimedOutCalls.contains(Thread.currentThread())) {
						throw ex;
					}
					interrupted |= Thread.interrupted();
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	public static int memoryAtomicNotify(int base, int count, int offset, Memory memory) {
		return memory.atomicNotify(address(base, offset), count);
	}

	public static int memoryAtomicIntRead(int base, int offset, Memory memory) {
		return memory.atomicReadInt(address(base, offset));
	}

	public static long memoryAtomicLongRead(int base, int offset, Memory memory) {
		return memory.atomicReadLong(address(base, offset));
	}

	public static long memoryAtomicLongIntRead(int base, int offset, Memory memory) {
		return Integer.toUnsignedLong(memory.atomicReadInt(address(base, offset)));
	}

	public static void memoryAtomicIntWrite(int base, int value, int offset, Memory memory) {
		memory.atomicWriteInt(address(base, offset), value);
	}

	public static int memoryAtomicIntRmwCmpxchg(int base, int expected, int replacement, int offset, Memory memory) {
		return memory.atomicCmpxchgInt(address(base, offset), expected, replacement);
	}

	public static long memoryAtomicLongRmwCmpxchg(int base, long expected, long replacement, int offset,
			Memory memory) {
		return memory.atomicCmpxchgLong(address(base, offset), expected, replacement);
	}

	public static void memoryAtomicLongWrite(int base, long value, int offset, Memory memory) {
		memory.atomicWriteLong(address(base, offset), value);
	}

	public static int memoryAtomicIntRmwAdd(int base, int value, int offset, Memory memory) {
		return memory.atomicAddInt(address(base, offset), value);
	}

	public static int memoryAtomicIntRmwSub(int base, int value, int offset, Memory memory) {
		return memory.atomicAddInt(address(base, offset), -value);
	}

	public static int memoryAtomicIntRmwOr(int base, int value, int offset, Memory memory) {
		return memory.atomicOrInt(address(base, offset), value);
	}

	public static int memoryAtomicIntRmwXchg(int base, int value, int offset, Memory memory) {
		return memory.atomicXchgInt(address(base, offset), value);
	}

	public static void memoryAtomicFence(Memory memory) {
		memory.atomicFence();
	}

	public static byte memoryReadByte(int base, int offset, Memory memory) {
		return memory.read(address(base, offset));
	}

	public static short memoryReadShort(int base, int offset, Memory memory) {
		return memory.readShort(address(base, offset));
	}

	public static int memoryReadInt(int base, int offset, Memory memory) {
		return memory.readInt(address(base, offset));
	}

	public static long memoryReadLong(int base, int offset, Memory memory) {
		return memory.readLong(address(base, offset));
	}

	public static void memoryWriteByte(int base, byte value, int offset, Memory memory) {
		memory.writeByte(address(base, offset), value);
	}

	public static void memoryWriteShort(int base, short value, int offset, Memory memory) {
		memory.writeShort(address(base, offset), value);
	}

	public static void memoryWriteInt(int base, int value, int offset, Memory memory) {
		memory.writeI32(address(base, offset), value);
	}

	public static void memoryWriteLong(int base, long value, int offset, Memory memory) {
		memory.writeLong(address(base, offset), value);
	}

	public static void memoryFill(int address, byte value, int size, Memory memory) {
		memory.fill(value, address, address + size);
	}

	public static void memoryInit(int destination, int offset, int size, int segment, Memory memory) {
		memory.initPassiveSegment(segment, destination, offset, size);
	}

	public static int memoryGrow(int pages, Memory memory) {
		return memory.grow(pages);
	}

	public static int memoryPages(Memory memory) {
		return memory.pages();
	}

	public static void dataDrop(int segment, Instance instance) {
		instance.dropDataSegment(segment);
	}

	public static long readGlobal(int index, Instance instance) {
		return instance.global(index).getValue();
	}

	public static void writeGlobal(long value, int index, Instance instance) {
		instance.global(index).setValue(value);
	}

	/**
	 * Compares as longs: JDK 17's second compiler gets {@code Integer.compareUnsigned}
	 * wrong in some compiled Wasm code (Chicory's issues 755 and 843).
	 */
	public static int i32_ge_u(int a, int b) {
		return (Integer.toUnsignedLong(a) >= Integer.toUnsignedLong(b)) ? 1 : 0;
	}

	public static long[] callIndirect(long[] arguments, int type, int function, Instance instance) {
		if (instance.functionType(function) != type) {
			throw throwIndirectCallTypeMismatch();
		}
		return instance.getMachine().call(function, arguments);
	}

	public static RuntimeException throwIndirectCallTypeMismatch() {
		throw new ChicoryException("indirect call type mismatch");
	}

	public static RuntimeException throwUnknownFunction(int index) {
		throw new ChicoryException("unknown function " + index);
	}

	public static RuntimeException throwCallStackExhausted(StackOverflowError error) {
		throw new ChicoryException("call stack exhausted", error);
	}

	/**
	 * Adds the base and the offset of an access. A base from 2 GiB up is beyond every
	 * memory and is not added to, because the sum might be inside.
	 */
	private static int address(int base, int offset) {
		return (base < 0) ? base : base + offset;
	}

}
