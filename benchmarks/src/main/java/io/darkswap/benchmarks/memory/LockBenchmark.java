package io.darkswap.benchmarks.memory;

import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.ExportFunction;
import io.darkswap.benchmarks.MemoryKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Row "lock/unlock under contention": two threads, each with its own instance, take and
 * release the engine's own lock around an increment, as fast as they can. The time is of
 * one pair, of one of the two threads.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Threads(2)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class LockBenchmark {

	private static final int PAIRS = 1000;

	/** The memory. */
	@Param({ "SHARED", "BYTES" })
	MemoryKind memory;

	private Kernels kernels;

	private int instances;

	/** Loads the kernel. */
	@Setup
	public void load() {
		this.kernels = Kernels.load(this.memory);
	}

	/**
	 * Takes and releases the lock many times.
	 * @param mine this thread's instance
	 * @return the guarded value
	 */
	@Benchmark
	@OperationsPerInvocation(PAIRS)
	public long lockAndUnlock(Mine mine) {
		return mine.lockAndUnlock.apply(mine.number, PAIRS)[0];
	}

	private synchronized int nextNumber() {
		return ++this.instances;
	}

	/** A thread's own instance. */
	@State(Scope.Thread)
	public static class Mine {

		private ExportFunction lockAndUnlock;

		private int number;

		/**
		 * Creates the instance, one thread at a time.
		 * @param benchmark the shared state of all threads
		 */
		@Setup
		public void open(LockBenchmark benchmark) {
			synchronized (benchmark) {
				this.number = benchmark.nextNumber();
				this.lockAndUnlock = benchmark.kernels.instance().export("lock_and_unlock");
			}
		}

	}

}
