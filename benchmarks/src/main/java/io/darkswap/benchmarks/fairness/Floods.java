package io.darkswap.benchmarks.fairness;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;

/**
 * Measures what very large calls and very many markets do to the other callers of a
 * client, beside their bars:
 * <ul>
 * <li>100,000 markets are made and emptied; then as many orders fit as before, within a
 * factor of 1.1.
 * <li>1.5 million orders in one batch, then 1.7 million orders of the smallest amount in
 * one taking: a caller of another market waits 50 ms at most, besides the time in which
 * the machine or the JVM ran neither the caller nor an idle thread ({@link Neighbour}).
 * </ul>
 * Run it by itself on two cores, with {@code -Xms6g -Xmx6g}.
 */
final class Floods {

	private static final int MARKETS = 100_000;

	private static final int BATCH = 1_500_000;

	private static final int DUST = 1_700_000;

	private static final int DUST_BATCH = 100_000;

	/** Below 2 GiB, the largest memory. */
	private static final int LARGE = 32_000;

	private static final Duration DAY = Duration.ofDays(1);

	private static final BigDecimal SMALLEST = new BigDecimal("0.00000001");

	private static final Wallet WALLET = HdWallet.random(BitcoinNetwork.REGTEST);

	private Floods() {
	}

	/** Prints a line for each measurement. */
	public static void main(String[] args) throws InterruptedException {
		makeAndEmptyMarkets();
		try (DarkSwapClient client = client(LARGE)) {
			Neighbour neighbour = new Neighbour(client);
			for (int i = 0; i < 3; i++) {
				neighbour.during("a client with no other call", () -> Thread.sleep(4_000));
			}
			List<NewOrder> batch = Collections.nCopies(BATCH, sell(Clients.QUOTE, BigDecimal.ONE));
			neighbour.during("1.5 million orders in one batch", () -> client.createOrders(batch));
			Asset other = Asset.rune("840000:4");
			List<NewOrder> dust = Collections.nCopies(DUST_BATCH, sell(other, SMALLEST));
			for (int i = 0; i < DUST; i += DUST_BATCH) {
				client.createOrders(dust);
			}
			BigDecimal all = SMALLEST.multiply(BigDecimal.valueOf(DUST));
			neighbour.during("1.7 million orders in one taking",
					() -> client.takeBest(Clients.BASE, other, OrderSide.BUY, all, BigDecimal.ONE));
			if (!client.getOrders(Clients.BASE, other).isEmpty()) {
				throw new IllegalStateException("Orders are left");
			}
		}
	}

	private static void makeAndEmptyMarkets() {
		try (DarkSwapClient client = client(256)) {
			int before = countOrdersThatFit(client);
			long begun = System.nanoTime();
			for (int i = 1; i <= MARKETS; i++) {
				client.cancelOrder(client.createOrder(sell(Asset.rune("900000:" + i), BigDecimal.ONE)).id());
			}
			long nanos = System.nanoTime() - begun;
			int after = countOrdersThatFit(client);
			print("%,d markets made and emptied in %,d ms: %,d orders fit, %,d before, a factor of %.3f (at most 1.1)",
					MARKETS, nanos / 1_000_000, after, before, (double) before / after);
		}
	}

	private static int countOrdersThatFit(DarkSwapClient client) {
		List<Order> orders = new ArrayList<>();
		try {
			while (true) {
				orders.add(client.createOrder(sell(Clients.QUOTE, BigDecimal.ONE)));
			}
		}
		catch (DarkSwapException ex) {
			if (ex.code() != ErrorCode.ENGINE_MEMORY_EXHAUSTED) {
				throw ex;
			}
		}
		orders.forEach((order) -> client.cancelOrder(order.id()));
		return orders.size();
	}

	private static NewOrder sell(Asset quote, BigDecimal amount) {
		return new NewOrder(Clients.BASE, quote, OrderSide.SELL, amount, BigDecimal.ONE, RawEngine.MAKER, DAY);
	}

	private static DarkSwapClient client(int pages) {
		DarkSwapClient client = SharedMemoryDarkSwapClient.builder()
			.memory(new MemoryOptions(16, pages, true))
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, WALLET, DarkSwapConfig.DEFAULT_CLOSED_ORDER_HISTORY,
					TradeFlow.TRADES, false))
			.instances(2)
			.build();
		client.initialize();
		return client;
	}

	private static void print(String format, Object... values) {
		System.out.println(String.format(Locale.ROOT, format, values));
	}

}
