package io.darkswap.wasm;

import java.util.function.Supplier;

/**
 * Sees every call of a client that trades, asks or looks at a market, to measure or trace
 * it. Calls come from many threads at once.
 */
public interface CallObserver {

	/**
	 * Runs a call and looks on. It has to run it once, on this thread, and to give back
	 * what it returns or throws, a {@link DarkSwapException} with the {@link ErrorCode}.
	 * @param <T> what the call returns
	 * @param operation the client's method, such as {@code createOrder}
	 * @param call the call
	 * @return what the call returned
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
