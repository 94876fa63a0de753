package io.darkswap.wasm.model;

import java.util.List;

import io.darkswap.wasm.ClientKind;

/**
 * What a client is made with, and what it is then asked to do.
 *
 * @param kind which client
 * @param closedOrderHistory how many closed orders each market keeps
 * @param tradeHistory how many trades each market keeps
 * @param listening whether somebody listens to its events
 * @param commands the steps
 */
record Scenario(ClientKind kind, int closedOrderHistory, int tradeHistory, boolean listening, List<Command> commands) {

	@Override
	public String toString() {
		return "%s client, histories of %d orders and %d trades, %s, %d commands".formatted(this.kind,
				this.closedOrderHistory, this.tradeHistory, this.listening ? "listening" : "not listening",
				this.commands.size());
	}

}
