package io.darkswap.wasm.loader;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how long the current thread fetches: when the time is over it is interrupted,
 * and what it reads from is closed, so neither a server that says nothing nor one that
 * drips holds it. To be closed by the same thread, which then has its interruption
 * undone.
 */
final class FetchDeadline implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(FetchDeadline.class);

	private final Thread fetcher = Thread.currentThread();

	private final CompletableFuture<Void> finished = new CompletableFuture<>();

	private final ReentrantLock lock = new ReentrantLock();

	private @Nullable InputStream body;

	private boolean over;

	private boolean expired;

	FetchDeadline(Duration timeout) {
		startTimer(timeout).whenComplete((nothing, timeOut) -> {
			if (timeOut != null) {
				expire();
			}
		});
	}

	/**
	 * The first timer of all starts the JVM's timer thread, which lives as long as the
	 * JVM and would keep the class loader of whichever application that was.
	 */
	private CompletableFuture<Void> startTimer(Duration timeout) {
		ClassLoader before = this.fetcher.getContextClassLoader();
		this.fetcher.setContextClassLoader(null);
		try {
			return this.finished.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		finally {
			this.fetcher.setContextClassLoader(before);
		}
	}

	/**
	 * Says what is read from now on.
	 */
	InputStream watch(InputStream opened) {
		this.lock.lock();
		try {
			this.body = opened;
			return opened;
		}
		finally {
			this.lock.unlock();
		}
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
		this.finished.complete(null);
	}

	private void expire() {
		this.lock.lock();
		try {
			if (this.over) {
				return;
			}
			this.expired = true;
			this.fetcher.interrupt();
			if (this.body != null) {
				closeElsewhere(this.body);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Some streams block in close while another thread reads, and this is the JVM's one
	 * timer thread.
	 */
	private static void closeElsewhere(InputStream body) {
		DaemonThreads.start("darkswap-fetch-closer", () -> {
			try {
				body.close();
			}
			catch (IOException ex) {
				logger.debug("A module's stream could not be closed when its time was over", ex);
			}
		});
	}

}
