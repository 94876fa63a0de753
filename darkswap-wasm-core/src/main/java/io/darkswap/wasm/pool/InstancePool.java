package io.darkswap.wasm.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import com.dylibso.chicory.runtime.Instance;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.report.ThreadConvention;
import io.darkswap.wasm.threads.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends each caller an instance of one module, which runs on the caller's own thread.
 * Every instance has its own C stack and thread-local storage in the shared memory. That
 * needs a {@link ThreadConvention} that the pool knows, such as LLVM's
 * ({@code --export=__stack_pointer}, {@code --export=__wasm_init_tls}). Without one, or
 * if memory is not shared, there is one instance, and {@link #singleInstanceReason()}
 * says why.
 * <p>
 * An instance whose call failed is never lent again: a new instance replaces it, with the
 * same part of the memory, when it is next needed. Safe for use by several threads. A
 * thread that borrows repeatedly gets the same instance while it is free.
 *
 * @param <T> the type of each instance's attachment, such as its exports
 */
public final class InstancePool<T> implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(InstancePool.class);

	private final LoadedModule module;

	private final Function<Instance, T> attach;

	private final Duration borrowTimeout;

	private final Duration stopAfter;

	private final int stackPages;

	private final StackAreas stackAreas;

	private final Consumer<DarkSwapException> damageListener;

	private final @Nullable ThreadSetup threadSetup;

	private final Optional<String> singleInstanceReason;

	private final ReentrantLock borrowingAll = new ReentrantLock();

	private final List<PooledInstance<T>> slots;

	private final PooledInstance<T>[] probed;

	private final InstanceWaiters<PooledInstance<T>> waiters;

	private final @Nullable CallWatchdog watchdog;

	/**
	 * Creates a pool without a time limit for calls.
	 * @param module the module, which the caller closes after the pool
	 * @param size the number of instances; one if there is a
	 * {@link #singleInstanceReason()}
	 * @param borrowTimeout the longest wait for an instance
	 * @param attach creates the attachment of an instance; called once for each
	 * @throws DarkSwapException as {@link Builder#build()} does
	 */
	public InstancePool(LoadedModule module, int size, Duration borrowTimeout, Function<Instance, T> attach) {
		this(builder(module, attach).instances(size).borrowTimeout(borrowTimeout));
	}

	private InstancePool(Builder<T> builder) {
		this.module = builder.module;
		this.attach = builder.attach;
		this.borrowTimeout = builder.borrowTimeout;
		this.stopAfter = builder.stopAfter;
		this.stackPages = builder.stackPages;
		this.stackAreas = new StackAreas(this.module.memory(), builder.stackAreas);
		this.damageListener = builder.damageListener;
		this.threadSetup = ThreadSupport.ofPool(this.module, builder.threadSetup);
		this.singleInstanceReason = ThreadSupport.singleInstanceReason(this.module, builder.threadSetup);
		if (this.singleInstanceReason.isPresent() && this.module.sharedMemory() && builder.instances > 1) {
			logger.warn("One instance of {} serves all callers instead of {}: {}", this.module.url(), builder.instances,
					this.singleInstanceReason.get());
		}
		this.slots = createSlots(this.singleInstanceReason.isEmpty() ? builder.instances : 1);
		this.probed = this.slots.toArray(newArray());
		this.waiters = new InstanceWaiters<>(() -> takeAny(Thread.currentThread()), () -> idle() > 0);
		this.watchdog = this.stopAfter.isZero() ? null : CallWatchdog.start(this.slots, this.stopAfter);
		try {
			this.slots.forEach(this::fillFirst);
		}
		catch (RuntimeException | Error ex) {
			stopWatchdog();
			throw ex;
		}
	}

	/**
	 * Creates a builder of a pool.
	 * @param <T> the type of each instance's attachment
	 * @param module the module, which the caller closes after the pool
	 * @param attach creates the attachment of an instance; called once for each
	 * @return a builder with the defaults
	 */
	public static <T> Builder<T> builder(LoadedModule module, Function<Instance, T> attach) {
		return new Builder<>(module, attach);
	}

	/**
	 * Borrows an instance for the calling thread, waiting if all are busy.
	 * @return the lease, which the same thread closes
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if none became free
	 * in time, {@link ErrorCode#CALL_INTERRUPTED} if the thread is interrupted, which it
	 * stays, {@link ErrorCode#NOT_INITIALIZED} if the pool is closed
	 */
	public PooledInstance<T> borrow() {
		Thread borrower = Thread.currentThread();
		if (borrower.isInterrupted()) {
			// A call would end at its first loop, in the middle of its work.
			throw interrupted(null);
		}
		PooledInstance<T> taken = this.waiters.mustQueue() ? null : takeAny(borrower);
		if (taken == null) {
			taken = await();
		}
		if (!taken.hasInstance()) {
			replace(taken);
		}
		return taken;
	}

	/**
	 * Borrow all instances for the calling thread, so that no other thread runs one. It
	 * waits for running calls. Callers that borrow meanwhile wait for the instances.
	 * @return the leases, which the same thread closes
	 * @throws DarkSwapException as {@link #borrow()} does; all instances are returned
	 */
	public List<PooledInstance<T>> borrowAll() {
		List<PooledInstance<T>> leases = new ArrayList<>(size());
		// Two threads that each held some would wait for each other.
		this.borrowingAll.lock();
		try {
			while (leases.size() < size()) {
				leases.add(borrow());
			}
			return leases;
		}
		catch (RuntimeException | Error ex) {
			leases.forEach(PooledInstance::close);
			throw ex;
		}
		finally {
			this.borrowingAll.unlock();
		}
	}

	/**
	 * Return the parts of the memory that hold the stacks of instances, of this pool and
	 * of those before it over the same memory.
	 * @return the areas, whether an instance uses them or not
	 */
	public List<StackArea> areas() {
		return this.stackAreas.all();
	}

	/**
	 * Returns the number of instances.
	 * @return the number of instances, lent or idle
	 */
	public int size() {
		return this.slots.size();
	}

	/**
	 * Returns the reason why the pool has one instance, whatever its configured size.
	 * @return the reason and its remedy, empty if the pool may have several
	 */
	public Optional<String> singleInstanceReason() {
		return this.singleInstanceReason;
	}

	/**
	 * Counts the lent instances at some moment during the call.
	 * @return the number of busy instances
	 */
	public int busy() {
		return count(InstanceSlot::isBusy);
	}

	/**
	 * Counts the idle instances at some moment during the call.
	 * @return the number of idle instances, zero when the pool is closed
	 */
	public int idle() {
		return count(InstanceSlot::isIdle);
	}

	/**
	 * Rejects new callers and waits for running calls, at most as long as a caller waits
	 * for an instance. Then it interrupts them. Closing again has no effect.
	 */
	@Override
	public void close() {
		if (!this.waiters.close()) {
			return;
		}
		long deadline = System.nanoTime() + Nanos.of(this.borrowTimeout);
		boolean interrupted = false;
		try {
			retireIdle(deadline);
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		for (PooledInstance<T> slot : this.slots) {
			slot.interrupt(slot.call());
		}
		stopWatchdog();
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	LoadedModule module() {
		return this.module;
	}

	@Nullable ThreadSetup threadSetup() {
		return this.threadSetup;
	}

	int stackPages() {
		return this.stackPages;
	}

	StackAreas stackAreas() {
		return this.stackAreas;
	}

	T attach(Instance instance) {
		return this.attach.apply(instance);
	}

	void freed() {
		this.waiters.oneFreed();
	}

	DarkSwapException stopped(@Nullable Throwable failure) {
		if (this.waiters.isClosed()) {
			return new DarkSwapException(ErrorCode.CALL_TIMED_OUT,
					"A call into the engine was stopped because the client was closed while it ran", failure);
		}
		return new DarkSwapException(ErrorCode.CALL_TIMED_OUT,
				"A call into the engine was stopped because it ran longer than the option stop-after, which is %d ms: ask for less at once, or raise the limit"
					.formatted(this.stopAfter.toMillis()),
				failure, "stop-after");
	}

	DarkSwapException stackOverflowed(int number) {
		DarkSwapException damage = new DarkSwapException(ErrorCode.ENGINE_STACK_OVERFLOW,
				"The C stack of instance %d overflowed, so other memory may be damaged: re-create the engine, and link the module with smaller frames or give it more stack"
					.formatted(number));
		this.damageListener.accept(damage);
		return damage;
	}

	private int count(Predicate<InstanceSlot> condition) {
		int count = 0;
		for (PooledInstance<T> slot : this.slots) {
			if (condition.test(slot)) {
				count++;
			}
		}
		return count;
	}

	private List<PooledInstance<T>> createSlots(int size) {
		List<PooledInstance<T>> created = new ArrayList<>(size);
		for (int number = 0; number < size; number++) {
			created.add(new PooledInstance<>(this, number));
		}
		return List.copyOf(created);
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private PooledInstance<T>[] newArray() {
		return new PooledInstance[0];
	}

	/**
	 * Takes a free slot. Each thread starts its search at a place of its own, so it finds
	 * the instance it used last, whose stack and code are still in its caches.
	 */
	private @Nullable PooledInstance<T> takeAny(Thread taker) {
		int count = this.probed.length;
		// The id modulo the next power of two, which takes no division.
		int place = (int) taker.getId() & (Integer.highestOneBit(2 * count - 1) - 1);
		place = (place < count) ? place : place - count;
		for (int probe = 0; probe < count; probe++) {
			PooledInstance<T> slot = this.probed[place];
			if (slot.tryTake(taker)) {
				return slot;
			}
			place = (place + 1 == count) ? 0 : place + 1;
		}
		return null;
	}

	private void retireIdle(long deadline) throws InterruptedException {
		for (int left = size(); left > 0; left--) {
			PooledInstance<T> slot = this.waiters.awaitLast(deadline - System.nanoTime());
			if (slot == null) {
				logger.warn("{} call(s) into {} are interrupted because they had not ended when their pool was closed",
						left, this.module.url());
				return;
			}
			slot.discard();
			slot.retire();
		}
	}

	private PooledInstance<T> await() {
		try {
			PooledInstance<T> taken = this.waiters.await(Nanos.of(this.borrowTimeout));
			if (taken != null) {
				return taken;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw interrupted(ex);
		}
		if (this.waiters.isClosed()) {
			throw new DarkSwapException(ErrorCode.NOT_INITIALIZED,
					"The pool of instances is closed: initialise the client again");
		}
		throw new DarkSwapException(ErrorCode.CALL_TIMED_OUT,
				"None of the %d instance(s) became free within %d ms: raise the option instances, or call from fewer threads"
					.formatted(size(), this.borrowTimeout.toMillis()),
				null, "instances");
	}

	private static DarkSwapException interrupted(@Nullable InterruptedException cause) {
		return new DarkSwapException(ErrorCode.CALL_INTERRUPTED,
				"The thread was interrupted before it had an instance: nothing was called", cause);
	}

	private void fillFirst(PooledInstance<T> slot) {
		slot.tryTake(Thread.currentThread());
		fill(slot);
		slot.release();
	}

	private void replace(PooledInstance<T> slot) {
		fill(slot);
		slot.restartTimeout();
		logger.info("Instance {} of {} was replaced by a new one", slot.number(), this.module.url());
	}

	/**
	 * Fills a slot. A start function is a call, too: the watchdog stops it if it runs too
	 * long.
	 */
	private void fill(PooledInstance<T> taken) {
		try {
			taken.fill();
		}
		catch (RuntimeException | Error ex) {
			boolean stopped = taken.endCall();
			taken.release();
			if (stopped) {
				throw stopped(ex);
			}
			throw ex;
		}
	}

	private void stopWatchdog() {
		if (this.watchdog != null) {
			this.watchdog.stop();
		}
	}

	/**
	 * Builds a pool.
	 *
	 * @param <T> the type of each instance's attachment
	 */
	public static final class Builder<T> {

		private final LoadedModule module;

		private final Function<Instance, T> attach;

		private int instances = Math.max(2, Runtime.getRuntime().availableProcessors());

		private Duration borrowTimeout = Duration.ofSeconds(5);

		private Duration stopAfter = Duration.ZERO;

		private int stackPages = InstanceStack.DEFAULT_PAGES;

		private List<StackArea> stackAreas = List.of();

		private @Nullable ThreadSetup threadSetup;

		private Consumer<DarkSwapException> damageListener = (damage) -> logger.error("{}", damage.getMessage());

		private Builder(LoadedModule module, Function<Instance, T> attach) {
			this.module = module;
			this.attach = attach;
		}

		/**
		 * Sets the number of instances, the option {@code instances}. If there is a
		 * {@link InstancePool#singleInstanceReason()}, there is one instance.
		 * @param instances at least 1; the default is the number of processors, at least
		 * 2
		 * @return this builder
		 */
		public Builder<T> instances(int instances) {
			if (instances < 1) {
				throw DarkSwapException.invalidOption("instances", instances, "at least 1");
			}
			this.instances = instances;
			return this;
		}

		/**
		 * Sets the longest wait of a caller for an instance.
		 * @param borrowTimeout the time; the default is 5 s
		 * @return this builder
		 */
		public Builder<T> borrowTimeout(Duration borrowTimeout) {
			if (borrowTimeout.isNegative()) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"The time to wait for an instance is %s: set it to 0 or more".formatted(borrowTimeout));
			}
			this.borrowTimeout = borrowTimeout;
			return this;
		}

		/**
		 * Sets the time that a lease may compute before its thread is interrupted. If the
		 * JVM reports the thread's CPU time, only this time and the time that the thread
		 * waits count. For virtual threads, the elapsed time counts. A call is stopped
		 * between one and one and a half of this time after it began to compute.
		 * @param stopAfter the time, at least 1 ms; the default is zero, for no limit
		 * @return this builder
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is
		 * neither
		 */
		public Builder<T> stopAfter(Duration stopAfter) {
			if (!stopAfter.isZero() && stopAfter.compareTo(Duration.ofMillis(1)) < 0) {
				throw DarkSwapException.invalidOption("stop-after", stopAfter, "1ms or more, or to 0 for no limit");
			}
			this.stopAfter = stopAfter;
			return this;
		}

		/**
		 * Set the stack areas that the memory has from an earlier pool. They are used
		 * before the memory grows by others.
		 * @param areas the areas, as {@link InstancePool#areas()} returned them
		 * @return this builder
		 */
		public Builder<T> areas(List<StackArea> areas) {
			this.stackAreas = List.copyOf(areas);
			return this;
		}

		/**
		 * Sets the size of each instance's C stack, if the module has one.
		 * @param stackPages the pages of 64 KiB; the default is 1, less what thread-local
		 * storage takes of it
		 * @return this builder
		 */
		public Builder<T> stackPages(int stackPages) {
			if (stackPages < 1) {
				throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
						"The C stack has %d pages: set it to at least 1".formatted(stackPages));
			}
			this.stackPages = stackPages;
			return this;
		}

		/**
		 * Sets what each instance needs, in place of what the module's convention for
		 * threads does. Its thread is the number of the instance's place in the pool. The
		 * pool does not end a set-up.
		 * @param threadSetup the set-up
		 * @return this builder
		 */
		public Builder<T> threadSetup(ThreadSetup threadSetup) {
			this.threadSetup = threadSetup;
			return this;
		}

		/**
		 * Sets the listener that is called when an instance may have damaged memory that
		 * is not its own. It runs on the caller's thread, before the call fails.
		 * @param damageListener the listener, which is given the exception of the call
		 * @return this builder
		 */
		public Builder<T> damageListener(Consumer<DarkSwapException> damageListener) {
			this.damageListener = damageListener;
			return this;
		}

		/**
		 * Builds the pool with all its instances.
		 * @return the pool
		 * @throws DarkSwapException with {@link ErrorCode#MODULE_MEMORY_MISMATCH} if the
		 * memory cannot grow by the C stacks, otherwise as
		 * {@link LoadedModule#instantiate()} does
		 */
		public InstancePool<T> build() {
			return new InstancePool<>(this);
		}

	}

}
