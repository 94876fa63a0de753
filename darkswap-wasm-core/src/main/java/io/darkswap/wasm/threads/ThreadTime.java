package io.darkswap.wasm.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.jspecify.annotations.Nullable;

/**
 * Reads the CPU time of threads, where the JVM reports it.
 */
public final class ThreadTime {

	/** The result where the JVM reports none. */
	public static final long UNKNOWN = -1;

	private ThreadTime() {
	}

	/**
	 * Return the CPU time of a thread. The first call loads the JVM's management
	 * interface, which takes some tens of milliseconds.
	 * @param thread the thread
	 * @return the CPU time in nanoseconds since the thread's start; {@link #UNKNOWN} for
	 * a virtual thread, for a thread that has ended, and on a JVM that does not measure
	 * it
	 */
	public static long of(Thread thread) {
		ThreadMXBean threads = Holder.THREADS;
		return (threads != null) ? threads.getThreadCpuTime(thread.getId()) : UNKNOWN;
	}

	private static final class Holder {

		static final @Nullable ThreadMXBean THREADS = find();

		private static @Nullable ThreadMXBean find() {
			try {
				ThreadMXBean threads = ManagementFactory.getThreadMXBean();
				return threads.isThreadCpuTimeSupported() ? threads : null;
			}
			catch (LinkageError ex) {
				// A runtime image without the module java.management.
				return null;
			}
		}

	}

}
