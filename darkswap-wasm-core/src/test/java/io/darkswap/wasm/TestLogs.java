package io.darkswap.wasm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;

import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;

/**
 * Small logs in new directories, which are deleted once their clients are closed.
 */
public final class TestLogs {

	private static final long SEGMENT_SIZE = 4 << 20;

	/** Directories of closed clients that may wait to be deleted. */
	private static final int KEPT = 20;

	private static final Queue<Path> directories = new ArrayDeque<>();

	/** Whether the directories are deleted at the end of the JVM. */
	private static boolean deletesAll;

	private TestLogs() {
	}

	/**
	 * Return the options of a log in a new directory, which is not forced. Its listener
	 * is a {@link MissedEvents}.
	 */
	public static LogOptions newLog() {
		return LogOptions.of(new JournalOptions(newDirectory(), SEGMENT_SIZE, Long.MAX_VALUE, FlushMode.OS))
			.withListener(new MissedEvents());
	}

	/**
	 * Copy the files of a log while its client runs, as a crash would leave them.
	 * @param target a directory that does not exist
	 */
	static void copy(Path log, Path target) throws IOException {
		Files.createDirectories(target);
		try (Stream<Path> files = Files.list(log)) {
			for (Path file : files.toList()) {
				String name = file.getFileName().toString();
				if (!name.equals("lock") && !name.endsWith(".new")) {
					Files.copy(file, target.resolve(name));
				}
			}
		}
	}

	private static synchronized Path newDirectory() {
		for (int i = directories.size(); i > KEPT; i--) {
			Path oldest = directories.remove();
			if (isUsed(oldest)) {
				directories.add(oldest);
			}
			else {
				delete(oldest);
			}
		}
		if (!deletesAll) {
			// Not when this class is loaded, which may be during the end of the JVM
			Runtime.getRuntime().addShutdownHook(new Thread(TestLogs::deleteAll));
			deletesAll = true;
		}
		try {
			Path directory = Files.createTempDirectory("darkswap-log-");
			directories.add(directory);
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Tests that the end of the JVM interrupts may still create directories. */
	private static synchronized void deleteAll() {
		directories.forEach(TestLogs::delete);
		directories.clear();
	}

	private static boolean isUsed(Path directory) {
		try (FileChannel lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.WRITE)) {
			return lock.tryLock() == null;
		}
		catch (IOException ex) {
			return false;
		}
		catch (RuntimeException ex) {
			return true;
		}
	}

	public static void delete(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
			for (Path file : all) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
