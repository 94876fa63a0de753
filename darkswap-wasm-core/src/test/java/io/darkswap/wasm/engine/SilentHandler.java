package io.darkswap.wasm.engine;

/** Ignores every event. */
final class SilentHandler implements EventHandler {

	@Override
	public void order(EventKind kind, OrderRecord order) {
		// Nobody listens.
	}

	@Override
	public void trade(EventKind kind, TradeRecord trade) {
		// Nobody listens.
	}

	@Override
	public void poisoned(Throwable trap) {
		// Nobody listens.
	}

}
