package io.darkswap.wasm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a client's state to listeners, on the thread that changed it. A listener that
 * throws disturbs neither the client nor the other listeners. Thread-safe.
 */
final class StateListeners {

	private static final Logger logger = LoggerFactory.getLogger(DarkSwapClient.class);

	private final List<Consumer<? super ClientState>> listeners = new CopyOnWriteArrayList<>();

	void add(Consumer<? super ClientState> listener) {
		this.listeners.add(listener);
	}

	void remove(Consumer<? super ClientState> listener) {
		this.listeners.remove(listener);
	}

	void publish(ClientState state) {
		for (Consumer<? super ClientState> listener : this.listeners) {
			try {
				listener.accept(state);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener failed to handle the state {}", state, ex);
			}
		}
	}

}
