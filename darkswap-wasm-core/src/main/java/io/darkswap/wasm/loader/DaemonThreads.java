package io.darkswap.wasm.loader;

/**
 * Threads for what is rare and may block, which the common pool, often of one thread,
 * must not wait for. They keep no JVM alive.
 */
final class DaemonThreads {

	private DaemonThreads() {
	}

	static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
