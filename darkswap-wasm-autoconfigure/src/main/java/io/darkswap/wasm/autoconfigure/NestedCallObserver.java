package io.darkswap.wasm.autoconfigure;

import java.util.function.Supplier;

import io.darkswap.wasm.CallObserver;
import io.darkswap.wasm.DarkSwapClient;

/**
 * Combines two observers of the same calls.
 *
 * @param outer observes the call and the inner observer
 * @param inner observes the call alone
 */
record NestedCallObserver(CallObserver outer, CallObserver inner) implements CallObserver {

	@Override
	public <T> T observe(String operation, Supplier<T> call) {
		return this.outer.observe(operation, () -> this.inner.observe(operation, call));
	}

	@Override
	public <T> T observe(DarkSwapClient client, String operation, Supplier<T> call) {
		return this.outer.observe(client, operation, () -> this.inner.observe(client, operation, call));
	}

}
