package io.darkswap.wasm.memory;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;

/**
 * The instructions that access one value of a linear memory, and the traps that they end
 * in.
 */
abstract sealed class TrappingMemory implements Memory permits SharedLinearMemory {

	/**
	 * Plain accesses skip {@link BufferBytes} where it is the only choice: its additional
	 * steps make HotSpot inline less of a module.
	 */
	private static final boolean BY_BUFFER = !MappedBytes.permitsUnsafe();

	private final ByteBuffer buffer;

	/** The bytes of the memory and of all its views. */
	final MappedBytes bytes;

	TrappingMemory(MappedBytes bytes) {
		this.bytes = bytes;
		this.buffer = bytes.buffer();
	}

	/** Return whether the memory was closed, which every later trap reports. */
	abstract boolean isClosed();

	@Override
	public byte read(int address) {
		try {
			return BY_BUFFER ? this.buffer.get(address) : this.bytes.get(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public short readShort(int address) {
		try {
			return BY_BUFFER ? this.buffer.getShort(address) : this.bytes.getShort(address);
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
			return BY_BUFFER ? this.buffer.getInt(address) : this.bytes.getInt(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public long readLong(int address) {
		try {
			return BY_BUFFER ? this.buffer.getLong(address) : this.bytes.getLong(address);
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
			if (BY_BUFFER) {
				this.buffer.put(address, value);
			}
			else {
				this.bytes.put(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public void writeShort(int address, short value) {
		try {
			if (BY_BUFFER) {
				this.buffer.putShort(address, value);
			}
			else {
				this.bytes.putShort(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public void writeI32(int address, int value) {
		try {
			if (BY_BUFFER) {
				this.buffer.putInt(address, value);
			}
			else {
				this.bytes.putInt(address, value);
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public void writeLong(int address, long value) {
		try {
			if (BY_BUFFER) {
				this.buffer.putLong(address, value);
			}
			else {
				this.bytes.putLong(address, value);
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

	@Override
	public void atomicFence() {
		VarHandle.fullFence();
	}

	@Override
	public int atomicReadInt(int address) {
		try {
			return this.bytes.getIntVolatile(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public void atomicWriteInt(int address, int value) {
		try {
			this.bytes.putIntVolatile(address, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicAddInt(int address, int delta) {
		try {
			return this.bytes.getAndAddInt(address, delta);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicAndInt(int address, int mask) {
		try {
			return this.bytes.getAndAndInt(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicOrInt(int address, int mask) {
		try {
			return this.bytes.getAndOrInt(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicXorInt(int address, int mask) {
		try {
			return this.bytes.getAndXorInt(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicXchgInt(int address, int value) {
		try {
			return this.bytes.getAndSetInt(address, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public int atomicCmpxchgInt(int address, int expected, int replacement) {
		try {
			return this.bytes.compareAndExchangeInt(address, expected, replacement);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Integer.BYTES);
		}
	}

	@Override
	public long atomicReadLong(int address) {
		try {
			return this.bytes.getLongVolatile(address);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public void atomicWriteLong(int address, long value) {
		try {
			this.bytes.putLongVolatile(address, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicAddLong(int address, long delta) {
		try {
			return this.bytes.getAndAddLong(address, delta);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicAndLong(int address, long mask) {
		try {
			return this.bytes.getAndAndLong(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicOrLong(int address, long mask) {
		try {
			return this.bytes.getAndOrLong(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicXorLong(int address, long mask) {
		try {
			return this.bytes.getAndXorLong(address, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicXchgLong(int address, long value) {
		try {
			return this.bytes.getAndSetLong(address, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public long atomicCmpxchgLong(int address, long expected, long replacement) {
		try {
			return this.bytes.compareAndExchangeLong(address, expected, replacement);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Long.BYTES);
		}
	}

	@Override
	public short atomicReadShort(int address) {
		try {
			return (short) SubwordAtomics.get(this.bytes, address, SubwordAtomics.SHORT);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public void atomicWriteShort(int address, short value) {
		atomicXchgShort(address, value);
	}

	@Override
	public byte atomicReadByte(int address) {
		try {
			return (byte) SubwordAtomics.get(this.bytes, address, SubwordAtomics.BYTE);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public void atomicWriteByte(int address, byte value) {
		atomicXchgByte(address, value);
	}

	@Override
	public short atomicAddShort(int address, short delta) {
		try {
			return (short) SubwordAtomics.getAndAdd(this.bytes, address, SubwordAtomics.SHORT, delta);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public short atomicAndShort(int address, short mask) {
		try {
			return (short) SubwordAtomics.getAndAnd(this.bytes, address, SubwordAtomics.SHORT, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public short atomicOrShort(int address, short mask) {
		try {
			return (short) SubwordAtomics.getAndOr(this.bytes, address, SubwordAtomics.SHORT, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public short atomicXorShort(int address, short mask) {
		try {
			return (short) SubwordAtomics.getAndXor(this.bytes, address, SubwordAtomics.SHORT, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public short atomicXchgShort(int address, short value) {
		try {
			return (short) SubwordAtomics.getAndSet(this.bytes, address, SubwordAtomics.SHORT, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public short atomicCmpxchgShort(int address, short expected, short replacement) {
		try {
			return (short) SubwordAtomics.compareAndExchange(this.bytes, address, SubwordAtomics.SHORT, expected,
					replacement);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Short.BYTES);
		}
	}

	@Override
	public byte atomicAddByte(int address, byte delta) {
		try {
			return (byte) SubwordAtomics.getAndAdd(this.bytes, address, SubwordAtomics.BYTE, delta);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public byte atomicAndByte(int address, byte mask) {
		try {
			return (byte) SubwordAtomics.getAndAnd(this.bytes, address, SubwordAtomics.BYTE, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public byte atomicOrByte(int address, byte mask) {
		try {
			return (byte) SubwordAtomics.getAndOr(this.bytes, address, SubwordAtomics.BYTE, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public byte atomicXorByte(int address, byte mask) {
		try {
			return (byte) SubwordAtomics.getAndXor(this.bytes, address, SubwordAtomics.BYTE, mask);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public byte atomicXchgByte(int address, byte value) {
		try {
			return (byte) SubwordAtomics.getAndSet(this.bytes, address, SubwordAtomics.BYTE, value);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
	}

	@Override
	public byte atomicCmpxchgByte(int address, byte expected, byte replacement) {
		try {
			return (byte) SubwordAtomics.compareAndExchange(this.bytes, address, SubwordAtomics.BYTE, expected,
					replacement);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, Byte.BYTES);
		}
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
