package io.darkswap.wasm.loader.bundled;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.NullMarked;

/**
 * The threads whose call the watchdog is stopping. Compiled code asks through a static
 * method without arguments, so this is the one place where state is static. It is read
 * only by threads that are interrupted. Not API.
 */
@NullMarked
public final class StoppedThreads {

	private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

	private StoppedThreads() {
	}

	/**
	 * Says that a thread's call is to end.
	 * @param thread the thread
	 */
	public static void add(Thread thread) {
		THREADS.add(thread);
	}

	/**
	 * Says that it has ended.
	 * @param thread the thread
	 */
	public static void remove(Thread thread) {
		THREADS.remove(thread);
	}

	static boolean contains(Thread thread) {
		return THREADS.contains(thread);
	}

}
