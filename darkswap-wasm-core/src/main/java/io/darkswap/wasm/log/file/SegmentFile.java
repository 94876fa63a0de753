package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A segment's file, named by the position of its first record.
 *
 * @param path the file
 * @param firstPosition the position of its first record
 */
public record SegmentFile(Path path, long firstPosition) {

	private static final String SUFFIX = ".journal";

	private static final Pattern NAME = Pattern.compile("\\d{20}\\" + SUFFIX);

	public static SegmentFile in(Path directory, long firstPosition) {
		return new SegmentFile(directory.resolve("%020d%s".formatted(firstPosition, SUFFIX)), firstPosition);
	}

	private static SegmentFile of(Path path) {
		String name = path.getFileName().toString();
		return new SegmentFile(path, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
	}

	/** Return the segments of a directory, oldest first. */
	public static List<SegmentFile> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> NAME.matcher(file.getFileName().toString()).matches())
				.map(SegmentFile::of)
				.sorted(Comparator.comparingLong(SegmentFile::firstPosition))
				.toList();
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(directory, ex);
		}
	}

	/** Map the whole file, read-only. */
	public ByteBuffer map() {
		try (FileChannel channel = FileChannel.open(this.path, StandardOpenOption.READ)) {
			return channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(this.path, ex);
		}
	}

	/** Return its size in bytes; 0 if it was deleted meanwhile. */
	public long size() {
		try {
			return Files.size(this.path);
		}
		catch (NoSuchFileException ex) {
			return 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
