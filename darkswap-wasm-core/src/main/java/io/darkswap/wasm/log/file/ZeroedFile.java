package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Allocates files by filling them with zeros: writing them later needs no more room on
 * the device.
 */
public final class ZeroedFile {

	/**
	 * The bytes of a write. Linux keeps them as one block of the page cache if it can.
	 * The first write to each mapped page of a block takes 3 microseconds after writes of
	 * 1 MiB, and a tenth of that after these; smaller ones slow a snapshot down.
	 */
	private static final int ZEROS = 1 << 18;

	private ZeroedFile() {
	}

	/**
	 * Create a file of zeros in place of the one that may exist.
	 * @param cancelled ends the allocation early
	 * @return the open file
	 * @throws IOException if there is no room for it; it is deleted then
	 */
	public static FileChannel allocate(Path path, long size, BooleanSupplier cancelled) throws IOException {
		FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
				StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
		try {
			ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
			long left = size;
			while (left > 0 && !cancelled.getAsBoolean()) {
				zeros.clear().limit((int) Math.min(ZEROS, left));
				left -= channel.write(zeros);
			}
			return channel;
		}
		catch (IOException ex) {
			delete(channel, path);
			throw ex;
		}
	}

	/** Close and delete a file, as far as the device lets it. */
	public static void delete(FileChannel channel, Path path) {
		close(channel);
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			// The next allocation replaces it.
		}
	}

	public static void close(FileChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			// All that matters was forced before.
		}
	}

}
