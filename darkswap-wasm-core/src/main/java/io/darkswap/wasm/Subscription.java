package io.darkswap.wasm;

/**
 * A listener's subscription to events, see {@link DarkSwapClient#on}. Thread-safe.
 */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

	/**
	 * End the subscription: the listener receives no event after the one that it may be
	 * receiving now. Idempotent.
	 */
	@Override
	void close();

}
