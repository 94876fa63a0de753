package io.darkswap.wasm.memory;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * Accesses by address. They take fewer steps than those of a buffer, and so little
 * bytecode that more of a compiled module is inlined.
 *
 * <pre>
 *  start                      start + limit                  start + capacity
 *  +-----------------------------+-------------------------------+
 *  |  accessible                 |  mapped, trap                 |
 *  +-----------------------------+-------------------------------+
 *     &lt;- address (32 bits, unsigned) + size, as 64 bits -&gt;
 * </pre>
 *
 * <p>
 * The bytes stay mapped for as long as the buffer is reachable, so each access ends with
 * a fence that keeps this object reachable. A limit that another thread lowers meanwhile
 * makes no difference to that: an access that passed its check stays inside the mapping.
 * A fault of the system is reported by the JVM as for a buffer, because both end in the
 * same instructions.
 */
final class UnsafeBytes extends MappedBytes {

	private static final sun.misc.Unsafe UNSAFE = instanceOf(sun.misc.Unsafe.class);

	/** The offset of the field that has the address of a direct buffer. */
	private static final long ADDRESS = UNSAFE.objectFieldOffset(field(Buffer.class, "address"));

	private UnsafeBytes(ByteBuffer bytes) {
		super(bytes, UNSAFE.getLong(bytes, ADDRESS));
	}

	/**
	 * Creates an access.
	 * @param bytes all bytes, a direct buffer
	 * @throws IllegalArgumentException if the buffer is in the heap
	 */
	static MappedBytes over(ByteBuffer bytes) {
		if (!bytes.isDirect()) {
			throw new IllegalArgumentException("a buffer in the heap has no address");
		}
		return new UnsafeBytes(bytes);
	}

	private static <T> T instanceOf(Class<T> type) {
		Field instance = field(type, "theUnsafe");
		instance.setAccessible(true);
		try {
			return type.cast(instance.get(null));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Field field(Class<?> type, String name) {
		try {
			return type.getDeclaredField(name);
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long locateAligned(int address, int size) {
		if (Integer.toUnsignedLong(address) + size > this.limit) {
			throw new IndexOutOfBoundsException();
		}
		long location = this.start + address;
		if ((location & (size - 1)) != 0) {
			throw new IllegalStateException();
		}
		return location;
	}

	// Plain accesses, whose caller has checked the location: start, plus an address.

	static byte readByte(long location, Object owner) {
		byte value = UNSAFE.getByte(location);
		Reference.reachabilityFence(owner);
		return value;
	}

	static void writeByte(long location, byte value, Object owner) {
		UNSAFE.putByte(location, value);
		Reference.reachabilityFence(owner);
	}

	static short readShort(long location, Object owner) {
		short value = UNSAFE.getShort(location);
		Reference.reachabilityFence(owner);
		return value;
	}

	static void writeShort(long location, short value, Object owner) {
		UNSAFE.putShort(location, value);
		Reference.reachabilityFence(owner);
	}

	static int readInt(long location, Object owner) {
		int value = UNSAFE.getInt(location);
		Reference.reachabilityFence(owner);
		return value;
	}

	static void writeInt(long location, int value, Object owner) {
		UNSAFE.putInt(location, value);
		Reference.reachabilityFence(owner);
	}

	static long readLong(long location, Object owner) {
		long value = UNSAFE.getLong(location);
		Reference.reachabilityFence(owner);
		return value;
	}

	static void writeLong(long location, long value, Object owner) {
		UNSAFE.putLong(location, value);
		Reference.reachabilityFence(owner);
	}

	@Override
	int getIntVolatile(int address) {
		int value = UNSAFE.getIntVolatile(null, locateAligned(address, Integer.BYTES));
		Reference.reachabilityFence(this);
		return value;
	}

	@Override
	void putIntVolatile(int address, int value) {
		UNSAFE.putIntVolatile(null, locateAligned(address, Integer.BYTES), value);
		Reference.reachabilityFence(this);
	}

	@Override
	int getAndAddInt(int address, int delta) {
		int before = UNSAFE.getAndAddInt(null, locateAligned(address, Integer.BYTES), delta);
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	int getAndAndInt(int address, int mask) {
		long location = locateAligned(address, Integer.BYTES);
		int before = UNSAFE.getIntVolatile(null, location);
		while (!UNSAFE.compareAndSwapInt(null, location, before, before & mask)) {
			before = UNSAFE.getIntVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	int getAndOrInt(int address, int mask) {
		long location = locateAligned(address, Integer.BYTES);
		int before = UNSAFE.getIntVolatile(null, location);
		while (!UNSAFE.compareAndSwapInt(null, location, before, before | mask)) {
			before = UNSAFE.getIntVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	int getAndXorInt(int address, int mask) {
		long location = locateAligned(address, Integer.BYTES);
		int before = UNSAFE.getIntVolatile(null, location);
		while (!UNSAFE.compareAndSwapInt(null, location, before, before ^ mask)) {
			before = UNSAFE.getIntVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	int getAndSetInt(int address, int value) {
		int before = UNSAFE.getAndSetInt(null, locateAligned(address, Integer.BYTES), value);
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	int compareAndExchangeInt(int address, int expected, int replacement) {
		long location = locateAligned(address, Integer.BYTES);
		int before = expected;
		while (before == expected && !UNSAFE.compareAndSwapInt(null, location, expected, replacement)) {
			before = UNSAFE.getIntVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long getLongVolatile(int address) {
		long value = UNSAFE.getLongVolatile(null, locateAligned(address, Long.BYTES));
		Reference.reachabilityFence(this);
		return value;
	}

	@Override
	void putLongVolatile(int address, long value) {
		UNSAFE.putLongVolatile(null, locateAligned(address, Long.BYTES), value);
		Reference.reachabilityFence(this);
	}

	@Override
	long getAndAddLong(int address, long delta) {
		long before = UNSAFE.getAndAddLong(null, locateAligned(address, Long.BYTES), delta);
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long getAndAndLong(int address, long mask) {
		long location = locateAligned(address, Long.BYTES);
		long before = UNSAFE.getLongVolatile(null, location);
		while (!UNSAFE.compareAndSwapLong(null, location, before, before & mask)) {
			before = UNSAFE.getLongVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long getAndOrLong(int address, long mask) {
		long location = locateAligned(address, Long.BYTES);
		long before = UNSAFE.getLongVolatile(null, location);
		while (!UNSAFE.compareAndSwapLong(null, location, before, before | mask)) {
			before = UNSAFE.getLongVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long getAndXorLong(int address, long mask) {
		long location = locateAligned(address, Long.BYTES);
		long before = UNSAFE.getLongVolatile(null, location);
		while (!UNSAFE.compareAndSwapLong(null, location, before, before ^ mask)) {
			before = UNSAFE.getLongVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long getAndSetLong(int address, long value) {
		long before = UNSAFE.getAndSetLong(null, locateAligned(address, Long.BYTES), value);
		Reference.reachabilityFence(this);
		return before;
	}

	@Override
	long compareAndExchangeLong(int address, long expected, long replacement) {
		long location = locateAligned(address, Long.BYTES);
		long before = expected;
		while (before == expected && !UNSAFE.compareAndSwapLong(null, location, expected, replacement)) {
			before = UNSAFE.getLongVolatile(null, location);
		}
		Reference.reachabilityFence(this);
		return before;
	}

}
