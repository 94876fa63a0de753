package io.darkswap.wasm.pool;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.loader.TrapKind;
import io.darkswap.wasm.loader.WasmTrapException;
import io.darkswap.wasm.threads.DaemonThreads;
import org.jspecify.annotations.Nullable;

/**
 * Runs exports of one module on threads of their own, over the module's one shared
 * memory, as a page's Web Workers do. Each worker has an instance, a C stack and
 * thread-local storage of its own, set up by the module's {@link ThreadConvention} or by
 * a {@link ThreadSetup}. A module that imports {@code wasi.thread-spawn} starts workers
 * itself.
 *
 * <pre>{@code
 * try (LoadedModule module = loader.load(url, memory);
 *         WasmWorkers workers = WasmWorkers.builder(module).name("hash").limit(4).build()) {
 *     CompletableFuture<long[]> low = workers.spawn("hash", 0, 1_000_000);
 *     CompletableFuture<long[]> high = workers.spawn("hash", 1_000_000, 2_000_000);
 *     return low.join()[0] ^ high.join()[0];
 * }
 * }</pre>
 *
 * The workers are one group: after a trap of one, the others are interrupted and no more
 * start, because the shared memory may be inconsistent. Closing the module closes the
 * group. Safe for use by several threads.
 */
public final class WasmWorkers implements AutoCloseable {

	/** What wasi-threads return if no thread can be started: any negative number. */
	private static final int NO_THREAD = -1;

	private final LoadedModule module;

	private final Executor executor;

	private final WorkerGroup group;

	private final ThreadSetup setup;

	private final LongAdder spawned = new LongAdder();

	private final Runnable unregister;

	private volatile @Nullable Instance mainInstance;

	private WasmWorkers(Builder builder) {
		this.module = builder.module;
		String name = builder.name;
		this.executor = (builder.executor != null) ? builder.executor : (task) -> DaemonThreads.start(name, task);
		this.group = new WorkerGroup(this.module.url(), builder.limit);
		this.setup = ThreadSupport.ofWorkers(this.module, builder.threadSetup, builder.stackPages);
		this.unregister = this.module.onClose(this::close);
	}

	/**
	 * Create a builder of a group of workers.
	 * @param module the module, whose memory must be shared
	 * @return a builder with the defaults
	 */
	public static Builder builder(LoadedModule module) {
		return new Builder(module);
	}

	/**
	 * Run an export on a new worker. If only the threads that the module starts have C
	 * stacks of their own ({@link ThreadSetup#usesMainThread()}), exports run on the
	 * module's main thread, in one instance that the group keeps, one at a time.
	 * @param export the name of the function
	 * @param arguments its arguments, as the bits of each
	 * @return completes with the results, exceptionally with a {@link DarkSwapException}:
	 * a {@link WasmTrapException} if the call trapped, otherwise with
	 * {@link ErrorCode#INVALID_ARGUMENT} if the module has no such function,
	 * {@link ErrorCode#WORKER_REFUSED} if as many workers run as may, or the executor
	 * accepts none, {@link ErrorCode#NOT_INITIALIZED} if the group was closed,
	 * {@link ErrorCode#CALL_INTERRUPTED} if the worker was stopped
	 */
	public CompletableFuture<long[]> spawn(String export, long... arguments) {
		return start(hostOrigin(), new WorkerCall.Export(export, arguments.clone())).result();
	}

	/**
	 * Run a task on a new worker, with its instance: the worker's script, as a page has
	 * one. The task may call any exports; the instance is not to be used after it.
	 * @param task the task
	 * @param <T> the type of its result
	 * @return completes with the result, exceptionally as for
	 * {@link #spawn(String, long...)}
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the task is
	 * null
	 */
	public <T> CompletableFuture<T> spawn(Function<? super Instance, ? extends T> task) {
		if (task == null) {
			throw DarkSwapException.invalidArgument("A worker cannot run a task that is null");
		}
		return start(hostOrigin(), new WorkerCall.Task<T>(task)).result();
	}

	/**
	 * Start a thread as the module itself does by {@code wasi.thread-spawn}: run
	 * {@code wasi_thread_start} with the thread's number and the argument.
	 * @param argument the argument, usually the address of a record of the module's
	 * @return completes as for {@link #spawn(String, long...)}
	 */
	public CompletableFuture<long[]> spawnThread(int argument) {
		return start(Worker.Origin.HOST, new WorkerCall.Spawned(argument)).result();
	}

	private Worker.Origin hostOrigin() {
		return this.setup.usesMainThread() ? Worker.Origin.MAIN : Worker.Origin.HOST;
	}

	/**
	 * Count the workers that run.
	 * @return the number of workers, of those that the module started too
	 */
	public int running() {
		return this.group.running();
	}

	/**
	 * Count the workers that the executor has accepted since the group was built.
	 * @return the number of workers, of those that the module started too
	 */
	public long spawned() {
		return this.spawned.sum();
	}

	/**
	 * Return the failure that stopped the group.
	 * @return the first trap, empty while the group works
	 */
	public Optional<DarkSwapException> failure() {
		return this.group.failure();
	}

	/**
	 * Wait until no worker runs, of those that the module started too.
	 * @throws InterruptedException if the thread is interrupted while it waits
	 * @throws DarkSwapException the {@link #failure()} that stopped the group
	 */
	public void join() throws InterruptedException {
		this.group.join();
	}

	/**
	 * Start no more workers, interrupt those that run and wait until they have ended, at
	 * most 10 s. Closing again has no effect. The module stays open.
	 */
	@Override
	public void close() {
		this.unregister.run();
		this.group.close();
	}

	private <T> Worker<T> start(Worker.Origin origin, WorkerCall<T> call) {
		Worker<T> worker = new Worker<>(number(origin), origin);
		DarkSwapException refusal = this.group.enter(worker);
		if (refusal == null) {
			try {
				this.executor.execute(() -> run(worker, call));
				this.spawned.increment();
			}
			catch (RejectedExecutionException | OutOfMemoryError ex) {
				// A thread that cannot start is an OutOfMemoryError.
				refusal = new DarkSwapException(ErrorCode.WORKER_REFUSED,
						"The executor of the workers of %s accepts no more: use one with more threads"
							.formatted(this.module.url()),
						ex);
				this.group.leave(worker);
				this.group.settle(worker);
			}
		}
		if (refusal != null) {
			worker.result().completeExceptionally(refusal);
		}
		return worker;
	}

	/** The number 0 is the main thread's: wasi-threads count from 1. */
	private int number(Worker.Origin origin) {
		int number = this.module.nextThread();
		return (number == 0 && origin != Worker.Origin.MAIN) ? this.module.nextThread() : number;
	}

	private <T> void run(Worker<T> worker, WorkerCall<T> call) {
		T result = null;
		DarkSwapException failed = null;
		try {
			if (worker.begin()) {
				result = call(worker, call);
			}
			else {
				failed = this.group.stopped();
			}
		}
		catch (Throwable ex) {
			failed = failed(worker, call, ex);
		}
		finally {
			worker.end();
			this.group.leave(worker);
		}
		// Not before: who waits for the result may start the next worker at once.
		if (failed != null) {
			worker.result().completeExceptionally(failed);
		}
		else {
			worker.result().complete(result);
		}
		this.group.settle(worker);
	}

	private <T> T call(Worker<T> worker, WorkerCall<T> call) {
		boolean main = worker.origin() == Worker.Origin.MAIN;
		Instance instance = prepare(worker, () -> {
			call.check(this.module);
			return main ? main(worker, call)
					: instantiate(worker, (created) -> call.begin(this.setup, created, worker.number()));
		});
		T result = call.run(this.setup, instance, worker.number());
		if (!main) {
			this.setup.end(instance, worker.number());
		}
		return result;
	}

	private static Instance prepare(Worker<?> worker, Supplier<Instance> preparation) {
		try {
			return preparation.get();
		}
		catch (WasmTrapException ex) {
			throw ex;
		}
		catch (DarkSwapException ex) {
			// The module counts on a thread that it started. The host gets the reason.
			// Code of the module that was interrupted may hold a lock forever.
			boolean ran = ex.code() == ErrorCode.CALL_INTERRUPTED;
			throw (ran || worker.origin() == Worker.Origin.MODULE) ? ex : new NotStartedException(ex);
		}
	}

	private Instance instantiate(Worker<?> worker, Consumer<Instance> preparation) {
		return this.module.instantiate(worker.number(), this::spawnedByModule, preparation);
	}

	/**
	 * Return the main thread's instance, which has its thread-local storage. The group
	 * runs one call there at a time.
	 */
	private Instance main(Worker<?> worker, WorkerCall<?> call) {
		Instance main = this.mainInstance;
		if (main == null) {
			if (this.module.isInitialized() && ThreadSupport.hasThreadLocals(this.module)) {
				throw new DarkSwapException(ErrorCode.WORKER_REFUSED,
						"%s has an instance already, which keeps its main thread's storage: load it again, and call it by one group of workers only"
							.formatted(this.module.url()));
			}
			main = instantiate(worker, (created) -> {
			});
			beginMain(worker, call, main);
			this.mainInstance = main;
		}
		return main;
	}

	/** Constructors may wait for threads that they start, which need instances, too. */
	private void beginMain(Worker<?> worker, WorkerCall<?> call, Instance main) {
		try {
			call.begin(this.setup, main, worker.number());
		}
		catch (DarkSwapException ex) {
			throw ex;
		}
		catch (RuntimeException | StackOverflowError ex) {
			ErrorCode code = (TrapKind.of(ex) == TrapKind.INTERRUPTED) ? ErrorCode.CALL_INTERRUPTED
					: ErrorCode.INITIALIZATION_FAILED;
			throw new WasmTrapException(code, this.module.url() + " failed while it was instantiated", ex);
		}
	}

	private int spawnedByModule(int argument) {
		Worker<long[]> worker = start(Worker.Origin.MODULE, new WorkerCall.Spawned(argument));
		return worker.result().isCompletedExceptionally() ? NO_THREAD : worker.number();
	}

	/**
	 * Any failure of a call stops the group, unless it is the group that interrupted the
	 * call. A worker that could not start has changed nothing.
	 */
	private DarkSwapException failed(Worker<?> worker, WorkerCall<?> call, Throwable ex) {
		if (ex instanceof NotStartedException refusal) {
			return refusal.reason();
		}
		boolean interrupted = TrapKind.of(ex) == TrapKind.INTERRUPTED
				|| (ex instanceof DarkSwapException known && known.code() == ErrorCode.CALL_INTERRUPTED);
		if (interrupted && worker.isStopped()) {
			return this.group.stopped();
		}
		DarkSwapException failed = (ex instanceof DarkSwapException known) ? known
				: new WasmTrapException(interrupted ? ErrorCode.CALL_INTERRUPTED : ErrorCode.ENGINE_TRAPPED,
						"Worker %d of %s trapped in %s".formatted(worker.number(), this.module.url(), call), ex);
		this.group.fail(failed);
		return failed;
	}

	/**
	 * Builds a group of workers.
	 */
	public static final class Builder {

		private static final int DEFAULT_LIMIT = 64;

		private final LoadedModule module;

		private @Nullable Executor executor;

		private String name = "wasm-worker";

		private int limit = DEFAULT_LIMIT;

		private int stackPages = InstanceStack.DEFAULT_PAGES;

		private @Nullable ThreadSetup threadSetup;

		private Builder(LoadedModule module) {
			this.module = module;
		}

		/**
		 * Set the executor that runs the workers, on platform or virtual threads; the
		 * default starts a new daemon thread for each. Workers may wait for each other:
		 * the executor must run as many at once as the limit allows.
		 * @param executor the executor
		 * @return this builder
		 */
		public Builder executor(Executor executor) {
			this.executor = executor;
			return this;
		}

		/**
		 * Set the name of the threads that the default executor starts.
		 * @param name the name; the default is {@code wasm-worker}
		 * @return this builder
		 */
		public Builder name(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Set how many workers may run at once, of those that the module starts too.
		 * @param limit at least 1; the default is 64
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is less
		 */
		public Builder limit(int limit) {
			if (limit < 1) {
				throw DarkSwapException.invalidArgument("The limit of workers is %s: set it to at least 1", limit);
			}
			this.limit = limit;
			return this;
		}

		/**
		 * Set the size of each worker's C stack, where the host provides it
		 * ({@link ThreadConvention#LLVM}). It has no effect on other modules, and none
		 * beside a {@link #threadSetup(ThreadSetup)}.
		 * @param stackPages the pages of 64 KiB; the default is 1, less what thread-local
		 * storage takes of it
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is less
		 * than 1
		 */
		public Builder stackPages(int stackPages) {
			if (stackPages < 1) {
				throw DarkSwapException.invalidArgument("The C stack has %s pages: set it to at least 1", stackPages);
			}
			this.stackPages = stackPages;
			return this;
		}

		/**
		 * Set what each thread needs, in place of what the module's convention does.
		 * @param threadSetup the set-up
		 * @return this builder
		 */
		public Builder threadSetup(ThreadSetup threadSetup) {
			this.threadSetup = threadSetup;
			return this;
		}

		/**
		 * Build the group, without a worker.
		 * @return the group
		 * @throws DarkSwapException with {@link ErrorCode#MODULE_UNSUPPORTED} if the
		 * module's memory is not shared, or its convention for threads is unknown and
		 * there is no {@link #threadSetup(ThreadSetup)}
		 */
		public WasmWorkers build() {
			return new WasmWorkers(this);
		}

	}

}
