package io.darkswap.wasm.engine;

import java.time.Duration;
import java.util.Optional;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.loader.InstancePool;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.memory.SharedLinearMemory;
import org.jspecify.annotations.Nullable;

/**
 * A running engine: one linear memory with the books in it, and the instances that work
 * on it. Thread-safe.
 */
public final class Engine implements AutoCloseable {

	private final LoadedModule module;

	private final InstancePool<EngineSession> pool;

	private final Poison poison;

	private final @Nullable SummaryReader summaries;

	private Engine(LoadedModule module, InstancePool<EngineSession> pool, Poison poison) {
		this.module = module;
		this.summaries = sharedMemory(module).map(SummaryReader::new).orElse(null);
		this.pool = pool;
		this.poison = poison;
	}

	/**
	 * Starts an engine in the module's memory, which becomes this engine's.
	 * @param module the loaded engine module
	 * @param options how it runs
	 * @return the engine, with no market open
	 * @throws DarkSwapException with {@link ErrorCode#ABI_MISMATCH} if the module is not
	 * the engine, or {@link ErrorCode#ENGINE_MEMORY_EXHAUSTED} if its memory is too small
	 */
	public static Engine start(LoadedModule module, EngineOptions options) {
		Memory memory = module.memory();
		int heapEnd = memory.pages() * Memory.PAGE_SIZE;
		Poison poison = new Poison();
		InstancePool<EngineSession> pool = InstancePool.builder(module, (instance) -> attach(module, instance, poison))
			.instances(options.instances())
			.borrowTimeout(options.callTimeout())
			.callTimeout(options.callTimeout())
			.damageListener(poison::spread)
			.build();
		Engine engine = new Engine(module, pool, poison);
		try (EngineSession session = engine.open()) {
			session.create(heapEnd, options.closedOrderHistory());
		}
		catch (RuntimeException ex) {
			engine.close();
			throw ex;
		}
		return engine;
	}

	private static EngineSession attach(LoadedModule module, Instance instance, Poison poison) {
		Records records = sharedMemory(module).map(Records::inPlace).orElseGet(() -> Records.copied(module.memory()));
		return new EngineSession(instance, records, poison);
	}

	/** The memory, if it is one that Java reads while other instances write. */
	private static Optional<SharedLinearMemory> sharedMemory(LoadedModule module) {
		return (module.sharedMemory() && module.memory() instanceof SharedLinearMemory memory) ? Optional.of(memory)
				: Optional.empty();
	}

	/**
	 * Borrows an instance for the calling thread.
	 * @return a session; close it to give the instance back
	 * @throws DarkSwapException with {@link ErrorCode#CALL_TIMED_OUT} if none became free
	 * in time, {@link ErrorCode#CALL_INTERRUPTED}, or {@link ErrorCode#ENGINE_POISONED}
	 */
	public EngineSession open() {
		this.poison.refuse();
		var lease = this.pool.borrow();
		return lease.value().begin(lease);
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
		try (EngineSession session = open()) {
			return session.best(market, now);
		}
	}

	/**
	 * Returns whether several instances work on one memory.
	 * @return {@code true} if they do
	 */
	public boolean sharedMemory() {
		return this.module.sharedMemory();
	}

	/**
	 * Returns why they do not.
	 * @return the reason, or nothing if they do
	 */
	public Optional<String> privateMemoryReason() {
		return this.module.privateMemoryReason();
	}

	/**
	 * Returns what poisoned this engine: from then on every command fails with
	 * {@link ErrorCode#ENGINE_POISONED}.
	 * @return the trap, or nothing if the engine is well
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
	 * Returns what the memory may grow to.
	 * @return pages of 64 KiB
	 */
	public int maximumPages() {
		return this.module.memory().maximumPages();
	}

	/**
	 * Returns how many instances there are.
	 * @return the number of callers that can be served at once
	 */
	public int instances() {
		return this.pool.size();
	}

	/**
	 * Lets the calls in flight end, then releases the memory. Idempotent.
	 */
	@Override
	public void close() {
		this.pool.close();
		this.module.close();
	}

}
