package io.darkswap.benchmarks.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does nothing but sleep a millisecond at a time, and notes when it woke up
 * late: then the JVM stood still, or the machine ran others.
 */
final class IdleThread implements AutoCloseable {

	private static final long NAP = TimeUnit.MILLISECONDS.toNanos(1);

	private final List<Pause> pauses = new ArrayList<>();

	private final Thread thread = new Thread(this::sleep, "idle");

	private volatile boolean stopped;

	IdleThread() {
		this.thread.setDaemon(true);
		this.thread.start();
	}

	private void sleep() {
		long before = System.nanoTime();
		while (!this.stopped) {
			LockSupport.parkNanos(NAP);
			long now = System.nanoTime();
			if (now - before > 2 * NAP) {
				note(new Pause(before + NAP, now));
			}
			before = now;
		}
	}

	private synchronized void note(Pause pause) {
		this.pauses.add(pause);
	}

	/** Returns for how long between two moments this thread was late, in nanoseconds. */
	synchronized long late(long from, long to) {
		return this.pauses.stream().mapToLong((pause) -> pause.within(from, to)).sum();
	}

	@Override
	public void close() {
		this.stopped = true;
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private record Pause(long from, long to) {

		long within(long begin, long end) {
			return Math.max(0, Math.min(this.to, end) - Math.max(this.from, begin));
		}

	}

}
