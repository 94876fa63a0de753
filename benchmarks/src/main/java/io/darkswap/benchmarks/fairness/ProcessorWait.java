package io.darkswap.benchmarks.fairness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Reads for how long the thread that opened it was ready to run, but had no processor:
 * the second number of Linux' {@code schedstat}, in nanoseconds. Elsewhere it is 0.
 */
final class ProcessorWait implements AutoCloseable {

	private static final Path FILE = Path.of("/proc/thread-self/schedstat");

	private final ByteBuffer text = ByteBuffer.allocate(100);

	private final @Nullable FileChannel file;

	private ProcessorWait(@Nullable FileChannel file) {
		this.file = file;
	}

	/** Opens the numbers of the calling thread, whichever thread reads them. */
	static ProcessorWait ofThisThread() {
		try {
			return new ProcessorWait(Files.exists(FILE) ? FileChannel.open(FILE) : null);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long nanos() {
		if (this.file == null) {
			return 0;
		}
		try {
			this.text.clear();
			int length = this.file.read(this.text, 0);
			return Long.parseLong(new String(this.text.array(), 0, length, StandardCharsets.US_ASCII).split(" ")[1]);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			if (this.file != null) {
				this.file.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
