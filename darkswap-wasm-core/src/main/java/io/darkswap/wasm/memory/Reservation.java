package io.darkswap.wasm.memory;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import com.dylibso.chicory.wasm.UninstantiableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of zeroed, off-heap bytes that is reserved at once and committed page by page
 * as it is touched.
 *
 * <p>
 * It is a private mapping of a sparse temporary file that is deleted before the first
 * byte is used: nothing is ever written to the file, whose only purpose is to give the
 * mapping a size. Where a file cannot be mapped, it is a direct buffer, which commits
 * everything at once.
 *
 * <p>
 * A reservation that begins with an image is a private mapping of the image's own file,
 * which is never truncated. So its committed pages are returned only when the garbage
 * collector finds the buffer unreachable.
 */
final class Reservation {

	private static final Logger logger = LoggerFactory.getLogger(Reservation.class);

	private static final VarHandle WORD = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int NO_IMAGE = -1;

	private static final int CHUNK = 1 << 16;

	/** The smallest page of an operating system. */
	private static final int SYSTEM_PAGE = 4096;

	private final ByteBuffer bytes;

	/** The file to truncate when the bytes are released. Never one that others use. */
	private final @Nullable RandomAccessFile file;

	/** The bytes that are an image's; those behind it are the file's until cleared. */
	private final int image;

	private Reservation(ByteBuffer bytes, @Nullable RandomAccessFile file, int image) {
		this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
		this.image = image;
		this.file = file;
	}

	/**
	 * Reserves bytes.
	 * @param size how many bytes
	 * @return the reservation
	 * @throws UninstantiableException if neither a mapping nor a direct buffer of that
	 * size can be allocated
	 */
	static Reservation of(int size) {
		return of(size, Path.of(System.getProperty("java.io.tmpdir")));
	}

	/**
	 * Reserves bytes.
	 * @param size how many bytes
	 * @param directory where the file is created and deleted
	 * @return the reservation
	 * @throws UninstantiableException if neither a mapping nor a direct buffer of that
	 * size can be allocated
	 */
	static Reservation of(int size, Path directory) {
		try {
			return mapped(size, directory);
		}
		catch (IOException | OutOfMemoryError mappingFailure) {
			return direct(size, mappingFailure);
		}
	}

	/**
	 * Reserves bytes that begin with those of a file, as a private mapping of it. What is
	 * written to them never reaches the file, which is only extended by a hole, so that
	 * the mapping has its size. Where the file cannot be mapped, it is read.
	 * @param size how many bytes
	 * @param image the bytes to begin with, at most as many
	 * @return the reservation; the bytes behind the image are undefined until they are
	 * {@linkplain #clear cleared}
	 * @throws UninstantiableException if the file cannot be read, or there is no room
	 */
	static Reservation of(int size, FileImage image) {
		try {
			return mapped(size, image);
		}
		catch (IOException | OutOfMemoryError ex) {
			logger.debug("{} is read, because it cannot be mapped", image.file(), ex);
			return read(size, image);
		}
	}

	private static Reservation mapped(int size, FileImage image) throws IOException {
		if (System.getProperty("os.name").startsWith("Windows")) {
			throw new IOException("Windows does not delete a mapped file");
		}
		try (FileChannel file = FileChannel.open(image.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
			if (file.size() < image.offset() + image.length()) {
				throw new EOFException("it has only %d bytes".formatted(file.size()));
			}
			checkRoom(size, Files.getFileStore(image.file()));
			return new Reservation(map(file, image.offset(), size), null, image.length());
		}
	}

	static Reservation read(int size, FileImage image) {
		Reservation read = of(size);
		try {
			image.read((at, bytes, length) -> read.bytes.put(at, bytes, 0, length));
			return read;
		}
		catch (IOException ex) {
			read.release();
			throw new UninstantiableException("%s cannot be read: %s".formatted(image.file(), ex.getMessage()), ex);
		}
	}

	private static Reservation mapped(int size, Path directory) throws IOException {
		RandomAccessFile file = sparseFile(size, directory);
		try {
			return new Reservation(map(file.getChannel(), 0, size), file, NO_IMAGE);
		}
		catch (IOException | OutOfMemoryError ex) {
			file.close();
			throw ex;
		}
	}

	private static RandomAccessFile sparseFile(int size, Path directory) throws IOException {
		Path path = Files.createTempFile(directory, "linear-memory", null);
		try {
			checkRoom(size, Files.getFileStore(path));
			RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
			file.setLength(size);
			return file;
		}
		finally {
			delete(path.toFile());
		}
	}

	/**
	 * Rejects a file system in memory that has too little room. Such a file system keeps
	 * a page of its own for each page that is touched here. When it is full, touching
	 * another page is a fault, which the JVM reports too late to name the access that
	 * caused it.
	 */
	private static void checkRoom(int size, FileStore store) throws IOException {
		if (store.type().equals("tmpfs") && store.getUsableSpace() < size) {
			throw new IOException("no room for %d bytes in %s".formatted(size, store));
		}
	}

	private static void delete(File file) {
		// Windows refuses to delete an open file.
		if (!file.delete()) {
			file.deleteOnExit();
		}
	}

	/**
	 * Maps the file even when the thread is interrupted. The thread stays interrupted.
	 */
	private static ByteBuffer map(FileChannel file, long offset, int size) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			return file.map(MapMode.PRIVATE, offset, size);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static Reservation direct(int size, Throwable mappingFailure) {
		try {
			ByteBuffer bytes = ByteBuffer.allocateDirect(size + Long.BYTES).alignedSlice(Long.BYTES);
			return new Reservation(bytes.slice(0, size), null, NO_IMAGE);
		}
		catch (OutOfMemoryError ex) {
			ex.addSuppressed(mappingFailure);
			throw new UninstantiableException("no room for a linear memory of at most %d bytes".formatted(size), ex);
		}
	}

	/**
	 * Returns the bytes, all of them, little-endian.
	 * @return the one buffer over this reservation
	 */
	ByteBuffer bytes() {
		return this.bytes;
	}

	/**
	 * Sets bytes behind the image to zero that nobody accesses yet. Without an image they
	 * are zero.
	 * @param from the offset of the first
	 * @param to the offset behind the last
	 */
	void clear(int from, int to) {
		if (this.image == NO_IMAGE) {
			return;
		}
		ByteBuffer all = this.bytes.duplicate().clear();
		byte[] zeros = new byte[CHUNK];
		for (int at = from; at < to; at += CHUNK) {
			all.put(at, zeros, 0, Math.min(CHUNK, to - at));
		}
	}

	/**
	 * Makes the pages of the image independent of its file, one after the other, while
	 * they are in use. Adding zero to a word is a write, at which the system copies the
	 * page. It is atomic, so that no other write is lost. It ends when the limit of the
	 * buffer becomes zero.
	 */
	void detach() {
		for (int at = 0; at < Math.min(this.image, this.bytes.limit()); at += SYSTEM_PAGE) {
			WORD.getAndAdd(this.bytes, at, 0);
		}
	}

	/**
	 * Commits zeros that nobody may access yet, as their first write would: adding zero
	 * loses no write of a thread that may access them meanwhile.
	 * @param from the offset of the first
	 * @param to the offset behind the last
	 */
	void commit(int from, int to) {
		ByteBuffer all = this.bytes.duplicate().clear();
		for (int at = from; at < to; at += SYSTEM_PAGE) {
			WORD.getAndAdd(all, at, 0);
		}
	}

	/**
	 * Returns the committed pages to the operating system at once. The address space
	 * follows when the garbage collector finds the buffer and its views unreachable. A
	 * direct buffer and a mapped image return everything only then. The caller sets the
	 * limit of the buffer to zero first.
	 */
	void release() {
		if (this.file == null) {
			return;
		}
		awaitAccesses();
		try (RandomAccessFile closing = this.file) {
			// Truncating the file drops even the private pages. Its length is restored
			// at once, so that a view read later finds zeros and not the end of the file.
			long length = closing.length();
			closing.setLength(0);
			closing.setLength(length);
		}
		catch (IOException ex) {
			// Windows does not truncate a mapped file: the collector releases everything.
			return;
		}
	}

	/**
	 * Waits until accesses that passed their bounds check have finished. A thread may
	 * have passed the check before the limit became zero, and not have touched the bytes
	 * yet. The JVM collects stacks at a safepoint. Compiled code has no safepoint between
	 * a bounds check that it contains and its access, so every later access sees the
	 * limit. An access may be late in the interpreter, or if the compiler hoisted its
	 * check out of a loop: it reads zeros, writes to a page that nobody reads, or causes
	 * a fault that becomes a trap. The mapping outlives it, because the access keeps the
	 * buffer reachable.
	 */
	private static void awaitAccesses() {
		Thread.getAllStackTraces();
	}

}
