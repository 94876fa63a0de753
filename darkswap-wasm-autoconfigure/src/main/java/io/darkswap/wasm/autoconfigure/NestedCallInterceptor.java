package io.darkswap.wasm.autoconfigure;

import java.util.function.Supplier;

import io.darkswap.wasm.CallInterceptor;
import io.darkswap.wasm.DarkSwapClient;

/**
 * Combines two interceptors of the same calls.
 *
 * @param outer runs the inner interceptor
 * @param inner runs the call
 */
record NestedCallInterceptor(CallInterceptor outer, CallInterceptor inner) implements CallInterceptor {

	@Override
	public boolean isActive() {
		return this.outer.isActive() || this.inner.isActive();
	}

	@Override
	public <T> T intercept(DarkSwapClient client, String operation, Supplier<T> call) {
		return this.outer.intercept(client, operation, () -> this.inner.intercept(client, operation, call));
	}

}
