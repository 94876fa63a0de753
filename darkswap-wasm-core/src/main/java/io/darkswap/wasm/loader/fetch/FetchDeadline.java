package io.darkswap.wasm.loader.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.darkswap.wasm.threads.DaemonThreads;
import io.darkswap.wasm.threads.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the time that the current thread fetches. When the time is over, the thread is
 * interrupted and its stream is closed, so that neither a silent nor a slow server blocks
 * it. The same thread closes the deadline, which clears the interruption that the
 * deadline caused.
 */
final class FetchDeadline implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FetchDeadline.class);

	private final Thread fetcher = Thread.currentThread();

	private final CountDownLatch finished = new CountDownLatch(1);

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable InputStream body;

	private boolean over;

	private boolean expired;

	/**
	 * Starts the deadline, in a thread of its own. On JDK 17 the JVM's timer thread,
	 * which never ends, would keep the class loader of the application that used it
	 * first.
	 */
	FetchDeadline(Duration timeout) {
		DaemonThreads.start("darkswap-fetch-deadline", () -> await(timeout));
	}

	/**
	 * Sets the stream that expiry closes.
	 * @throws IOException if the time ran out while it was opened; the stream is then
	 * closed
	 */
	InputStream watch(InputStream opened) throws IOException {
		this.lock.lock();
		try {
			if (!this.expired) {
				this.body = opened;
				return opened;
			}
		}
		finally {
			this.lock.unlock();
		}
		close(opened);
		throw new InterruptedIOException("The time ran out while the module was opened");
	}

	boolean isExpired() {
		this.lock.lock();
		try {
			return this.expired;
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() {
		this.lock.lock();
		try {
			this.over = true;
			if (this.expired) {
				Thread.interrupted();
			}
		}
		finally {
			this.lock.unlock();
		}
		this.finished.countDown();
	}

	private void await(Duration timeout) {
		try {
			if (!this.finished.await(Nanos.of(timeout), TimeUnit.NANOSECONDS)) {
				expire();
			}
		}
		catch (InterruptedException ex) {
			// No other code interrupts this thread: the JVM ends.
			Thread.currentThread().interrupt();
		}
	}

	private void expire() {
		InputStream reading;
		this.lock.lock();
		try {
			if (this.over) {
				return;
			}
			this.expired = true;
			this.fetcher.interrupt();
			reading = this.body;
		}
		finally {
			this.lock.unlock();
		}
		if (reading != null) {
			close(reading);
		}
	}

	/** Closes a stream. Some streams block here while another thread reads. */
	private static void close(InputStream body) {
		try {
			body.close();
		}
		catch (IOException ex) {
			logger.debug("A module's stream could not be closed when its time was over", ex);
		}
	}

}
