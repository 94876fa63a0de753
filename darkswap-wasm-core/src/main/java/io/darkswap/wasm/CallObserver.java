package io.darkswap.wasm;

import java.util.function.Supplier;

/**
 * Observes every call of a client that trades or reads a market, to measure or trace it.
 * Thread-safe: calls come from many threads at once.
 */
public interface CallObserver {

	/**
	 * Runs a call and observes it. It must run the call once, on this thread, and return
	 * its result or throw its exception, a {@link DarkSwapException} with the
	 * {@link ErrorCode}.
	 * @param <T> the type of the result
	 * @param operation the client's method, such as {@code createOrder}
	 * @param call the call
	 * @return the result of the call
	 */
	<T> T observe(String operation, Supplier<T> call);

	/**
	 * Run a call as {@link #observe(String, Supplier)} does, which it delegates to. An
	 * observer of several clients overrides it.
	 * @param <T> the type of the result
	 * @param client the client that is called
	 * @param operation the client's method, such as {@code createOrder}
	 * @param call the call
	 * @return the result of the call
	 */
	default <T> T observe(DarkSwapClient client, String operation, Supplier<T> call) {
		return observe(operation, call);
	}

}
