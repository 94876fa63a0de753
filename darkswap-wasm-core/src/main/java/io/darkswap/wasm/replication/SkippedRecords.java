package io.darkswap.wasm.replication;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that an operator decided to pass. Each leaves an empty file in the log's
 * directory, so that every later replay passes it, too. Thread-safe.
 */
final class SkippedRecords {

	private static final Logger logger = LoggerFactory.getLogger(SkippedRecords.class);

	private static final String SUFFIX = ".skipped";

	private static final Pattern NAME = Pattern.compile("\\d{20}\\" + SUFFIX);

	private final Path directory;

	private final OptionalLong toBeSkipped;

	private final Set<Long> positions;

	private SkippedRecords(Path directory, OptionalLong toBeSkipped, Set<Long> positions) {
		this.directory = directory;
		this.toBeSkipped = toBeSkipped;
		this.positions = positions;
	}

	/**
	 * Read the positions that were skipped before.
	 * @param directory the directory of the log
	 * @param toBeSkipped the position that may be skipped now
	 */
	static SkippedRecords of(Path directory, OptionalLong toBeSkipped) {
		try (Stream<Path> files = Files.list(directory)) {
			Set<Long> positions = files.map((file) -> file.getFileName().toString())
				.filter((name) -> NAME.matcher(name).matches())
				.map((name) -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
				.collect(Collectors.toCollection(ConcurrentHashMap::newKeySet));
			return new SkippedRecords(directory, toBeSkipped, positions);
		}
		catch (IOException ex) {
			throw failed(directory, ex);
		}
	}

	boolean contains(long position) {
		return !this.positions.isEmpty() && this.positions.contains(position);
	}

	/** Return whether the operator allows to skip a record that traps. */
	boolean isToBeSkipped(long position) {
		return this.toBeSkipped.isPresent() && this.toBeSkipped.getAsLong() == position;
	}

	/**
	 * Skip a record from now on.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FAILED} if that is not durable
	 */
	void add(long position) {
		Path file = this.directory.resolve("%020d%s".formatted(position, SUFFIX));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
		catch (IOException ex) {
			throw failed(file, ex);
		}
		forceDirectory();
		this.positions.add(position);
		logger.warn("Record {} of the log is skipped, as the option skip says: {}", position, file);
	}

	/** Force the file's name. Windows cannot, and needs it not. */
	private void forceDirectory() {
		try (FileChannel channel = FileChannel.open(this.directory, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (IOException ex) {
			logger.debug("A directory cannot be forced here", ex);
		}
	}

	private static DarkSwapException failed(Path path, IOException cause) {
		return new DarkSwapException(ErrorCode.LOG_FAILED,
				"%s cannot be used: check that this process may read and write it: %s".formatted(path,
						cause.getMessage()),
				cause);
	}

}
