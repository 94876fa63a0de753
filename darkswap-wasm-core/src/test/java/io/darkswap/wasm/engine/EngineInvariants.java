package io.darkswap.wasm.engine;

import java.lang.reflect.Field;

import io.darkswap.wasm.pool.InstancePool;
import io.darkswap.wasm.pool.PooledInstance;

/** Runs an engine's own check of its invariants, which no client calls. */
public final class EngineInvariants {

	private EngineInvariants() {
	}

	/**
	 * Checks the whole state of an engine, which must not change meanwhile.
	 * @param engine the engine
	 * @return the number of the first broken rule in the engine's invariants.c, or 0
	 */
	public static long firstBroken(Engine engine) {
		return ask(engine, "darkswap_check_invariants");
	}

	/**
	 * Digests the bytes of an engine's book, with their places. The book must not change
	 * meanwhile.
	 * @param engine the engine
	 * @return the digest
	 */
	static long digest(Engine engine) {
		return ask(engine, "darkswap_digest");
	}

	private static long ask(Engine engine, String export) {
		try (PooledInstance<EngineSession> lease = pool(engine).borrow()) {
			lease.value().begin(lease);
			return lease.instance().export(export).apply()[0];
		}
	}

	/** The pool is the engine's own, and a test has no other way to an export. */
	@SuppressWarnings("unchecked")
	private static InstancePool<EngineSession> pool(Engine engine) {
		try {
			Field pool = Engine.class.getDeclaredField("pool");
			pool.setAccessible(true);
			return (InstancePool<EngineSession>) pool.get(engine);
		}
		catch (ReflectiveOperationException ex) {
			throw new AssertionError("Engine has no field pool any more", ex);
		}
	}

}
