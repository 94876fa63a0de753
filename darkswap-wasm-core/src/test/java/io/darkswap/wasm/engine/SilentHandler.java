package io.darkswap.wasm.engine;

import io.darkswap.wasm.engine.abi.EventKind;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;

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
