package io.darkswap.wasm;

import java.util.function.Supplier;

/**
 * Runs every call of a client that trades or reads a market, to measure or trace it.
 * Thread-safe: calls come from many threads at once, and one interceptor may serve
 * several clients.
 */
public interface CallInterceptor {

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
