package io.darkswap.wasm.pool;

import java.util.function.IntUnaryOperator;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The part of a shared memory that is one instance's own, by LLVM's conventions for
 * threads: <pre>
 * base                                                      base + pages * 64 KiB
 *  +--------+---------------------------------------+--------------------------+
 *  | canary |                 &lt;- C stack grows down | thread-local storage      |
 *  +--------+---------------------------------------+--------------------------+
 *                                       stack pointer, thread-local base
 * </pre> A C stack that overflows does not trap: it continues into the memory below. It
 * overwrites the canary first. A frame large enough to skip the canary is not detected,
 * so a module's frames must stay small.
 */
final class InstanceStack {

	/**
	 * The pages of an area: its C stack and, if it is small, its thread-local storage.
	 */
	static final int DEFAULT_PAGES = 1;

	private static final int CANARY_WORDS = 4;

	private static final long CANARY = 0xD0_5A_CA_9A_12_7E_57_ACL;

	private static final int STACK_ALIGNMENT = 16;

	// A larger storage would leave too little of the page for a C stack.
	private static final int LARGEST_STORAGE = Memory.PAGE_SIZE / 4;

	private final Memory memory;

	private final int base;

	private final int storage;

	private InstanceStack(Memory memory, int base, int storage) {
		this.memory = memory;
		this.base = base;
		this.storage = storage;
	}

	/**
	 * Reserves an area for the instances of one slot, each after the other.
	 * @param allocator returns the address of so many pages
	 * @param memory the memory
	 * @param first the first instance
	 * @param pages the pages of the C stack
	 * @return the area, or {@code null} if the module does not follow the conventions
	 */
	static @Nullable InstanceStack reserve(IntUnaryOperator allocator, Memory memory, Instance first, int pages) {
		ThreadExports exports = ThreadExports.of(first);
		if (exports.isEmpty()) {
			return null;
		}
		int alignment = Math.max(exports.storageAlignment(), STACK_ALIGNMENT);
		int storageSize = exports.storageSize();
		int needed = pages;
		if (storageSize + alignment > LARGEST_STORAGE) {
			needed += (storageSize + alignment + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE;
		}
		int base = allocator.applyAsInt(needed);
		int end = base + needed * Memory.PAGE_SIZE;
		int storage = (end - storageSize) / alignment * alignment;
		return new InstanceStack(memory, base, storage);
	}

	/**
	 * Assigns this area to an instance, in its initial state.
	 */
	void give(Instance instance) {
		for (int word = 0; word < CANARY_WORDS; word++) {
			this.memory.writeLong(this.base + word * Long.BYTES, CANARY);
		}
		ThreadExports exports = ThreadExports.of(instance);
		exports.setStackPointer(this.storage);
		exports.initializeStorage(this.storage);
	}

	/**
	 * Returns whether an instance has unwound its stack, as each call does that ends
	 * without a trap.
	 */
	boolean isUnwound(@Nullable GlobalInstance stackPointer) {
		return stackPointer == null || (int) stackPointer.getValue() == this.storage;
	}

	/**
	 * Returns whether the stack stayed within its bounds.
	 */
	boolean isIntact() {
		for (int word = 0; word < CANARY_WORDS; word++) {
			if (this.memory.readLong(this.base + word * Long.BYTES) != CANARY) {
				return false;
			}
		}
		return true;
	}

}
