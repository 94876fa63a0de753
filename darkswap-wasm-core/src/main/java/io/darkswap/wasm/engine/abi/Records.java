package io.darkswap.wasm.engine.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.memory.SharedLinearMemory;

/**
 * Gives access to the engine's records, in place or in a copy. One per instance; not
 * thread-safe.
 */
public abstract sealed class Records {

	/**
	 * Returns a buffer in which a record is readable at {@link #offset} until the next
	 * call.
	 */
	public abstract ByteBuffer buffer(int reference, int size);

	/** Returns the offset of the record in the buffer. */
	public abstract int offset(int reference);

	public static Records inPlace(SharedLinearMemory memory) {
		return new InPlace(memory);
	}

	public static Records copied(Memory memory) {
		return new Copied(memory);
	}

	/** Reads the records in place. */
	private static final class InPlace extends Records {

		private final SharedLinearMemory memory;

		/** A view of the whole memory, extended when it is too small. */
		private ByteBuffer view;

		InPlace(SharedLinearMemory memory) {
			this.memory = memory;
			this.view = memory.view(0, memory.pages() * Memory.PAGE_SIZE);
		}

		@Override
		public ByteBuffer buffer(int reference, int size) {
			if (reference + size > this.view.limit()) {
				this.view = this.memory.view(0, this.memory.pages() * Memory.PAGE_SIZE);
			}
			return this.view;
		}

		@Override
		public int offset(int reference) {
			return reference;
		}

	}

	/** Reads a copy of each record. */
	private static final class Copied extends Records {

		private final Memory memory;

		Copied(Memory memory) {
			this.memory = memory;
		}

		@Override
		public ByteBuffer buffer(int reference, int size) {
			return ByteBuffer.wrap(this.memory.readBytes(reference, size)).order(ByteOrder.LITTLE_ENDIAN);
		}

		@Override
		public int offset(int reference) {
			return 0;
		}

	}

}
