package io.darkswap.wasm.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The bytes of a linear memory up to a limit, which may change while threads access them.
 * Values are little-endian.
 *
 * <p>
 * Each access here checks the limit. It throws an {@link IndexOutOfBoundsException}
 * outside, an {@link IllegalStateException} if it is atomic and not aligned, and an
 * {@link InternalError} if the system has no page for it.
 *
 * <p>
 * A JVM loads one of the two implementations, so that its compiler calls the methods of
 * that one directly.
 */
abstract sealed class MappedBytes permits BufferBytes, UnsafeBytes {

	/**
	 * The first release of Java with an option for the access by {@code Unsafe} (JEP
	 * 471). From the next one on the JVM warns unless the option allows it (JEP 498).
	 */
	private static final int RESTRICTS_UNSAFE = 23;

	/** Where the JVM publishes that option, --sun-misc-unsafe-memory-access. */
	private static final String UNSAFE_OPTION = "sun.misc.unsafe.memory.access";

	/**
	 * Whether this JVM accesses all memories by address. Decided once, because a memory
	 * that is accessed by index has no address to start from.
	 */
	static final boolean BY_ADDRESS = permitsUnsafe();

	/** All bytes; its limit is that of the accessible ones. */
	private final ByteBuffer accessible;

	/** All bytes, to copy from and to take views of. */
	private final ByteBuffer all;

	/** The address of the first byte, if accesses are by address. */
	final long start;

	/**
	 * The address behind the last accessible byte, from the first: never beyond the
	 * buffer. Plain, as that of a buffer is. Read as a field, because each access does.
	 */
	int limit;

	MappedBytes(ByteBuffer bytes, long start) {
		this.accessible = bytes;
		this.all = bytes.asReadOnlyBuffer();
		this.start = start;
		this.limit = bytes.limit();
	}

	/**
	 * Returns the fastest access to a direct buffer that this JVM permits without a
	 * warning.
	 * @param bytes all bytes, little-endian
	 */
	static MappedBytes over(ByteBuffer bytes) {
		return BY_ADDRESS ? UnsafeBytes.over(bytes) : BufferBytes.over(bytes);
	}

	/**
	 * Returns whether unaligned, little-endian accesses by address work: on x86-64, in a
	 * run-time image that has the class for it.
	 */
	private static boolean permitsUnsafe() {
		return (Runtime.version().feature() < RESTRICTS_UNSAFE || "allow".equals(System.getProperty(UNSAFE_OPTION)))
				&& Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"))
				&& ModuleLayer.boot().findModule("jdk.unsupported").isPresent() && hasUnsafe();
	}

	/**
	 * Returns whether the accesses work: the option may deny them although code has set
	 * the property.
	 */
	private static boolean hasUnsafe() {
		try {
			return UnsafeBytes.over(ByteBuffer.allocateDirect(Integer.BYTES)).getIntVolatile(0) == 0;
		}
		catch (LinkageError | UnsupportedOperationException ex) {
			return false;
		}
	}

	/** Returns the bytes; the limit is that of the accessible ones. */
	final ByteBuffer buffer() {
		return this.accessible;
	}

	/** Returns the address behind the last accessible byte. */
	final int limit() {
		return this.limit;
	}

	/**
	 * Sets the limit. Threads that access the bytes meanwhile see one limit or the other.
	 * @param limit at most the capacity of the buffer
	 */
	final void limit(int limit) {
		// The buffer refuses a limit beyond its capacity.
		this.accessible.limit(limit);
		this.limit = limit;
	}

	/** Returns a read-only window. It does not end at the limit. */
	final ByteBuffer view(int address, int length) {
		return this.all.slice(address, length).order(ByteOrder.LITTLE_ENDIAN);
	}

	final void get(int address, byte[] target) {
		this.accessible.get(address, target);
	}

	final void put(int address, byte[] source, int offset, int length) {
		this.accessible.put(address, source, offset, length);
	}

	final void copy(int target, int source, int length) {
		this.accessible.put(target, this.all, source, length);
	}

	abstract int getIntVolatile(int address);

	abstract void putIntVolatile(int address, int value);

	abstract int getAndAddInt(int address, int delta);

	abstract int getAndAndInt(int address, int mask);

	abstract int getAndOrInt(int address, int mask);

	abstract int getAndXorInt(int address, int mask);

	abstract int getAndSetInt(int address, int value);

	abstract int compareAndExchangeInt(int address, int expected, int replacement);

	abstract long getLongVolatile(int address);

	abstract void putLongVolatile(int address, long value);

	abstract long getAndAddLong(int address, long delta);

	abstract long getAndAndLong(int address, long mask);

	abstract long getAndOrLong(int address, long mask);

	abstract long getAndXorLong(int address, long mask);

	abstract long getAndSetLong(int address, long value);

	abstract long compareAndExchangeLong(int address, long expected, long replacement);

}
