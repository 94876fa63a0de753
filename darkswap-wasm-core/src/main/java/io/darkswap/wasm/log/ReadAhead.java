package io.darkswap.wasm.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;

/**
 * Reads, validates and prepares the records of a replay on a thread of its own, while the
 * calling thread applies those before them:
 *
 * <pre>
 *  segments  --read, prepare--&gt;  chunks  --apply--&gt;  state
 * </pre>
 *
 * Used once.
 */
final class ReadAhead {

	/** Records change threads in chunks, because that wakes a thread. */
	private static final int CHUNK = 512;

	/** A chunk is passed on once its payloads have these bytes, which bounds the heap. */
	private static final int CHUNK_BYTES = 1 << 20;

	private static final int CHUNKS = 4;

	private static final List<Prepared> END = List.of();

	private final JournalReader reader;

	private final RecordApplier applier;

	private final BlockingQueue<List<Prepared>> chunks = new ArrayBlockingQueue<>(CHUNKS);

	private List<Prepared> filling = new ArrayList<>(CHUNK);

	/** The bytes of the payloads in the chunk that is filling. */
	private long filled;

	/** Written before the last chunk is put. */
	private @Nullable Throwable failure;

	ReadAhead(JournalReader reader, RecordApplier applier) {
		this.reader = reader;
		this.applier = applier;
	}

	/**
	 * Apply the records from a position on. A few are applied as they are read.
	 * @param from the position of the first
	 * @param newest the position of the last one, as far as it is known
	 * @param applied receives the position of the newest applied record, now and then
	 * @throws io.darkswap.wasm.DarkSwapException as {@link JournalReader#read} does, once
	 * the records before are applied
	 */
	void apply(long from, long newest, LongConsumer applied) {
		if (newest - from < CHUNK) {
			this.reader.read(from, (position, type, payload) -> {
				this.applier.apply(position, type, payload, null);
				applied.accept(position);
			});
		}
		else {
			applyChunks(from, applied);
		}
	}

	private void applyChunks(long from, LongConsumer applied) {
		Thread reading = new Thread(() -> read(from), "darkswap-log-reader");
		reading.setDaemon(true);
		reading.start();
		try {
			for (List<Prepared> chunk = take(); chunk != END; chunk = take()) {
				for (Prepared record : chunk) {
					this.applier.apply(record.position, record.type, record.payload, record.context);
				}
				applied.accept(chunk.get(chunk.size() - 1).position);
			}
		}
		finally {
			// It waits for room in the queue if this thread failed.
			reading.interrupt();
		}
		if (this.failure instanceof Error error) {
			throw error;
		}
		if (this.failure instanceof RuntimeException exception) {
			throw exception;
		}
	}

	private List<Prepared> take() {
		boolean interrupted = false;
		try {
			while (true) {
				try {
					return this.chunks.take();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private void read(long from) {
		try {
			try {
				this.reader.read(from, this::add);
			}
			catch (RuntimeException | Error ex) {
				this.failure = ex;
			}
			if (!this.filling.isEmpty()) {
				this.chunks.put(this.filling);
			}
			this.chunks.put(END);
		}
		catch (InterruptedException ex) {
			// The thread that applies has failed.
			this.chunks.clear();
		}
	}

	private void add(long position, int type, ByteBuffer payload) {
		this.filled += payload.remaining();
		this.filling.add(new Prepared(position, type, payload, this.applier.prepare(position, type, payload)));
		if (this.filling.size() == CHUNK || this.filled >= CHUNK_BYTES) {
			try {
				this.chunks.put(this.filling);
			}
			catch (InterruptedException ex) {
				// The next chunk must not wait either.
				Thread.currentThread().interrupt();
				throw new IllegalStateException("The records are not applied any more", ex);
			}
			this.filling = new ArrayList<>(CHUNK);
			this.filled = 0;
		}
	}

	/** A record and what the applier made of it. */
	private record Prepared(long position, int type, ByteBuffer payload, @Nullable Object context) {
	}

}
