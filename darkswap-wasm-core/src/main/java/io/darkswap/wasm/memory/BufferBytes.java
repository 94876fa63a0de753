package io.darkswap.wasm.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Accesses by a buffer and its handles. The buffer's own limit is the limit.
 */
final class BufferBytes extends MappedBytes {

	private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private final ByteBuffer bytes;

	private BufferBytes(ByteBuffer bytes) {
		super(bytes, 0);
		this.bytes = bytes;
	}

	/**
	 * Creates an access.
	 * @param bytes all bytes, little-endian
	 */
	static MappedBytes over(ByteBuffer bytes) {
		return new BufferBytes(bytes);
	}

	@Override
	int getIntVolatile(int address) {
		return (int) INT.getVolatile(this.bytes, address);
	}

	@Override
	void putIntVolatile(int address, int value) {
		INT.setVolatile(this.bytes, address, value);
	}

	@Override
	int getAndAddInt(int address, int delta) {
		return (int) INT.getAndAdd(this.bytes, address, delta);
	}

	@Override
	int getAndAndInt(int address, int mask) {
		return (int) INT.getAndBitwiseAnd(this.bytes, address, mask);
	}

	@Override
	int getAndOrInt(int address, int mask) {
		return (int) INT.getAndBitwiseOr(this.bytes, address, mask);
	}

	@Override
	int getAndXorInt(int address, int mask) {
		return (int) INT.getAndBitwiseXor(this.bytes, address, mask);
	}

	@Override
	int getAndSetInt(int address, int value) {
		return (int) INT.getAndSet(this.bytes, address, value);
	}

	@Override
	int compareAndExchangeInt(int address, int expected, int replacement) {
		return (int) INT.compareAndExchange(this.bytes, address, expected, replacement);
	}

	@Override
	long getLongVolatile(int address) {
		return (long) LONG.getVolatile(this.bytes, address);
	}

	@Override
	void putLongVolatile(int address, long value) {
		LONG.setVolatile(this.bytes, address, value);
	}

	@Override
	long getAndAddLong(int address, long delta) {
		return (long) LONG.getAndAdd(this.bytes, address, delta);
	}

	@Override
	long getAndAndLong(int address, long mask) {
		return (long) LONG.getAndBitwiseAnd(this.bytes, address, mask);
	}

	@Override
	long getAndOrLong(int address, long mask) {
		return (long) LONG.getAndBitwiseOr(this.bytes, address, mask);
	}

	@Override
	long getAndXorLong(int address, long mask) {
		return (long) LONG.getAndBitwiseXor(this.bytes, address, mask);
	}

	@Override
	long getAndSetLong(int address, long value) {
		return (long) LONG.getAndSet(this.bytes, address, value);
	}

	@Override
	long compareAndExchangeLong(int address, long expected, long replacement) {
		return (long) LONG.compareAndExchange(this.bytes, address, expected, replacement);
	}

}
