package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SnapshotFile;
import io.darkswap.wasm.log.file.SnapshotFormat;
import io.darkswap.wasm.log.file.ZeroedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a log, in the directory of its node. A state is the newest snapshot
 * and the records after it. Two snapshots are kept, so that the log is complete even if
 * the newest one is damaged. Thread-safe.
 */
public final class SnapshotStore {

	private static final Logger logger = LoggerFactory.getLogger(SnapshotStore.class);

	private static final int KEPT = 2;

	private final RetainedRecords records;

	private final Path directory;

	private final LogId id;

	private final LogListener listener;

	/** One is written at a time. */
	private final Semaphore writing = new Semaphore(1);

	private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

	SnapshotStore(RetainedRecords records, Path directory, LogId id, LogListener listener) {
		this.records = records;
		this.listener = listener;
		this.directory = directory;
		this.id = id;
	}

	/**
	 * Open the snapshots of a log.
	 * @param records the records that continue them
	 * @param directory the directory that holds them, which this process has locked
	 * @param log the identifier of the log, which each snapshot contains
	 * @param listener receives what is written
	 * @return the store
	 */
	public static SnapshotStore of(RetainedRecords records, Path directory, UUID log, LogListener listener) {
		return new SnapshotStore(records, directory,
				new LogId(log.getMostSignificantBits(), log.getLeastSignificantBits()), listener);
	}

	/**
	 * Return the newest snapshot that is not damaged. A damaged one is reported, and the
	 * one before it is returned.
	 * @return the snapshot; empty if there is none and the log begins with record 1
	 * @throws DarkSwapException with {@link ErrorCode#LOG_DAMAGED} if the log does not
	 * hold all records after it
	 */
	public Optional<Snapshot> newest() {
		for (SnapshotFile file : SnapshotFile.list(this.directory)) {
			Optional<Snapshot> valid = open(file);
			if (valid.isPresent()) {
				this.records.requireRecordsAfter(valid.get().position());
				return valid;
			}
		}
		if (!this.damaged.isEmpty() && this.records.firstPosition() > 1) {
			throw LogFailures.noValidSnapshot(this.directory, this.records.firstPosition());
		}
		this.records.requireRecordsAfter(0);
		return Optional.empty();
	}

	private Optional<Snapshot> open(SnapshotFile file) {
		try {
			Snapshot snapshot = Snapshot.open(file);
			if (!snapshot.id().equals(this.id)) {
				throw LogFailures.damagedSnapshot(file.path(), "it belongs to the log " + snapshot.id());
			}
			return Optional.of(snapshot);
		}
		catch (DarkSwapException ex) {
			if (ex.code() != ErrorCode.LOG_DAMAGED) {
				throw ex;
			}
			if (this.damaged.add(file.path())) {
				this.records.report(String.valueOf(ex.getMessage()));
			}
			return Optional.empty();
		}
	}

	/**
	 * Begin a snapshot, which allocates its file. If another thread writes one, wait
	 * until it is published or closed.
	 * @param bytes the expected bytes of the image
	 * @return the writer, which the caller closes
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if there is no room for
	 * it
	 */
	public SnapshotWriter begin(long bytes) {
		this.writing.acquireUninterruptibly();
		try {
			long size = SnapshotFormat.FILE_HEADER_SIZE + bytes;
			long usable = Files.getFileStore(this.directory).getUsableSpace();
			if (usable < size) {
				throw new IOException("it takes %d bytes, and %d are usable".formatted(size, usable));
			}
			return new SnapshotWriter(this, this.id, ZeroedFile.allocate(unfinished(), size, () -> false));
		}
		catch (IOException ex) {
			this.writing.release();
			throw LogFailures.noSnapshot(this.directory, ex);
		}
		catch (RuntimeException | Error ex) {
			this.writing.release();
			throw ex;
		}
	}

	Path directory() {
		return this.directory;
	}

	private Path unfinished() {
		return this.directory.resolve(SnapshotFile.UNFINISHED);
	}

	/**
	 * Make the written file the newest snapshot.
	 * @throws IOException if it is not the newest snapshot
	 */
	void publish(long position) throws IOException {
		this.records.force();
		Files.move(unfinished(), next(position).path(), StandardCopyOption.ATOMIC_MOVE);
		LogDirectory.force(this.directory);
	}

	/** Delete what the newest snapshot replaces, and let others write the next. */
	void published(long position, long bytes, long nanos) {
		try {
			deleteReplaced();
		}
		finally {
			this.writing.release();
		}
		this.listener.snapshotWritten(position, bytes, nanos);
	}

	private SnapshotFile next(long position) {
		int newest = SnapshotFile.list(this.directory)
			.stream()
			.filter((file) -> file.position() == position)
			.mapToInt(SnapshotFile::number)
			.max()
			.orElse(0);
		return SnapshotFile.in(this.directory, position, newest + 1);
	}

	private void deleteReplaced() {
		List<SnapshotFile> all = SnapshotFile.list(this.directory);
		List<SnapshotFile> kept = all.stream()
			.filter((file) -> !this.damaged.contains(file.path()))
			.limit(KEPT)
			.toList();
		for (SnapshotFile file : all) {
			if (!kept.contains(file)) {
				delete(file.path());
			}
		}
		if (kept.size() == KEPT) {
			this.records.deleteBefore(kept.get(KEPT - 1).position() + 1);
		}
	}

	private void delete(Path snapshot) {
		try {
			Files.deleteIfExists(snapshot);
		}
		catch (IOException ex) {
			// Windows does not delete a mapped file: it is tried again after the next
			// one.
			logger.debug("{} cannot be deleted yet", snapshot, ex);
		}
	}

	/** Delete the file of a snapshot that was not published. */
	void abandon(FileChannel channel) {
		ZeroedFile.delete(channel, unfinished());
		this.writing.release();
	}

}
