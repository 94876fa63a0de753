package io.darkswap.wasm.log.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A snapshot's file, named by the position of the last record in it. A second snapshot at
 * one position has the next number.
 *
 * @param path the file
 * @param position the position of the last record in it
 * @param number its number among the snapshots at that position, from 1
 */
public record SnapshotFile(Path path, long position, int number) {

	/** A snapshot that is not written whole yet. */
	public static final String UNFINISHED = "snapshot.new";

	private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{1,9})\\.snapshot");

	public static SnapshotFile in(Path directory, long position, int number) {
		return new SnapshotFile(directory.resolve("%020d-%d.snapshot".formatted(position, number)), position, number);
	}

	private static Optional<SnapshotFile> of(Path path) {
		Matcher name = NAME.matcher(path.getFileName().toString());
		return name.matches()
				? Optional.of(new SnapshotFile(path, Long.parseLong(name.group(1)), Integer.parseInt(name.group(2))))
				: Optional.empty();
	}

	/** Return the snapshots of a directory, newest first. */
	public static List<SnapshotFile> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map(SnapshotFile::of)
				.flatMap(Optional::stream)
				.sorted(Comparator.comparingLong(SnapshotFile::position)
					.thenComparingInt(SnapshotFile::number)
					.reversed())
				.toList();
		}
		catch (IOException ex) {
			throw LogFailures.unreadable(directory, ex);
		}
	}

}
