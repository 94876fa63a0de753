package io.darkswap.wasm.log;

import java.nio.file.Path;
import java.time.Duration;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * The settings of a {@link Journal}.
 *
 * @param directory the directory that holds the segments; one process at a time uses it
 * @param segmentSize the size of a segment, bytes; a record must fit into one
 * @param maximumSize the size up to which segments are created, bytes
 * @param flush when a record counts as durable
 */
public record JournalOptions(Path directory, long segmentSize, long maximumSize,
		FlushMode flush) implements LogStorage {

	/** The default size of a segment, bytes. */
	public static final long DEFAULT_SEGMENT_SIZE = 64L << 20;

	/** A segment is mapped as one buffer, whose size is an int. */
	private static final long LARGEST_SEGMENT = 1L << 30;

	private static final long SMALLEST_SEGMENT = 4096;

	/**
	 * Validate the sizes.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}
	 */
	public JournalOptions {
		if (segmentSize < SMALLEST_SEGMENT || segmentSize > LARGEST_SEGMENT || segmentSize % Long.BYTES != 0) {
			throw DarkSwapException.invalidOption("segment-size", segmentSize + " bytes",
					"a multiple of 8 from %d to %d".formatted(SMALLEST_SEGMENT, LARGEST_SEGMENT));
		}
		if (maximumSize < segmentSize) {
			throw DarkSwapException.invalidOption("maximum-size", maximumSize + " bytes",
					"at least one segment-size, which is %d".formatted(segmentSize));
		}
	}

	/**
	 * Create the default settings of a directory: segments of 64 MiB, no limit, every
	 * batch forced.
	 * @param directory the directory
	 * @return the settings
	 */
	public static JournalOptions of(Path directory) {
		return new JournalOptions(directory, DEFAULT_SEGMENT_SIZE, Long.MAX_VALUE, FlushMode.EVERY_BATCH);
	}

	@Override
	public String type() {
		return "journal";
	}

	@Override
	public CommandLog open(LogListener listener, Duration callTimeout) {
		return Journal.open(this, listener);
	}

}
