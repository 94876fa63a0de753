package io.darkswap.wasm.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.log.file.JournalFormat;
import io.darkswap.wasm.log.file.LogFailures;
import io.darkswap.wasm.log.file.LogId;
import io.darkswap.wasm.log.file.SegmentFile;
import io.darkswap.wasm.log.file.ZeroedFile;
import org.jspecify.annotations.Nullable;

/**
 * Allocates segments ahead of their use. A segment is filled with zeros and forced in the
 * background, so that a batch later changes neither the size of a file nor its blocks:
 * forcing it then takes about half the time. Used by one thread.
 */
final class SegmentAllocator {

	private static final String SPARE = "spare.new";

	private final JournalOptions options;

	private @Nullable CompletableFuture<FileChannel> spare;

	private volatile boolean closed;

	SegmentAllocator(JournalOptions options) {
		this.options = options;
	}

	/** Begin to allocate the next segment in the background. */
	void prepare() {
		if (this.spare == null) {
			this.spare = allocateInBackground();
		}
	}

	private CompletableFuture<FileChannel> allocateInBackground() {
		CompletableFuture<FileChannel> allocated = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				allocated.complete(allocate());
			}
			catch (IOException | RuntimeException ex) {
				allocated.completeExceptionally(ex);
			}
		}, "darkswap-log-allocator");
		thread.setDaemon(true);
		thread.start();
		return allocated;
	}

	/**
	 * Return an allocated segment with its header, as the newest of the directory.
	 * @throws DarkSwapException with {@link ErrorCode#LOG_FULL} if there is no room; it
	 * may be tried again later
	 */
	FileChannel take(LogId id, long firstPosition) {
		FileChannel channel = takeSpare();
		SegmentFile segment = SegmentFile.in(this.options.directory(), firstPosition);
		try {
			channel.write(JournalFormat.segmentHeader(id, firstPosition), 0);
			channel.force(true);
			Files.move(this.options.directory().resolve(SPARE), segment.path(), StandardCopyOption.ATOMIC_MOVE);
			LogDirectory.force(this.options.directory());
			return channel;
		}
		catch (IOException ex) {
			ZeroedFile.delete(channel, segment.path());
			throw LogFailures.full(this.options.directory(), String.valueOf(ex.getMessage()), ex);
		}
	}

	private FileChannel takeSpare() {
		CompletableFuture<FileChannel> prepared = this.spare;
		this.spare = null;
		FileChannel channel = (prepared != null) ? prepared.handle((allocated, failure) -> allocated).join() : null;
		// There may be room now where there was none when it was prepared.
		return (channel != null) ? channel : join(allocateInBackground());
	}

	private FileChannel join(CompletableFuture<FileChannel> allocated) {
		try {
			return allocated.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof DarkSwapException full) {
				throw full;
			}
			throw LogFailures.full(this.options.directory(), String.valueOf(ex.getCause()),
					(ex.getCause() instanceof IOException cause) ? cause : null);
		}
	}

	private FileChannel allocate() throws IOException {
		checkRoom();
		Path path = this.options.directory().resolve(SPARE);
		FileChannel channel = ZeroedFile.allocate(path, this.options.segmentSize(), () -> this.closed);
		try {
			channel.force(true);
			return channel;
		}
		catch (IOException ex) {
			ZeroedFile.delete(channel, path);
			throw ex;
		}
	}

	private void checkRoom() throws IOException {
		Path directory = this.options.directory();
		long used = SegmentFile.list(directory).stream().mapToLong(SegmentFile::size).sum();
		if (used > this.options.maximumSize() - this.options.segmentSize()) {
			throw LogFailures.full(directory, "%d bytes of the option maximum-size, which is %d, are used"
				.formatted(used, this.options.maximumSize()), null);
		}
		long usable = Files.getFileStore(directory).getUsableSpace();
		if (usable < this.options.segmentSize()) {
			throw LogFailures.full(directory, "%d bytes are usable on its device".formatted(usable), null);
		}
	}

	/** End the allocation in the background, and delete the segment that nobody took. */
	void close() {
		this.closed = true;
		CompletableFuture<FileChannel> left = this.spare;
		this.spare = null;
		if (left == null) {
			return;
		}
		FileChannel channel = left.handle((allocated, failure) -> allocated).join();
		if (channel != null) {
			ZeroedFile.delete(channel, this.options.directory().resolve(SPARE));
		}
	}

}
