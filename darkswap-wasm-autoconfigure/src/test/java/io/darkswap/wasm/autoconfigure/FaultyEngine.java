package io.darkswap.wasm.autoconfigure;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An engine that traps when it closes an order of one price; the core tests it.
 */
public final class FaultyEngine {

	public static final String URL = "file:../darkswap-wasm-core/src/test/resources/modules/faulty-engine.wasm";

	private static final BigDecimal TRAPS_WHEN_CLOSED = new BigDecimal("0.00000013");

	private FaultyEngine() {
	}

	public static DarkSwapClient poisonedClient() {
		DarkSwapClient client = SharedMemoryDarkSwapClient.builder().url(URL).build();
		client.initialize();
		poison(client);
		return client;
	}

	public static void poison(DarkSwapClient client) {
		Order order = client.createOrder(Asset.bitcoin(), Asset.rune("840000:3"), OrderSide.SELL, BigDecimal.ONE,
				TRAPS_WHEN_CLOSED, client.getAddress(), Duration.ofHours(1));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.cancelOrder(order.id()));
	}

}
