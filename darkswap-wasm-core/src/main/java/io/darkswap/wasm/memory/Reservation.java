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
	 * Returns the committed pages to the operating system at once. The address space
	 * follows when the garbage collector finds the buffer and its views unreachable. A
	 * direct buffer returns everything only then. The caller sets the limit of the buffer
	 * to zero first.
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
	 * yet. The JVM collects stacks at a safepoint. There is no safepoint between a bounds
	 * check and its access, so every later access sees the limit. Only a loop in Java
	 * whose check the compiler hoisted may be late: it reads zeros, or causes a fault
	 * that becomes a trap.
	 */
	private static void awaitAccesses() {
		Thread.getAllStackTraces();
	}

}
