package io.darkswap.wasm.events;

import java.util.function.Consumer;

import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapEventListener;
import io.darkswap.wasm.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the events of one kind on. Each is equal to itself only, so that ending one
 * subscription ends no other.
 *
 * @param <E> the kind of event
 */
public final class TypedListener<E extends DarkSwapEvent> implements DarkSwapEventListener {

	private static final Logger logger = LoggerFactory.getLogger(TypedListener.class);

	private final Class<E> kind;

	private final Consumer<? super E> listener;

	public TypedListener(Class<E> kind, Consumer<? super E> listener) {
		this.kind = kind;
		this.listener = listener;
	}

	@Override
	public void onEvent(DarkSwapEvent event) {
		if (this.kind.isInstance(event)) {
			this.listener.accept(this.kind.cast(event));
		}
		else if (event instanceof DarkSwapEvent.Error error && error.code() == ErrorCode.EVENTS_MISSED) {
			logger.warn("A listener for {}: {}", this.kind.getSimpleName(), error.message());
		}
	}

}
