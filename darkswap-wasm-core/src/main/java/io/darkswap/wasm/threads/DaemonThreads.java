package io.darkswap.wasm.threads;

/**
 * Threads for rare work that may block, and that the common pool, often of one thread,
 * must not wait for. They do not keep the JVM alive.
 */
public final class DaemonThreads {

	private DaemonThreads() {
	}

	/**
	 * Start a daemon thread.
	 * @param name the thread's name
	 * @param task what it runs
	 * @return the thread
	 */
	public static Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
