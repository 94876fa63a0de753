package io.darkswap.wasm;

import java.util.function.Supplier;

/**
 * Runs every call of a client that trades or reads a market, to measure or trace it.
 * Thread-safe: calls come from many threads at once, and one interceptor may serve
 * several clients.
 */
public interface CallInterceptor {

	/**
	 * Return whether calls are intercepted now. While they are not, they create no object
	 * more than without an interceptor. It is read for each call, so it must be fast.
	 * @return {@code true} by default
	 */
	default boolean isActive() {
		return true;
	}

	/**
	 * Run a call. It must run the call once, on this thread, and return its result or
	 * throw its exception, a {@link DarkSwapException} with the {@link ErrorCode}.
	 * @param <T> the type of the result
	 * @param client the client that is called
	 * @param operation the client's method, such as {@code createOrder}
	 * @param call the call
	 * @return the result of the call
	 */
	<T> T intercept(DarkSwapClient client, String operation, Supplier<T> call);

}
