package io.darkswap.wasm.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Whether a trap has left an engine's book in doubt, and which was the first.
 * Thread-safe.
 */
final class Poison {

	private final AtomicReference<@Nullable Throwable> trap = new AtomicReference<>();

	void spread(Throwable cause) {
		this.trap.compareAndSet(null, cause);
	}

	/** Refuses to go on with a book that is in doubt. */
	void refuse() {
		Throwable cause = this.trap.get();
		if (cause != null) {
			throw EngineErrors.poisoned(cause);
		}
	}

	Optional<String> reason() {
		return Optional.ofNullable(this.trap.get()).map(String::valueOf);
	}

}
