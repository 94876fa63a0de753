package io.darkswap.wasm.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.Records;
import io.darkswap.wasm.engine.abi.SummaryReader;
import io.darkswap.wasm.engine.abi.UsedIds;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.memory.MemoryUsage;
import io.darkswap.wasm.memory.SharedLinearMemory;
import io.darkswap.wasm.pool.InstancePool;
import io.darkswap.wasm.pool.PooledInstance;
import io.darkswap.wasm.pool.StackArea;
import io.darkswap.wasm.threads.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running engine: one linear memory that holds the books, and the instances that run on
 * it. Thread-safe.
 */
public final class Engine implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Engine.class);

	/** The pages that are committed ahead. */
	private static final int PAGES_AHEAD = 16;

	private final LoadedModule module;

	private final InstancePool<EngineSession> pool;

	private final Poison poison;

	private final EventQueue events;

	private final EventDelivery delivery;

	private final ReleaseWait releaseWait;

	private final Duration callTimeout;

	private final @Nullable SummaryReader summaries;

	/** The address of the used ids, known once the engine is created. */
	private int usedIds;

	private Engine(LoadedModule module, InstancePool<EngineSession> pool, Poison poison, EventQueue events,
			Duration callTimeout) {
		this.module = module;
		this.summaries = sharedMemory(module).map(SummaryReader::new).orElse(null);
		this.pool = pool;
		this.poison = poison;
		this.events = events;
		this.delivery = new EventDelivery(this, events);
		this.releaseWait = new ReleaseWait(module.memory(), callTimeout);
		this.callTimeout = callTimeout;
	}

	/**
	 * Starts an engine in the module's memory, which the engine then owns.
	 * @param module the loaded engine module
	 * @param options the options
	 * @param handler receives the events once they are enabled
	 * @return the engine, with no market open
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if the module is not
	 * the engine, or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED} if its memory is too small
	 */
	public static Engine start(LoadedModule module, EngineOptions options, EventHandler handler) {
		int heapEnd = module.memory().pages() * Memory.PAGE_SIZE;
		return start(module, options, handler, List.of(), (session) -> session.create(heapEnd, options));
	}

	/**
	 * Start an engine that continues the books of another one. The settings of its books
	 * are in the image, whatever the options say.
	 * @param module the loaded engine module, the same as that of the image. If it was
	 * loaded with the image's file, its memory has the bytes already; otherwise they are
	 * copied. Its initial pages are best those of the image, because books do not use
	 * pages beyond
	 * @param options the instances and time limits, which may be others than before
	 * @param image the image, as {@link #capture} passed it
	 * @param handler receives the events once they are enabled
	 * @return the engine, with the markets of the image
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if the module is not
	 * the engine, or {@link ErrorCode#MODULE_MEMORY_MISMATCH} if its memory is too small
	 */
	public static Engine restore(LoadedModule module, EngineOptions options, EngineImage image, EventHandler handler) {
		module.restore(image.memory());
		return start(module, options, handler, image.stacks(), (session) -> session.events().setEnabled(false));
	}

	private static Engine start(LoadedModule module, EngineOptions options, EventHandler handler, List<StackArea> areas,
			Consumer<EngineSession> beginning) {
		Poison poison = new Poison(handler::poisoned);
		EventQueue events = new EventQueue(handler);
		InstancePool<EngineSession> pool = InstancePool
			.builder(module, (instance) -> attach(module, instance, poison, events, options.bookLimit() != 0))
			.instances(options.instances())
			.borrowTimeout(options.callTimeout())
			.stopAfter(options.stopAfter())
			.damageListener(poison::poison)
			.areas(areas)
			.build();
		Engine engine = new Engine(module, pool, poison, events, options.callTimeout());
		try (EngineSession session = engine.open()) {
			beginning.accept(session);
			engine.usedIds = session.usedIds();
		}
		catch (RuntimeException ex) {
			engine.close();
			throw ex;
		}
		return engine;
	}

	private static EngineSession attach(LoadedModule module, Instance instance, Poison poison, EventQueue events,
			boolean booksAreLimited) {
		Records records = sharedMemory(module).map(Records::inPlace).orElseGet(() -> Records.copied(module.memory()));
		return new EngineSession(instance, records, poison, events, booksAreLimited);
	}

	/** Returns the memory, if Java can read it while other instances write. */
	private static Optional<SharedLinearMemory> sharedMemory(LoadedModule module) {
		return (module.sharedMemory() && module.memory() instanceof SharedLinearMemory memory) ? Optional.of(memory)
				: Optional.empty();
	}

	/**
	 * Run a command in an instance. While a long call of another caller has the command's
	 * market locked, the command waits without an instance, and then runs again.
	 * @param <T> the type of the command's result
	 * @param command the command, with no effect but in the engine
	 * @return the command's result
	 * @throws DarkSwapException the command's exception, as {@link #open()} does, or with
	 * {@link ErrorCode#CALL_TIMED_OUT} if the market does not become free in time
	 */
	public <T extends @Nullable Object> T call(Function<EngineSession, T> command) {
		return call(this::open, command);
	}

	/**
	 * Run a command as {@link #call(Function)} does.
	 * @param <T> the type of the command's result
	 * @param sessions opens a session of this engine. Commands of a session that is
	 * opened patiently wait however long it takes
	 * @param command the command, with no effect but in the engine
	 * @return the command's result
	 * @throws DarkSwapException as {@link #call(Function)} does
	 */
	public <T extends @Nullable Object> T call(Supplier<EngineSession> sessions, Function<EngineSession, T> command) {
		try (EngineSession session = sessions.get()) {
			return command.apply(session);
		}
		catch (MarketBusyException ex) {
			return callWhenFree(ex, sessions, command);
		}
	}

	/**
	 * Run a command again that found its market busy. A frequent command calls it after a
	 * first attempt of its own, which then creates no function object.
	 * @param <T> the type of the command's result
	 * @param first the exception of the first attempt, whose session is closed
	 * @param sessions opens a session of this engine
	 * @param command the command, with no effect but in the engine
	 * @return the command's result
	 * @throws DarkSwapException as {@link #call(Function)} does
	 */
	public <T extends @Nullable Object> T callWhenFree(MarketBusyException first, Supplier<EngineSession> sessions,
			Function<EngineSession, T> command) {
		MarketBusyException busy = first;
		long deadline = System.nanoTime() + Nanos.of(this.callTimeout);
		while (true) {
			this.releaseWait.await(busy, deadline);
			try (EngineSession session = sessions.get()) {
				return command.apply(session);
			}
			catch (MarketBusyException ex) {
				busy = ex;
			}
		}
	}

	/**
	 * Borrows an instance for the calling thread.
	 * @return a session; close it to return the instance
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if none became free
	 * in time, {@link ErrorCode#CALL_INTERRUPTED}, or {@link ErrorCode#ENGINE_POISONED}
	 */
	public EngineSession open() {
		this.poison.throwIfPoisoned();
		var lease = this.pool.borrow();
		return lease.value().begin(lease);
	}

	/**
	 * Borrow an instance for commands that run to their end: an interruption of the
	 * calling thread does not refuse them once the instance is borrowed.
	 * @return a session; close it to return the instance
	 * @throws DarkSwapException as {@link #open()} does
	 */
	public EngineSession openPatiently() {
		return open().patient();
	}

	/**
	 * Returns a market's best prices. With shared memory they are read without calling
	 * the engine, unless an order has expired.
	 * @param market the market
	 * @param now the time, microseconds since the epoch
	 * @return the best prices
	 */
	public MarketSummary best(Market market, long now) {
		SummaryReader reader = this.summaries;
		if (reader == null || this.poison.reason().isPresent()) {
			return bestByCall(market, now);
		}
		return reader.read(market, now).orElseGet(() -> bestByCall(market, now));
	}

	private MarketSummary bestByCall(Market market, long now) {
		return call((session) -> session.reader().best(market, now));
	}

	/**
	 * Enables or disables the engine's events. A thread of this engine delivers them, or
	 * callers if it cannot keep up. Does nothing if the engine is closed.
	 * @param enabled whether the engine writes events
	 */
	public void setEventsEnabled(boolean enabled) {
		this.delivery.setEnabled(enabled);
	}

	/**
	 * Run a command while the engine writes no events, and report to the handler that
	 * they are missing. Commands of other callers that run meanwhile have no events
	 * either.
	 * @param <T> the type of the command's result
	 * @param sessions opens a session of this engine
	 * @param command the command
	 * @return the command's result
	 * @throws DarkSwapException the command's exception, or as {@link #open()} does
	 */
	public <T extends @Nullable Object> T withoutEvents(Supplier<EngineSession> sessions, Supplier<T> command) {
		return this.delivery.withoutEvents(sessions, command);
	}

	/**
	 * Delivers the events of all commands that have ended.
	 * @throws DarkSwapException as {@link #open()} does
	 */
	public void deliverEvents() {
		this.delivery.deliverWritten();
	}

	/**
	 * Pass the bytes of the memory to a reader while no call runs. Events of all commands
	 * are delivered before. Calls that begin meanwhile wait, so the reader is fast.
	 * @param reader reads the image, which is valid until it returns
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if running calls do
	 * not end in time, {@link ErrorCode#CALL_INTERRUPTED},
	 * {@link ErrorCode#ENGINE_POISONED}, or {@link ErrorCode#NOT_INITIALIZED} if the
	 * engine was closed before the reader returned, which then may have read other bytes
	 */
	public void capture(Consumer<EngineImage> reader) {
		this.poison.throwIfPoisoned();
		List<PooledInstance<EngineSession>> leases = this.pool.borrowAll();
		try {
			// Each instance keeps the events that it read last until it reads again.
			leases.forEach((lease) -> this.events.drain(lease.value().begin(lease).events()));
			this.poison.throwIfPoisoned();
			leases.forEach(PooledInstance::endTimeout);
			int pages = pages();
			reader.accept(EngineImage.of(this.pool.areas(), memory(), pages));
			if (pages == 0 || pages() != pages) {
				throw new DarkSwapException(ErrorCode.NOT_INITIALIZED,
						"The engine was closed while its memory was read: initialise the client again");
			}
		}
		finally {
			leases.forEach(PooledInstance::close);
		}
	}

	/**
	 * Returns whether several instances share one memory.
	 * @return {@code true} if they do
	 */
	public boolean sharedMemory() {
		return this.module.sharedMemory();
	}

	/**
	 * Returns the way the functions of the engine run.
	 * @return the mode
	 */
	public ExecutionMode executionMode() {
		return this.module.executionMode();
	}

	/**
	 * Returns the reason why instances do not share a memory.
	 * @return the reason, empty if they do
	 */
	public Optional<String> privateMemoryReason() {
		return this.pool.singleInstanceReason();
	}

	/**
	 * Returns the trap that poisoned this engine. From then on every command fails with
	 * {@link ErrorCode#ENGINE_POISONED}.
	 * @return the trap, empty if the engine is not poisoned
	 */
	public Optional<String> poisonReason() {
		return this.poison.reason();
	}

	/**
	 * Returns the size of the memory.
	 * @return pages of 64 KiB
	 */
	public int pages() {
		return this.module.memory().pages();
	}

	/**
	 * Returns the maximum size of the memory.
	 * @return pages of 64 KiB
	 */
	public int maximumPages() {
		return this.module.memory().maximumPages();
	}

	/**
	 * Returns the usage of the memory: with a book limit, of the part that the books may
	 * take.
	 * @return the usage, of one moment only while no other call runs
	 * @throws DarkSwapException as {@link #open()} does
	 */
	public MemoryUsage usage() {
		try (EngineSession session = open()) {
			long size = (long) pages() * Memory.PAGE_SIZE;
			long limit = session.bookLimit();
			long committed = (limit == 0) ? size : Math.min(size, limit);
			long free = (limit == 0) ? session.freeBytes() : Math.max(0, committed - session.bookBytes());
			return new MemoryUsage(committed - free, free, session.reclaimableBytes(), committed,
					(limit == 0) ? (long) maximumPages() * Memory.PAGE_SIZE : limit);
		}
	}

	/**
	 * Change the limits of this engine. {@link EngineSession#configure} documents it. It
	 * waits for markets that long calls have locked, however long that takes.
	 * @param options the limits from now on
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT}, or as
	 * {@link #open()} does
	 */
	public void configure(EngineOptions options) {
		call(this::openPatiently, (session) -> {
			session.configure(options);
			return null;
		});
	}

	/**
	 * Commit the memory that the next new orders take, some thousands, so that commands
	 * do not wait for the operating system. Another thread than that of the commands
	 * calls it.
	 */
	public void commitAhead() {
		if (memory() instanceof SharedLinearMemory shared) {
			shared.commitAhead(PAGES_AHEAD);
		}
	}

	/**
	 * Return the version of the structures in this engine's memory:
	 * {@link EngineAbi#STATE_VERSION} in the upper half, and a hash of the places of the
	 * engine's variables and constants in the lower half. An engine continues with the
	 * memory of another one only if both have the same version.
	 * @return the version
	 * @throws DarkSwapException as {@link #open()} does
	 */
	public long stateVersion() {
		try (EngineSession session = open()) {
			return session.stateVersion();
		}
	}

	/**
	 * Return the version of the structures of a module's engine, by an instance that is
	 * not used further.
	 * @param module a loaded module, whose memory no engine uses
	 * @return the version, as {@link #stateVersion()} does
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if the module is not
	 * the engine
	 */
	public static long stateVersion(LoadedModule module) {
		return Exports.of(module.instantiate()).stateVersion.apply()[0];
	}

	/**
	 * Return the size of the books, which a limit compares with.
	 * @return bytes, 0 without a book limit
	 * @throws DarkSwapException as {@link #open()} does
	 */
	public long bookBytes() {
		try (EngineSession session = open()) {
			return session.bookBytes();
		}
	}

	/**
	 * Returns the number of instances.
	 * @return the most callers that run at once
	 */
	public int instances() {
		return this.pool.size();
	}

	/**
	 * Returns the number of lent instances.
	 * @return the number at some moment during the call
	 */
	public int busyInstances() {
		return this.pool.busy();
	}

	/**
	 * Keeps the used ids of a previous engine: this one refuses them until they expire.
	 * @param used the ids, as {@link #retire()} returned them
	 * @throws DarkSwapException with {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED}
	 */
	public void keepUsedIds(UsedIds used) {
		try (EngineSession session = open()) {
			session.keepUsedIds(used);
		}
	}

	/**
	 * Closes the engine, and returns the ids that its orders used, for the next engine to
	 * keep. A poisoned engine returns them, too, because they are consistent between any
	 * two stores of a call.
	 * @return the ids, empty if the memory is too damaged to read them
	 */
	public Optional<UsedIds> retire() {
		endCalls();
		try {
			return Optional.of(UsedIds.read(this.module.memory(), this.usedIds));
		}
		catch (RuntimeException ex) {
			logger.warn("The used ids of the engine cannot be read", ex);
			return Optional.empty();
		}
		finally {
			this.module.close();
		}
	}

	Memory memory() {
		return this.module.memory();
	}

	/**
	 * Waits for the running calls, then releases the memory. Idempotent.
	 */
	@Override
	public void close() {
		endCalls();
		this.module.close();
	}

	private void endCalls() {
		try {
			setEventsEnabled(false);
		}
		catch (DarkSwapException ex) {
			logger.debug("The last events could not be read", ex);
		}
		this.delivery.stop();
		this.pool.close();
	}

}
