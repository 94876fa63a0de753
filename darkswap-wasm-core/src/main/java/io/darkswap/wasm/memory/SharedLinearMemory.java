package io.darkswap.wasm.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmRuntimeException;
import com.dylibso.chicory.wasm.UninstantiableException;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import org.jspecify.annotations.Nullable;

/**
 * A WebAssembly linear memory that many instances, and Java itself, use at once.
 *
 * <pre>
 *  0                          pages * 64 KiB                maximum * 64 KiB
 *  +-----------------------------+-------------------------------+
 *  |  accessible                 |  reserved, not committed      |
 *  +-----------------------------+-------------------------------+
 *                                ^ limit of the buffer           ^ its capacity
 * </pre>
 *
 * The memory is one off-heap buffer that never moves: growing raises its limit, and the
 * check of that limit is WebAssembly's. Atomic accesses are the hardware's, waiting
 * threads are parked.
 *
 * <p>
 * All methods may be called by any thread. Plain accesses, atomic accesses and bulk
 * operations take no lock; growing and closing exclude each other. Addresses and sizes
 * are in bytes and unsigned, as in WebAssembly. Every fault of a module is a trap, a
 * {@link WasmRuntimeException}: an access out of bounds, an unaligned atomic access, a
 * wait on a memory that is not shared, any access to a closed memory.
 *
 * <p>
 * Chicory does not name the instance for which it calls {@link #initPassiveSegment}:
 * {@code memory.init} takes the segments of the instance that was initialized last. So
 * every instance imports a {@linkplain #forInstance() view} of its own, which has the
 * same bytes and waiters, and data segments of its own.
 */
public final class SharedLinearMemory extends AtomicMemory implements AutoCloseable {

	/** The number of bytes that {@code memory.fill} writes at a time. */
	private static final int FILL_CHUNK = 4096;

	private final MemoryLimits limits;

	private final int maximumPages;

	private final Reservation reservation;

	private final WaitQueues waitQueues;

	private final ReentrantLock resizing;

	/** The memory itself, if this is a view of it; its size and state count. */
	private final SharedLinearMemory whole;

	/**
	 * Raised after the buffer's limit: a thread that reads it may access all of its
	 * pages. Only the whole memory's counts, as for {@link #closed}.
	 */
	private volatile int pages;

	/** The pages that were committed ahead. Guarded by the lock. */
	private int committed;

	private volatile boolean closed;

	private volatile boolean halfInitialized;

	/** Those of the instance that imports this view. */
	private final DataSegments dataSegments = new DataSegments(this);

	/**
	 * Reserves the maximum and makes the initial pages accessible, all zero.
	 * @param limits the initial and the maximum number of pages, and whether threads may
	 * wait; at most {@value Memory#RUNTIME_MAX_PAGES} pages of the maximum are used
	 * @throws UninstantiableException if more pages are requested initially, or that much
	 * address space cannot be reserved
	 */
	public SharedLinearMemory(MemoryLimits limits) {
		this(limits, limits.initialPages(), Reservation::of);
	}

	/**
	 * Reserves the maximum and begins with the bytes of a file, which is mapped where the
	 * system can: then the bytes are loaded as they are first accessed. The file must not
	 * change before {@link #detach()} has returned. Closing the memory does not change
	 * it.
	 * @param limits the maximum number of pages, and whether threads may wait; the
	 * initial number of pages counts if it is above the image's
	 * @param image the bytes, whole pages of 64 KiB
	 * @throws UninstantiableException as {@link #SharedLinearMemory(MemoryLimits)} does,
	 * or if the image has more pages than the maximum, or cannot be read
	 */
	public SharedLinearMemory(MemoryLimits limits, FileImage image) {
		this(limits, Math.max(limits.initialPages(), image.length() / PAGE_SIZE),
				(size) -> Reservation.of(size, image));
		this.reservation.clear(image.length(), this.bytes.limit());
	}

	private SharedLinearMemory(MemoryLimits limits, int initialPages, IntFunction<Reservation> reserve) {
		this(limits, initialPages, reserve.apply(Memory.bytes(maximumPages(limits, initialPages))));
	}

	private SharedLinearMemory(MemoryLimits limits, int initialPages, Reservation reservation) {
		super(MappedBytes.over(reservation.bytes()));
		this.limits = limits;
		this.maximumPages = maximumPages(limits, initialPages);
		this.reservation = reservation;
		this.waitQueues = new WaitQueues();
		this.resizing = new ReentrantLock();
		this.whole = this;
		this.pages = initialPages;
		this.bytes.limit(Memory.bytes(this.pages));
	}

	private SharedLinearMemory(SharedLinearMemory whole) {
		super(whole.bytes);
		this.limits = whole.limits;
		this.maximumPages = whole.maximumPages;
		this.reservation = whole.reservation;
		this.waitQueues = whole.waitQueues;
		this.resizing = whole.resizing;
		this.whole = whole;
	}

	private static int maximumPages(MemoryLimits limits, int initialPages) {
		int maximum = Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
		if (initialPages > maximum) {
			throw new UninstantiableException(
					"a memory of %d pages, which may have at most %d".formatted(initialPages, maximum));
		}
		return maximum;
	}

	/**
	 * Creates a view of this memory for one instance. It is the same memory, with the
	 * same bytes, size, waiters and end. Only its data segments are its own: those of the
	 * instance that is initialized with it.
	 * @return a new view
	 */
	public SharedLinearMemory forInstance() {
		return new SharedLinearMemory(this.whole);
	}

	/**
	 * Marks the memory as unusable for new instances: a module's start function failed
	 * while it initialised the memory, and another would wait for it to finish.
	 */
	public void markHalfInitialized() {
		this.whole.halfInitialized = true;
	}

	/**
	 * Returns whether a start function failed while it initialised the memory.
	 * @return whether new instances over the memory must be refused
	 */
	public boolean isHalfInitialized() {
		return this.whole.halfInitialized;
	}

	/**
	 * Returns a read-only, little-endian window on the memory. Nothing is copied: the
	 * view shows what instances write, with the ordering that plain accesses have. Its
	 * bytes are undefined once the memory is closed. A read during {@link #close()} may
	 * fail with an {@link InternalError}.
	 * @param address the address of the view's first byte
	 * @param length the view's length in bytes
	 * @return a new buffer from position zero to {@code length}
	 * @throws WasmRuntimeException if it is not inside the memory's current size, or the
	 * memory is closed
	 */
	public ByteBuffer view(int address, int length) {
		checkBounds(address, length);
		return this.bytes.view(address, length);
	}

	/**
	 * Makes the memory independent of the file that it began with. Instances may run
	 * meanwhile. It takes as long as copying the file, and ends early if the memory is
	 * closed.
	 */
	public void detach() {
		try {
			this.reservation.detach();
		}
		catch (RuntimeException ex) {
			if (!isClosed()) {
				throw ex;
			}
		}
	}

	/**
	 * Returns the memory to the operating system. Its size becomes zero. Waiting threads
	 * wake. They, and every later access, fail with a {@link WasmRuntimeException} that
	 * reports the memory as closed. Running instances trap at their next access. Closing
	 * it again does nothing.
	 */
	@Override
	public void close() {
		this.resizing.lock();
		try {
			if (isClosed()) {
				return;
			}
			this.whole.closed = true;
			this.whole.pages = 0;
			this.bytes.limit(0);
			this.waitQueues.close();
			this.reservation.release();
		}
		finally {
			this.resizing.unlock();
		}
	}

	@Override
	public int pages() {
		return this.whole.pages;
	}

	@Override
	public int initialPages() {
		return this.limits.initialPages();
	}

	@Override
	public int maximumPages() {
		return this.maximumPages;
	}

	@Override
	public boolean shared() {
		return this.limits.shared();
	}

	/**
	 * Makes more pages accessible to every thread; nothing moves.
	 * @param delta the number of pages to add, unsigned
	 * @return the previous number of pages, or -1 if the maximum would be exceeded
	 */
	@Override
	public int grow(int delta) {
		this.resizing.lock();
		try {
			if (isClosed()) {
				throw closedTrap();
			}
			int before = this.whole.pages;
			if (delta < 0 || delta > this.maximumPages - before) {
				return -1;
			}
			this.reservation.clear(Memory.bytes(before), Memory.bytes(before + delta));
			this.bytes.limit(Memory.bytes(before + delta));
			this.whole.pages = before + delta;
			return before;
		}
		finally {
			this.resizing.unlock();
		}
	}

	/**
	 * Commit pages before the memory grows into them: then the thread that writes them
	 * first does not wait for the operating system.
	 * @param ahead the number of pages beyond the memory's size, which stays
	 */
	public void commitAhead(int ahead) {
		boolean more = true;
		while (more) {
			// A thread that grows the memory waits for one page at most.
			this.resizing.lock();
			try {
				int size = this.whole.pages;
				this.committed = Math.max(this.committed, size);
				more = !isClosed() && this.committed - size < Math.min(ahead, this.maximumPages - size);
				if (more) {
					this.reservation.commit(Memory.bytes(this.committed), Memory.bytes(this.committed + 1));
					this.committed++;
				}
			}
			finally {
				this.resizing.unlock();
			}
		}
	}

	@Override
	public void initialize(Instance instance, DataSegment @Nullable [] dataSegments) {
		initialize(instance, dataSegments, 0);
	}

	/**
	 * Copies an instance's active segments to the memory and keeps the passive ones for
	 * {@code memory.init}. Chicory calls it for every instance.
	 * @param instance the instance, which knows the globals that offsets may use
	 * @param dataSegments its data segments; dropping one replaces it in this array
	 * @param memoryIndex the index of this memory in the instance
	 * @throws UninstantiableException if a segment is not inside the memory's current
	 * size; the segments before it are written
	 */
	@Override
	public void initialize(Instance instance, DataSegment @Nullable [] dataSegments, int memoryIndex) {
		this.dataSegments.initialize(instance, (dataSegments != null) ? dataSegments : new DataSegment[0], memoryIndex);
	}

	@Override
	public void initPassiveSegment(int segmentId, int dest, int offset, int size) {
		write(dest, this.dataSegments.data(segmentId), offset, size);
	}

	@Override
	public void drop(int segmentId) {
		this.dataSegments.drop(segmentId);
	}

	@Override
	public void write(int address, byte[] data, int offset, int size) {
		if (outside(offset, size, data.length)) {
			throw new WasmRuntimeException("out of bounds memory access: %s bytes at offset %s of a segment of %d bytes"
				.formatted(Integer.toUnsignedString(size), Integer.toUnsignedString(offset), data.length));
		}
		checkBounds(address, size);
		try {
			this.bytes.put(address, data, offset, size);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, size);
		}
	}

	@Override
	public byte[] readBytes(int address, int length) {
		checkBounds(address, length);
		byte[] read = new byte[length];
		try {
			this.bytes.get(address, read);
			return read;
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, address, length);
		}
	}

	@Override
	public void zero() {
		fill((byte) 0, 0, this.bytes.limit());
	}

	/**
	 * Sets bytes to one value.
	 * @param value the value
	 * @param from the first address
	 * @param to the address after the last; Chicory computes it with 32 bits, so that it
	 * may have wrapped around
	 */
	@Override
	public void fill(byte value, int from, int to) {
		int size = to - from;
		checkBounds(from, size);
		byte[] chunk = new byte[Math.min(size, FILL_CHUNK)];
		if (value != 0) {
			Arrays.fill(chunk, value);
		}
		try {
			int filled = 0;
			while (filled < size) {
				int length = Math.min(size - filled, FILL_CHUNK);
				this.bytes.put(from + filled, chunk, 0, length);
				filled += length;
			}
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, from, size);
		}
	}

	@Override
	public void copy(int dest, int src, int size) {
		checkBounds(dest, size);
		checkBounds(src, size);
		try {
			this.bytes.copy(dest, src, size);
		}
		catch (RuntimeException | InternalError ex) {
			throw trap(ex, dest, size);
		}
	}

	/**
	 * Parks the calling thread until it is notified.
	 * @param address the address to wait at, a multiple of 4
	 * @param expected the value at the address for which the thread waits
	 * @param timeout the longest wait in nanoseconds; unlimited if negative
	 * @return 0 if it was notified, 1 if the address held another value, 2 on a timeout
	 * @throws ChicoryInterruptedException if the thread is interrupted; it stays
	 * interrupted
	 */
	@Override
	public int atomicWait(int address, int expected, long timeout) {
		checkShared();
		return awaited(this.waitQueues.await(address, () -> atomicReadInt(address) == expected, timeout));
	}

	/**
	 * Parks the calling thread until it is notified.
	 * @param address the address to wait at, a multiple of 8
	 * @param expected the value at the address for which the thread waits
	 * @param timeout the longest wait in nanoseconds; unlimited if negative
	 * @return 0 if it was notified, 1 if the address held another value, 2 on a timeout
	 * @throws ChicoryInterruptedException if the thread is interrupted; it stays
	 * interrupted
	 */
	@Override
	public int atomicWait(int address, long expected, long timeout) {
		checkShared();
		return awaited(this.waitQueues.await(address, () -> atomicReadLong(address) == expected, timeout));
	}

	/**
	 * Wakes threads that wait at an address, the longest-waiting first.
	 * @param address the address, a multiple of 4
	 * @param count the most threads to wake, unsigned
	 * @return the number of woken threads; always zero on a memory that is not shared
	 */
	@Override
	public int atomicNotify(int address, int count) {
		// Checks the address, as the instruction requires; the value is not used.
		atomicReadInt(address);
		return this.waitQueues.wake(address, count);
	}

	/**
	 * Not supported: no access takes a lock.
	 * @param address any
	 * @return never
	 * @throws UnsupportedOperationException always
	 */
	@Override
	@Deprecated
	public Object lock(int address) {
		throw new UnsupportedOperationException("a shared linear memory has no locks");
	}

	@Override
	@Deprecated
	public int waitOn(int address, int expected, long timeout) {
		return atomicWait(address, expected, timeout);
	}

	@Override
	@Deprecated
	public int waitOn(int address, long expected, long timeout) {
		return atomicWait(address, expected, timeout);
	}

	@Override
	@Deprecated
	public int notify(int address, int maxThreads) {
		return atomicNotify(address, maxThreads);
	}

	private void checkShared() {
		if (!shared()) {
			throw new WasmRuntimeException("expected shared memory: only there can a thread wait");
		}
	}

	private int awaited(int result) {
		if (result == WaitQueues.CLOSED) {
			throw closedTrap();
		}
		return result;
	}

	@Override
	boolean isClosed() {
		return this.whole.closed;
	}

	private void checkBounds(int address, int size) {
		if (isClosed()) {
			throw closedTrap();
		}
		if (outside(address, size, this.bytes.limit())) {
			throw outOfBounds(address, size);
		}
	}

	/** Returns whether an unsigned range ends after a limit, without overflow. */
	private static boolean outside(int start, int size, int limit) {
		return start < 0 || size < 0 || size > limit - start;
	}

}
