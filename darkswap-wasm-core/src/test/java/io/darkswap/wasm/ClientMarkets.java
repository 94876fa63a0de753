package io.darkswap.wasm;

import java.util.LinkedHashMap;
import java.util.Map;

import io.darkswap.wasm.commands.Books;
import io.darkswap.wasm.engine.EngineSession;
import io.darkswap.wasm.market.Markets;

/** Reads the open markets of a client's engine with their numbers. */
public final class ClientMarkets {

	private ClientMarkets() {
	}

	/**
	 * Return the open markets in the client's order. A market that was released and
	 * opened again has another number.
	 * @param client an initialised client
	 * @return the numbers by trading pair
	 */
	public static Map<TradingPair, Integer> numbers(DarkSwapClient client) {
		Books books = client.lifecycle.created().first().books().get();
		Map<TradingPair, Integer> numbers = new LinkedHashMap<>();
		try (EngineSession session = books.engine().open()) {
			books.markets()
				.all()
				.stream()
				.filter((opened) -> session.isOpen(opened.market()))
				.forEach((Markets.Opened opened) -> numbers.put(opened.pair(), opened.market().number()));
		}
		return numbers;
	}

}
