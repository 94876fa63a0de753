package io.darkswap.wasm.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import io.darkswap.wasm.engine.abi.Records;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the first trap that has left an engine's book inconsistent. Thread-safe.
 */
final class Poison {

	private static final Logger logger = LoggerFactory.getLogger(Poison.class);

	private final AtomicReference<@Nullable Throwable> trap = new AtomicReference<>();

	private final Consumer<Throwable> listener;

	/**
	 * Creates the state of an engine that is not poisoned.
	 * @param listener receives the first trap
	 */
	Poison(Consumer<Throwable> listener) {
		this.listener = listener;
	}

	void poison(Throwable cause) {
		if (this.trap.compareAndSet(null, cause)) {
			logger.error(
					"The engine is poisoned and refuses every call until its books are rebuilt from a command log, or create(..) is called: {}",
					cause.getMessage());
			this.listener.accept(cause);
		}
	}

	/** Throws if the engine is poisoned. */
	void throwIfPoisoned() {
		Throwable cause = this.trap.get();
		if (cause != null) {
			throw EngineErrors.poisoned(cause);
		}
	}

	Optional<String> reason() {
		return Optional.ofNullable(this.trap.get()).map(String::valueOf);
	}

}
