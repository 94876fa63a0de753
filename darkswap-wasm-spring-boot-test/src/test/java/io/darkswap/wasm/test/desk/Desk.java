package io.darkswap.wasm.test.desk;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;

import org.springframework.stereotype.Service;

/** The class under test of a user. */
@Service
class Desk {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private final DarkSwapClient client;

	Desk(DarkSwapClient client) {
		this.client = client;
	}

	Order sell(String amount) {
		return this.client.createOrder(BTC, RUNE, OrderSide.SELL, new BigDecimal(amount), new BigDecimal("120000"),
				this.client.getAddress(), Duration.ofHours(1));
	}

	List<Order> orders() {
		return this.client.getOrders(BTC, RUNE);
	}

}
