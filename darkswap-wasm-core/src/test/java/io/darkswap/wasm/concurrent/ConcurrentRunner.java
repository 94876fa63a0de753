package io.darkswap.wasm.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs tasks on as many threads, which start at the same time. */
final class ConcurrentRunner {

	private ConcurrentRunner() {
	}

	/** Returns the results of the tasks, once all have ended. */
	static <T> List<T> run(int threads, IntFunction<Task<T>> tasks) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		CyclicBarrier begin = new CyclicBarrier(threads);
		try {
			List<Future<T>> running = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				Task<T> task = tasks.apply(i);
				running.add(executor.submit(() -> {
					begin.await(60, TimeUnit.SECONDS);
					return task.run();
				}));
			}
			List<T> results = new ArrayList<>();
			for (Future<T> each : running) {
				results.add(each.get());
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

	/** The task of one thread. */
	@FunctionalInterface
	interface Task<T> {

		T run() throws Exception;

	}

}
