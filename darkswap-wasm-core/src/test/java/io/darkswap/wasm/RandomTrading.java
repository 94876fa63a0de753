package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;

/**
 * Random commands of all kinds on a client, many of which are refused. The same seed
 * gives the same commands, except for ids.
 */
final class RandomTrading {

	private static final List<TradingPair> PAIRS = List.of(TradingPair.of("BTC/RUNE:840000:3"),
			TradingPair.of("BTC/ALKANE:2:0"), TradingPair.of("RUNE:840000:3/ALKANE:2:0"));

	private static final List<SignedOrder> FOREIGN = foreignOrders();

	private final Random random;

	private final TestClock clock;

	private final List<UUID> orders = new ArrayList<>(List.of(new UUID(1, 1)));

	private final List<UUID> trades = new ArrayList<>(List.of(new UUID(1, 2)));

	private int refused;

	RandomTrading(long seed, TestClock clock) {
		this.random = new Random(seed);
		this.clock = clock;
	}

	/** Run commands. */
	void run(DarkSwapClient client, int commands) {
		for (int i = 0; i < commands; i++) {
			try {
				runOne(client);
			}
			catch (DarkSwapException ex) {
				this.refused++;
			}
		}
	}

	/** Return how many commands were refused. */
	int refused() {
		return this.refused;
	}

	private void runOne(DarkSwapClient client) {
		switch (this.random.nextInt(12)) {
			case 0, 1, 2, 3 -> this.orders.add(client.createOrder(newOrder()).id());
			case 4 -> client.createOrders(List.of(newOrder(), newOrder(), newOrder()))
				.forEach((order) -> this.orders.add(order.id()));
			case 5 -> client.cancelOrder(any(this.orders));
			case 6, 7 -> this.trades.add(client.takeOrder(any(this.orders), amount()).id());
			case 8 -> client.takeBest(any(PAIRS), any(List.of(OrderSide.values())), amount(), price())
				.forEach((trade) -> this.trades.add(trade.id()));
			case 9 -> settle(client);
			case 10 -> client.importOrder(any(FOREIGN));
			default -> expireOrEvict(client);
		}
	}

	private void settle(DarkSwapClient client) {
		if (this.random.nextBoolean()) {
			client.completeTrade(any(this.trades));
		}
		else {
			client.failTrade(any(this.trades));
		}
	}

	private void expireOrEvict(DarkSwapClient client) {
		this.clock.advance(Duration.ofSeconds(this.random.nextInt(20)));
		client.evictOrder(any(this.orders));
	}

	private NewOrder newOrder() {
		TradingPair pair = any(PAIRS);
		return new NewOrder(pair.base(), pair.quote(), any(List.of(OrderSide.values())), amount(), price(),
				this.random.nextBoolean() ? "maker" : null, Duration.ofSeconds(1 + this.random.nextInt(300)));
	}

	private BigDecimal amount() {
		return BigDecimal.valueOf(1 + this.random.nextInt(400), 2);
	}

	private BigDecimal price() {
		return BigDecimal.valueOf(95 + this.random.nextInt(10));
	}

	private <T> T any(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

	private static List<SignedOrder> foreignOrders() {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);
		try (DarkSwapClient other = DarkSwapClient.builder()
			.clock(new TestClock())
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, wallet))
			.build()) {
			other.initialize();
			List<SignedOrder> signed = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				signed.add(other.getSignedOrder(other
					.createOrder(NewOrder.sell(PAIRS.get(0)).amount("1").price("99").expiresIn(Duration.ofHours(1)))
					.id()));
			}
			return signed;
		}
	}

}
