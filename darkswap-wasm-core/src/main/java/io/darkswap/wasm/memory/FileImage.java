package io.darkswap.wasm.memory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Bytes of a file that a memory begins with.
 *
 * @param file the file, whose bytes do not change while a memory begins with them
 * @param offset the offset of the first byte
 * @param length the number of bytes
 */
public record FileImage(Path file, long offset, int length) {

	private static final int CHUNK = 1 << 16;

	/**
	 * Read the bytes.
	 * @param target receives them in order
	 * @throws IOException if the file cannot be read, or ends before the last byte
	 */
	public void read(Target target) throws IOException {
		try (RandomAccessFile source = new RandomAccessFile(this.file.toFile(), "r")) {
			byte[] chunk = new byte[CHUNK];
			source.seek(this.offset);
			for (int at = 0; at < this.length; at += CHUNK) {
				int size = Math.min(CHUNK, this.length - at);
				source.readFully(chunk, 0, size);
				target.write(at, chunk, size);
			}
		}
	}

	/** Receives the bytes of an image. */
	@FunctionalInterface
	public interface Target {

		/**
		 * Write bytes.
		 * @param at the offset of the first in the image
		 * @param bytes the bytes; valid until this returns
		 * @param size how many of them count
		 */
		void write(int at, byte[] bytes, int size);

	}

}
