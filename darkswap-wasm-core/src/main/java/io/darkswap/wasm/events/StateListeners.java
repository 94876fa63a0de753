package io.darkswap.wasm.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.darkswap.wasm.ClientState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a client's state to listeners, on the thread that changed it. A listener that
 * throws disturbs neither the client nor the other listeners. Thread-safe.
 */
public final class StateListeners {

	private static final Logger logger = LoggerFactory.getLogger("io.darkswap.wasm.DarkSwapClient");

	private final List<Consumer<? super ClientState>> listeners = new CopyOnWriteArrayList<>();

	public void add(Consumer<? super ClientState> listener) {
		this.listeners.add(listener);
	}

	public void remove(Consumer<? super ClientState> listener) {
		this.listeners.remove(listener);
	}

	public void publish(ClientState state) {
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
