package io.darkswap.wasm.loader.bundled;

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

	private StoppedThreads() {
	}

	/**
	 * Says that a thread's call is to end.
	 * @param thread the thread
	 */
	public static void add(Thread thread) {
		if (THREADS.add(thread)) {
			COUNT.incrementAndGet();
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
		return COUNT.get() != 0;
	}

	static boolean contains(Thread thread) {
		return THREADS.contains(thread);
	}

}
