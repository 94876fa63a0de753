package io.darkswap.wasm.threads;

/**
 * Starts threads for rare work that may block, which would stall a common pool of one
 * thread. They do not keep the JVM alive.
 */
public final class DaemonThreads {

	private DaemonThreads() {
	}

	/**
	 * Start a daemon thread.
	 * @param name the thread's name
	 * @param task the task that it runs
	 * @return the thread
	 */
	public static Thread start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
