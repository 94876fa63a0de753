package io.darkswap.wasm.engine;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * A command whose events find no room in the memory beside limited books, although all
 * earlier events are delivered. The command has changed nothing;
 * {@link Engine#withoutEvents} runs it.
 */
public final class NoRoomForEventsException extends DarkSwapException {

	private static final long serialVersionUID = 1L;

	NoRoomForEventsException(String subject) {
		super(ErrorCode.ENGINE_MEMORY_EXHAUSTED,
				"The memory has no room for the events of the %s, although all earlier events are delivered: raise the option maximum"
					.formatted(subject),
				null, "maximum");
	}

}
