package io.darkswap.wasm.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SwitchPoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads whose call the watchdog is stopping. Compiled code checks them through a
 * static method without arguments, so this class alone has static state. Not API.
 */
public final class TimedOutCalls {

	private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

	/** Their number, which takes one read. */
	private static final AtomicInteger COUNT = new AtomicInteger();

	/**
	 * Until a call is stopped for the first time, {@link #any()} costs nothing: a JIT
	 * compiles it to a constant. Even one volatile read would cost, because compiled code
	 * could not keep values of the memory in registers across it.
	 */
	private static final SwitchPoint NEVER_STOPPED = new SwitchPoint();

	private static final MethodHandle ANY = NEVER_STOPPED.guardWithTest(MethodHandles.constant(boolean.class, false),
			count());

	private TimedOutCalls() {
	}

	private static MethodHandle count() {
		try {
			return MethodHandles.lookup()
				.findStatic(TimedOutCalls.class, "anyCounted", MethodType.methodType(boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Mark a thread's call as one to stop.
	 * @param thread the thread
	 */
	public static void add(Thread thread) {
		if (THREADS.add(thread)) {
			COUNT.incrementAndGet();
			if (!NEVER_STOPPED.hasBeenInvalidated()) {
				SwitchPoint.invalidateAll(new SwitchPoint[] { NEVER_STOPPED });
			}
		}
	}

	/**
	 * Remove a thread whose stopped call has ended.
	 * @param thread the thread
	 */
	public static void remove(Thread thread) {
		if (THREADS.remove(thread)) {
			COUNT.decrementAndGet();
		}
	}

	/**
	 * Return whether any call is being stopped.
	 * @return {@code false} while no thread is marked
	 */
	public static boolean any() {
		try {
			return (boolean) ANY.invokeExact();
		}
		catch (Throwable ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean anyCounted() {
		return COUNT.get() != 0;
	}

	/**
	 * Return whether a thread's call is being stopped.
	 * @param thread the thread
	 * @return whether it is marked
	 */
	public static boolean contains(Thread thread) {
		return THREADS.contains(thread);
	}

}
