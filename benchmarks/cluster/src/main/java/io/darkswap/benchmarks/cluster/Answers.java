package io.darkswap.benchmarks.cluster;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The times at which callers asked and were answered. Immutable.
 *
 * @param nanos the time of each answer, sorted
 * @param gaps the times between successive answers of all callers, sorted
 * @param elapsed the time of all
 */
record Answers(long[] nanos, long[] gaps, long elapsed) {

	/** Let callers ask for a time, each one question after the other. */
	static Answers of(int callers, long millis, Question question) throws InterruptedException {
		Queue<long[]> times = new ConcurrentLinkedQueue<>();
		long start = System.nanoTime();
		long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
		Thread[] threads = new Thread[callers];
		for (int i = 0; i < callers; i++) {
			threads[i] = new Thread(() -> {
				for (long asked = System.nanoTime(); asked < end;) {
					question.ask();
					long answered = System.nanoTime();
					times.add(new long[] { answered, answered - asked });
					asked = answered;
				}
			});
			threads[i].start();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		long[] answered = times.stream().mapToLong((time) -> time[0]).sorted().toArray();
		long[] gaps = new long[Math.max(0, answered.length - 1)];
		for (int i = 0; i < gaps.length; i++) {
			gaps[i] = answered[i + 1] - answered[i];
		}
		Arrays.sort(gaps);
		return new Answers(times.stream().mapToLong((time) -> time[1]).sorted().toArray(), gaps,
				System.nanoTime() - start);
	}

	/** Return the time of an answer, in microseconds, that a share of the answers had. */
	double micros(double share) {
		return this.nanos[(int) Math.min(this.nanos.length - 1, share * this.nanos.length)] / 1e3;
	}

	/** Return the longest time without an answer, in microseconds. */
	double longestGapMicros() {
		return this.gaps[this.gaps.length - 1] / 1e3;
	}

	/** Return the answers a second. */
	double rate() {
		return this.nanos.length * 1e9 / this.elapsed;
	}

	/** Asks, and waits for the answer. */
	interface Question {

		void ask();

	}

}
