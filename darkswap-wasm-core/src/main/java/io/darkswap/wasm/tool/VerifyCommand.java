package io.darkswap.wasm.tool;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

import io.darkswap.wasm.log.JournalEnd;
import io.darkswap.wasm.log.JournalReader;
import io.darkswap.wasm.log.SnapshotFinding;

/**
 * Validates all checksums of a log, and shows what it consists of.
 */
final class VerifyCommand implements LogCommand {

	@Override
	public void run(Path directory, PrintStream out) {
		JournalReader reader = LogTool.open(directory);
		long newestSnapshot = showSnapshots(reader, out);
		reader.segments().forEach((segment) -> out.printf("segment  %s%n", segment.getFileName()));
		JournalEnd end = reader.read(reader.firstPosition(), (position, type, payload) -> {
		});
		out.printf("records  %d to %d, the last one ends at byte %d of %s%n", reader.firstPosition(), end.position(),
				end.offset(), end.segment().getFileName());
		end.remainder()
			.ifPresent((problem) -> out.printf(
					"end      a batch there is not whole (%s): it is being written, or the next start cuts it off%n",
					problem));
		reader.requireRecordsAfter(newestSnapshot, end.position());
		out.println("The log is sound");
	}

	/** Show the snapshots, and return the position of the newest valid one, or 0. */
	private static long showSnapshots(JournalReader reader, PrintStream out) {
		long newest = 0;
		for (SnapshotFinding finding : reader.snapshots()) {
			Optional<String> problem = finding.problem();
			out.printf("snapshot %s: %s%n", finding.file().getFileName(), problem.orElse("valid"));
			if (problem.isEmpty()) {
				newest = Math.max(newest, finding.position());
			}
		}
		return newest;
	}

}
