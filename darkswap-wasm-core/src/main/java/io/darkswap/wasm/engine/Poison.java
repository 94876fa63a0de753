package io.darkswap.wasm.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a trap has left an engine's book in doubt, and which was the first.
 * Thread-safe.
 */
final class Poison {

	private static final Logger logger = LoggerFactory.getLogger(Poison.class);

	private final AtomicReference<@Nullable Throwable> trap = new AtomicReference<>();

	private final Consumer<Throwable> listener;

	/**
	 * Begins with a book that is well.
	 * @param listener is told the first trap
	 */
	Poison(Consumer<Throwable> listener) {
		this.listener = listener;
	}

	void spread(Throwable cause) {
		if (this.trap.compareAndSet(null, cause)) {
			logger.error("The engine is poisoned and refuses every call until create(..) is called: {}",
					cause.getMessage());
			this.listener.accept(cause);
		}
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
