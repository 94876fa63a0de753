package io.darkswap.wasm.concurrent;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The threads that clients have started since this object was created. */
final class DarkSwapThreads {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Set<Thread> before = running();

	/** Waits until the threads have ended by themselves, for a limited time. */
	void assertAllEnd() {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!begun().isEmpty() && System.nanoTime() < deadline) {
			LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
		}
		assertThat(begun()).as("threads that still run").isEmpty();
	}

	private Set<Thread> begun() {
		Set<Thread> begun = new HashSet<>(running());
		begun.removeAll(this.before);
		return begun;
	}

	private static Set<Thread> running() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("darkswap"))
			.collect(Collectors.toSet());
	}

}
