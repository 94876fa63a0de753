package io.darkswap.wasm.memory;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel.MapMode;
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
		try {
			return mapped(size);
		}
		catch (IOException | OutOfMemoryError mappingFailure) {
			return direct(size, mappingFailure);
		}
	}

	private static Reservation mapped(int size) throws IOException {
		RandomAccessFile file = sparseFile(size);
		try {
			return new Reservation(map(file, size), file);
		}
		catch (IOException | OutOfMemoryError ex) {
			file.close();
			throw ex;
		}
	}

	private static RandomAccessFile sparseFile(int size) throws IOException {
		Path path = Files.createTempFile("linear-memory", null);
		try {
			RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
			file.setLength(size);
			return file;
		}
		finally {
			delete(path.toFile());
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
		catch (ClosedByInterruptException ex) {
			interrupted = true;
			throw ex;
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
	 * direct buffer gives back everything then.
	 */
	void release() {
		if (this.file != null) {
			try (RandomAccessFile closing = this.file) {
				// Cutting the file off drops even the pages that were written. Its length
				// is restored at once, so that a view read later finds zeros, not a hole.
				long length = closing.length();
				closing.setLength(0);
				closing.setLength(length);
			}
			catch (IOException ex) {
				// Windows keeps a mapped file's length: the garbage collector frees all.
				return;
			}
		}
	}

}
