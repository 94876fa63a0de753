package io.darkswap.wasm.loader.bundled;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SwitchPoint;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.NullMarked;

/**
 * The threads whose call the watchdog is stopping. Compiled code asks through a static
 * method without arguments, so this is the one place where state is static. Not API.
 */
@NullMarked
public final class StoppedThreads {

	private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

	/** How many they are: what is asked for all the time is one read. */
	private static final AtomicInteger COUNT = new AtomicInteger();

	/**
	 * Until a call is stopped for the first time, the question whether any is costs
	 * nothing: a JIT compiles it to a constant. Even one volatile read would, for it
	 * keeps compiled code from carrying over what it knows of the memory from before to
	 * after.
	 */
	private static final SwitchPoint NEVER_STOPPED = new SwitchPoint();

	private static final MethodHandle ANY = NEVER_STOPPED.guardWithTest(MethodHandles.constant(boolean.class, false),
			count());

	private StoppedThreads() {
	}

	private static MethodHandle count() {
		try {
			return MethodHandles.lookup()
				.findStatic(StoppedThreads.class, "anyCounted", MethodType.methodType(boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * Says that a thread's call is to end.
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
	 * Says that it has ended.
	 * @param thread the thread
	 */
	public static void remove(Thread thread) {
		if (THREADS.remove(thread)) {
			COUNT.decrementAndGet();
		}
	}

	static boolean any() {
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

	static boolean contains(Thread thread) {
		return THREADS.contains(thread);
	}

}
