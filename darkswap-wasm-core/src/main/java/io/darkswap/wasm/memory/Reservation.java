package io.darkswap.wasm.memory;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

import com.dylibso.chicory.wasm.UninstantiableException;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of zeroed, off-heap bytes that is reserved at once and committed page by page
 * as it is touched.
 *
 * <p>
 * It is a private mapping of a sparse temporary file that is deleted before the first
 * byte is used: nothing is ever written to the file, whose only purpose is to give the
 * mapping a size. Where a file cannot be mapped, it is a direct buffer, which commits
 * everything at once.
 */
final class Reservation {

	private final ByteBuffer bytes;

	private final @Nullable RandomAccessFile file;

	private Reservation(ByteBuffer bytes, @Nullable RandomAccessFile file) {
		this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
		this.file = file;
	}

	/**
	 * Reserves bytes.
	 * @param size how many bytes
	 * @return the reservation
	 * @throws UninstantiableException if neither a mapping nor a direct buffer of that
	 * size can be had
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
	 * size can be had
	 */
	static Reservation of(int size, Path directory) {
		try {
			return mapped(size, directory);
		}
		catch (IOException | OutOfMemoryError mappingFailure) {
			return direct(size, mappingFailure);
		}
	}

	private static Reservation mapped(int size, Path directory) throws IOException {
		RandomAccessFile file = sparseFile(size, directory);
		try {
			return new Reservation(map(file, size), file);
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
	 * A file system in memory keeps a page of its own for each one that is touched here;
	 * when it is full, touching another is a fault that the JVM reports too late to tell
	 * who caused it.
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

	/** Maps the file also when the thread is interrupted, and leaves it interrupted. */
	private static ByteBuffer map(RandomAccessFile file, int size) throws IOException {
		boolean interrupted = Thread.interrupted();
		try {
			return file.getChannel().map(MapMode.PRIVATE, 0, size);
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
			return new Reservation(bytes.slice(0, size), null);
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
	 * Gives the committed pages back to the operating system at once; the address space
	 * follows when the garbage collector finds the buffer and its views unreachable. A
	 * direct buffer gives back everything only then. The limit of the buffer has to be
	 * zero before.
	 */
	void release() {
		if (this.file == null) {
			return;
		}
		letAccessesFinish();
		try (RandomAccessFile closing = this.file) {
			// Cutting the file off drops even the private pages. Its length is restored
			// at once, so that a view read later finds zeros and not the end of the file.
			long length = closing.length();
			closing.setLength(0);
			closing.setLength(length);
		}
		catch (IOException ex) {
			// Windows does not cut a mapped file off: all is left to the collector.
			return;
		}
	}

	/**
	 * A thread that was found inside the limit before it became zero may not have touched
	 * the bytes yet. The JVM collects stacks at a safepoint, and there is none between a
	 * bounds check and its access, so that afterwards every access sees the limit. Only a
	 * loop in Java whose check the compiler moved out of it may be late: it finds zeros,
	 * or a fault that becomes a trap.
	 */
	private static void letAccessesFinish() {
		Thread.getAllStackTraces();
	}

}
