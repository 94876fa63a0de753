package io.darkswap.wasm.arguments;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Rejects invalid arguments before any state changes. */
public final class Arguments {

	private Arguments() {
	}

	/**
	 * Reject a missing argument.
	 * @return the argument
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is
	 * {@code null}
	 */
	public static <T> T notNull(@Nullable T argument, String name) {
		if (argument == null) {
			throw DarkSwapException.invalidArgument("The %s is missing", name);
		}
		return argument;
	}

	/**
	 * Reject a count of less than one.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is less
	 */
	public static void atLeastOne(int argument, String name) {
		if (argument < 1) {
			throw DarkSwapException.invalidArgument("The %s is %s: set it to at least 1", name, argument);
		}
	}

}
