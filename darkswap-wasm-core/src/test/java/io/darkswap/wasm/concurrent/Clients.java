package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.wallet.HdWallet;

import static org.assertj.core.api.Assertions.assertThat;

/** Helpers of this package's tests for clients. */
final class Clients {

	static final Asset BTC = Asset.bitcoin();

	static final Asset RUNE = Asset.rune("840000:7");

	private Clients() {
	}

	static DarkSwapConfig config(int closedOrderHistory, int tradeHistory) {
		return new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST), closedOrderHistory,
				tradeHistory);
	}

	static NewOrder newOrder(OrderSide side, long amount, long price) {
		return new NewOrder(BTC, RUNE, side, BigDecimal.valueOf(amount), BigDecimal.valueOf(price), "maker",
				Duration.ofDays(1));
	}

	static Order createOrder(DarkSwapClient client, OrderSide side, long amount, long price) {
		NewOrder order = newOrder(side, amount, price);
		return client.createOrder(order.base(), order.quote(), order.side(), order.amount(), order.price(),
				order.maker(), order.expiry());
	}

	static List<NewOrder> batch(int orders) {
		return Collections.nCopies(orders, newOrder(OrderSide.SELL, 1, 1));
	}

	/** Creates orders until there is no memory for one more, and returns them. */
	static List<Order> fill(DarkSwapClient client) {
		List<Order> orders = new ArrayList<>();
		try {
			while (true) {
				orders.add(createOrder(client, OrderSide.SELL, 2, 1));
			}
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
			return orders;
		}
	}

	/** Counts the orders that fit into the memory, and leaves the book empty. */
	static int capacity(DarkSwapClient client) {
		List<Order> orders = fill(client);
		orders.forEach((order) -> client.cancelOrder(order.id()));
		return orders.size();
	}

}
