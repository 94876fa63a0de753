package io.darkswap.wasm.memory;

import java.lang.invoke.VarHandle;

import com.dylibso.chicory.runtime.WasmRuntimeException;

/**
 * Reads a record that WebAssembly code may be writing at the same time, without a lock
 * and without disturbing the writer. It is the reading side of a sequence lock.
 *
 * <p>
 * The record has a 32-bit sequence number, aligned, that is odd while it is written:
 *
 * <pre>
 *  +0          +4
 *  +-----------+---------------------+
 *  | sequence  |  fields ...         |
 *  +-----------+---------------------+
 *
 *  one writer at a time            readers
 *    sequence + 1   (odd)            begun = beginRead(address)
 *    atomic.fence                    read the fields, plainly
 *    write the fields, plainly       validate(address, begun), or read again
 *    sequence + 1   (even)
 * </pre>
 *
 * <p>
 * Memory ordering: the writer's two changes of the number are atomic stores; the fence
 * after the first keeps the fields from being written before it, and the second store
 * follows the fields by itself. The first read of the number here is an acquiring read,
 * and a fence keeps the fields from being read after the second. The fields may be torn
 * until {@link #validate} returns {@code true}.
 *
 * <pre>{@code
 * for (int attempt = 0; attempt < SequenceLock.ATTEMPTS; attempt++) {
 *     long begun = lock.beginRead(address);
 *     long price = memory.readLong(address + 8);
 *     long amount = memory.readLong(address + 16);
 *     if (lock.validate(address, begun)) {
 *         return new Quote(price, amount);
 *     }
 * }
 * // the writer never paused: call it instead
 * }</pre>
 *
 * <p>
 * Any thread may use it. It allocates nothing and never blocks.
 */
public final class SequenceLock {

	/** The number of attempts to read a record before calling the writer instead. */
	public static final int ATTEMPTS = 64;

	private static final int SPINS = 64;

	private final SharedLinearMemory memory;

	/**
	 * Creates a reader.
	 * @param memory the memory that holds the records
	 */
	public SequenceLock(SharedLinearMemory memory) {
		this.memory = memory;
	}

	/**
	 * Begins to read a record, after a short wait for a writer to finish.
	 * @param address the address of the sequence number, a multiple of 4
	 * @return the sequence number, for {@link #validate} once the fields are read
	 * @throws WasmRuntimeException if the number is not inside the memory, or not aligned
	 */
	public long beginRead(int address) {
		int sequence = this.memory.atomicReadInt(address);
		for (int spin = 0; isOdd(sequence) && spin < SPINS; spin++) {
			Thread.onSpinWait();
			sequence = this.memory.atomicReadInt(address);
		}
		return Integer.toUnsignedLong(sequence);
	}

	/**
	 * Validates that the fields that were read belong together.
	 * @param address the address of the sequence number
	 * @param begun the result of {@link #beginRead}
	 * @return {@code false} if the record was written at any time since
	 * @throws WasmRuntimeException if the number is not inside the memory, or not aligned
	 */
	public boolean validate(int address, long begun) {
		VarHandle.acquireFence();
		return !isOdd((int) begun) && this.memory.atomicReadInt(address) == (int) begun;
	}

	private static boolean isOdd(int sequence) {
		return (sequence & 1) != 0;
	}

}
