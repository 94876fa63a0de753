package io.darkswap.benchmarks.modules;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.pool.WasmWorkers;

/**
 * Measures workers over one memory. The first ratio is the speed of four threads, which a
 * module of wasi-threads starts itself, to that of one. The second is the time to start
 * and join a worker to that of a bare platform thread that creates an instance and calls
 * the same export. Each is the median of the ratios of alternating rounds.
 */
final class WorkerBars {

	private static final MemoryOptions MEMORY = new MemoryOptions(16, 1024, true);

	private static final int WORKERS = 4;

	private static final int NUMBERS = 4_000_000;

	private static final int ROUNDS = 15;

	private static final int STARTS = 300;

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private WorkerBars() {
	}

	public static void main(String[] arguments) {
		WorkerBars bars = new WorkerBars();
		PrintStream out = System.out;
		out.printf("speed of %d workers to one: %.2f%n", WORKERS, bars.speed());
		out.printf("time of spawn and join to thread and instantiate: %.2f%n", bars.starts());
		bars.loader.close();
	}

	private double speed() {
		try (LoadedModule module = this.loader.load("classpath:/kernels/wasi-threads.wasm", MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			long expected = workers.spawn("serial_sum", NUMBERS).join()[0];
			return median(() -> nanos(() -> result(workers.spawn("parallel_sum", 1, NUMBERS)), expected),
					() -> nanos(() -> result(workers.spawn("parallel_sum", WORKERS, NUMBERS)), expected));
		}
	}

	private double starts() {
		try (LoadedModule module = this.loader.load("classpath:/kernels/kernels.wasm", MEMORY);
				WasmWorkers workers = WasmWorkers.builder(module).build()) {
			return median(() -> nanos(() -> {
				for (int start = 0; start < STARTS; start++) {
					result(workers.spawn("atomic_load"));
				}
				return 0;
			}, 0), () -> nanos(() -> {
				for (int start = 0; start < STARTS; start++) {
					bareThread(module);
				}
				return 0;
			}, 0));
		}
	}

	private static void bareThread(LoadedModule module) {
		CompletableFuture<long[]> called = new CompletableFuture<>();
		Thread thread = new Thread(() -> called.complete(module.instantiate().export("atomic_load").apply()));
		thread.start();
		called.join();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long result(CompletableFuture<long[]> call) {
		return call.join()[0];
	}

	private static double nanos(LongSupplier task, long expected) {
		long begun = System.nanoTime();
		if (task.getAsLong() != expected) {
			throw new IllegalStateException("The result is wrong");
		}
		return System.nanoTime() - begun;
	}

	/** Return the median of the ratios of two times, without the first rounds. */
	private static double median(DoubleSupplier one, DoubleSupplier other) {
		double[] ratios = new double[ROUNDS];
		for (int round = -ROUNDS; round < ROUNDS; round++) {
			double ratio = one.getAsDouble() / other.getAsDouble();
			if (round >= 0) {
				ratios[round] = ratio;
			}
		}
		Arrays.sort(ratios);
		return ratios[ROUNDS / 2];
	}

}
