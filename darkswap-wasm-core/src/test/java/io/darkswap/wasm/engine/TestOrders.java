package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.engine.abi.Market;
import org.jspecify.annotations.Nullable;

/** Creates orders in the engine's numbers, which need not be valid ones of the API. */
final class TestOrders {

	/** The engine takes the market, and not the pair. */
	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	private TestOrders() {
	}

	static OrderCommand order(long id, int side, long amount, long price, long now, long expiresAt, byte[] maker) {
		return order(0, id, side, amount, price, now, expiresAt, maker, null, false);
	}

	static OrderCommand order(long idHigh, long idLow, int side, long amount, long price, long now, long expiresAt,
			byte[] maker, byte @Nullable [] signature, boolean imported) {
		return new OrderCommand(new UUID(idHigh, idLow), PAIR, OrderSide.values()[side], amount, price,
				new Address(new String(maker, StandardCharsets.US_ASCII), maker), now, expiresAt, signature, imported);
	}

	static List<BatchEntry> batch(Market market, List<OrderCommand> orders) {
		return IntStream.range(0, orders.size()).mapToObj((i) -> new BatchEntry(orders.get(i), market, i)).toList();
	}

}
