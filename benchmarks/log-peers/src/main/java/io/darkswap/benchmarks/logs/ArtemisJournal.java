package io.darkswap.benchmarks.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * The journal of ActiveMQ Artemis on NIO, with synchronous appends. Its buffer is flushed
 * after a time that {@code artemis create} measures for the device: that of a force.
 */
final class ArtemisJournal implements DurableLog {

	private static final int FILE_SIZE = 10 << 20;

	private static final int BUFFER_SIZE = 490 << 10;

	private final NIOSequentialFileFactory files;

	private final JournalImpl journal;

	private final AtomicLong ids = new AtomicLong();

	ArtemisJournal(Path directory, int forceNanos) throws Exception {
		Files.createDirectories(directory);
		this.files = new NIOSequentialFileFactory(directory.toFile(), true, BUFFER_SIZE, forceNanos, 1, false);
		this.journal = new JournalImpl(FILE_SIZE, 10, 10, 0, 0, this.files, "records", "log", 1);
		this.journal.start();
		this.journal.loadInternalOnly();
	}

	@Override
	public void append(byte[] payload) throws Exception {
		this.journal.appendAddRecord(this.ids.incrementAndGet(), (byte) 1, payload, true);
	}

	@Override
	public void close() throws IOException {
		try {
			this.journal.stop();
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

}
