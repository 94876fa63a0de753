package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.LogFailures;
import org.jspecify.annotations.Nullable;

/**
 * Holds a directory for one process, by a lock on a file in it. The operating system
 * releases the lock when the process ends, however it ends.
 */
public final class LogDirectory implements AutoCloseable {

	private static final String LOCK = "lock";

	private final FileChannel channel;

	private LogDirectory(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Create the directory if it is missing, and lock it.
	 * @param directory the directory
	 * @return the lock, which the caller closes
	 * @throws DarkSwapException with {@link ErrorCode#LOG_LOCKED} or
	 * {@link ErrorCode#LOG_FAILED}
	 */
	public static LogDirectory lock(Path directory) {
		try {
			Files.createDirectories(directory);
			FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (tryLock(channel) == null) {
				channel.close();
				throw LogFailures.locked(directory);
			}
			return new LogDirectory(channel);
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(directory, ex);
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	/**
	 * Force the names of the directory's files. Windows cannot, and needs it not.
	 * @param directory the directory
	 */
	public static void force(Path directory) {
		try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			// A directory cannot be opened there.
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// The lock ends with the process.
		}
	}

}
