package io.darkswap.benchmarks.memory;

import java.util.concurrent.TimeUnit;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import io.darkswap.benchmarks.MemoryKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Row "export that does one atomic op": a call of an export whose body is one atomic load
 * or one atomic add, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway.Init")
public class AtomicBenchmark {

	private static final long[] NO_ARGUMENTS = {};

	/** The memory. */
	@Param({ "SHARED", "BYTES" })
	MemoryKind memory;

	private ExportFunction atomicLoad;

	private ExportFunction atomicAdd;

	/** Loads the kernel. */
	@Setup
	public void open() {
		Instance instance = Kernels.load(this.memory).instance();
		this.atomicLoad = instance.export("atomic_load");
		this.atomicAdd = instance.export("atomic_add");
	}

	/**
	 * Loads a number.
	 * @return the number
	 */
	@Benchmark
	public long load() {
		return this.atomicLoad.apply(NO_ARGUMENTS)[0];
	}

	/**
	 * Adds one.
	 * @return the previous value
	 */
	@Benchmark
	public long add() {
		return this.atomicAdd.apply(NO_ARGUMENTS)[0];
	}

}
