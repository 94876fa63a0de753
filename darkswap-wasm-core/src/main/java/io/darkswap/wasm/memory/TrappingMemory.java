package io.darkswap.wasm.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;

/**
 * The plain instructions that access one value of a linear memory, and the traps that
 * accesses end in. Plain accesses leave out the step through {@link MappedBytes}: each
 * step makes HotSpot inline less of a module.
 */
abstract sealed class TrappingMemory implements Memory permits AtomicMemory {

	private final ByteBuffer buffer;

	/** The bytes of the memory and of all its views. */
	final MappedBytes bytes;

	/** That of the bytes, one load nearer to each access. */
	private final long start;

	TrappingMemory(MappedBytes bytes) {
		this.bytes = bytes;
		this.buffer = bytes.buffer();
		this.start = bytes.start;
	}

	/** Return whether the memory was closed, which every later trap reports. */
	abstract boolean isClosed();

	/** Returns where a value is, once it is known to end before the limit. */
	private long locate(int address, int size) {
		long index = Integer.toUnsignedLong(address);
		if (index > this.bytes.limit - size) {
			throw outOfBounds(address, size);
		}
		return this.start + index;
	}

	@Override
	public byte read(int address) {
		try {
			return MappedBytes.BY_ADDRESS ? UnsafeBytes.readByte(locate(address, Byte.BYTES), this)
					: this.buffer.get(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public short readShort(int address) {
		try {
			return MappedBytes.BY_ADDRESS ? UnsafeBytes.readShort(locate(address, Short.BYTES), this)
					: this.buffer.getShort(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public long readU16(int address) {
		return Short.toUnsignedLong(readShort(address));
	}

	@Override
	public int readInt(int address) {
		try {
			return MappedBytes.BY_ADDRESS ? UnsafeBytes.readInt(locate(address, Integer.BYTES), this)
					: this.buffer.getInt(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public long readLong(int address) {
		try {
			return MappedBytes.BY_ADDRESS ? UnsafeBytes.readLong(locate(address, Long.BYTES), this)
					: this.buffer.getLong(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public float readFloat(int address) {
		return Float.intBitsToFloat(readInt(address));
	}

	@Override
	public long readF32(int address) {
		return readInt(address);
	}

	@Override
	public double readDouble(int address) {
		return Double.longBitsToDouble(readLong(address));
	}

	@Override
	public long readF64(int address) {
		return readLong(address);
	}

	@Override
	public void writeByte(int address, byte value) {
		try {
			if (MappedBytes.BY_ADDRESS) {
				UnsafeBytes.writeByte(locate(address, Byte.BYTES), value, this);
			}
			else {
				this.buffer.put(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public void writeShort(int address, short value) {
		try {
			if (MappedBytes.BY_ADDRESS) {
				UnsafeBytes.writeShort(locate(address, Short.BYTES), value, this);
			}
			else {
				this.buffer.putShort(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public void writeI32(int address, int value) {
		try {
			if (MappedBytes.BY_ADDRESS) {
				UnsafeBytes.writeInt(locate(address, Integer.BYTES), value, this);
			}
			else {
				this.buffer.putInt(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public void writeLong(int address, long value) {
		try {
			if (MappedBytes.BY_ADDRESS) {
				UnsafeBytes.writeLong(locate(address, Long.BYTES), value, this);
			}
			else {
				this.buffer.putLong(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public void writeF32(int address, float value) {
		writeI32(address, Float.floatToRawIntBits(value));
	}

	@Override
	public void writeF64(int address, double value) {
		writeLong(address, Double.doubleToRawLongBits(value));
	}

	/** Describes the failure of an access in WebAssembly's terms. */
	final WasmRuntimeException trap(Throwable cause, int address, int size) {
		if (isClosed()) {
			return closedTrap();
		}
		if (cause instanceof IllegalStateException) {
			return new WasmRuntimeException(
					"unaligned atomic: %d bytes at address %s".formatted(size, Integer.toUnsignedString(address)));
		}
		if (cause instanceof InternalError) {
			return new WasmRuntimeException("the system has no page for address " + Integer.toUnsignedString(address),
					cause);
		}
		return outOfBounds(address, size);
	}

	final WasmRuntimeException outOfBounds(int address, int size) {
		// The limit may be zero because the memory was closed after the last check.
		VarHandle.acquireFence();
		if (isClosed()) {
			return closedTrap();
		}
		return new WasmRuntimeException("out of bounds memory access: %s bytes at address %s of %d"
			.formatted(Integer.toUnsignedString(size), Integer.toUnsignedString(address), this.bytes.limit()));
	}

	static WasmRuntimeException closedTrap() {
		return new WasmRuntimeException("the linear memory is closed");
	}

}
