package io.darkswap.wasm.threads;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

import org.jspecify.annotations.Nullable;

/**
 * The CPU time of threads, where the JVM reports it.
 */
public final class ThreadTime {

	/** The answer where nothing is reported. */
	public static final long UNKNOWN = -1;

	private ThreadTime() {
	}

	/**
	 * Return how long a thread has run on a processor. The first call loads the JVM's
	 * management interface, which takes some tens of milliseconds.
	 * @param thread the thread
	 * @return nanoseconds since it was started, {@link #UNKNOWN} for a virtual thread,
	 * for one that has ended, and on a JVM that does not measure
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
