package io.darkswap.wasm.memory;

import java.lang.invoke.VarHandle;

/**
 * The atomic instructions of a linear memory.
 */
abstract sealed class AtomicMemory extends TrappingMemory permits SharedLinearMemory {

	AtomicMemory(MappedBytes bytes) {
		super(bytes);
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

}
