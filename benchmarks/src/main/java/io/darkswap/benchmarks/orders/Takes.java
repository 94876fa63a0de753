package io.darkswap.benchmarks.orders;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;

import io.darkswap.benchmarks.Clients;
import io.darkswap.benchmarks.OrderFlow;
import io.darkswap.benchmarks.RawEngine;
import io.darkswap.benchmarks.TradeFlow;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.OrderSide;

/**
 * Measures what a take costs: of ten orders at ten prices, one after the other by their
 * ids, and all of them by one call that takes the best. The orders are created outside
 * the measurement, into a book of 1,000 orders at worse prices. It uses nothing that
 * builds since 1b67a5fb lack: with the jar of an older darkswap-wasm-core first on the
 * class path, that build is measured.
 */
final class Takes {

	private static final int LEVELS = 10;

	private static final int FILLS = 1000;

	private static final BigDecimal LOT = BigDecimal.valueOf(OrderFlow.LOT, 8);

	private final DarkSwapClient client = Clients.shared();

	private final UUID[] asks = new UUID[LEVELS];

	private Takes() {
		for (int order = 0; order < OrderFlow.BOOK; order++) {
			create(LEVELS + order % OrderFlow.LEVELS);
		}
	}

	/**
	 * Prints the nanoseconds of a take: the least and the median of rounds of a thousand
	 * fills, in the later half of the rounds.
	 * @param args orders or best, and the number of rounds
	 */
	public static void main(String[] args) {
		Takes takes = new Takes();
		Runnable take = switch (args[0]) {
			case "orders" -> takes::takeOrders;
			case "best" -> takes::takeBest;
			default -> throw new IllegalArgumentException(args[0]);
		};
		double[] rounds = new double[Integer.parseInt(args[1])];
		for (int round = 0; round < rounds.length; round++) {
			rounds[round] = takes.measure(take);
		}
		double[] later = Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
		Arrays.sort(later);
		System.out.printf("%s: least %.0f ns, median %.0f ns for each order%n", args[0], later[0],
				later[later.length / 2]);
		takes.client.close();
	}

	private double measure(Runnable take) {
		long taking = 0;
		for (int fill = 0; fill < FILLS; fill++) {
			for (int level = 0; level < LEVELS; level++) {
				this.asks[level] = create(level);
			}
			long start = System.nanoTime();
			take.run();
			taking += System.nanoTime() - start;
		}
		return (double) taking / FILLS / LEVELS;
	}

	private void takeOrders() {
		for (UUID ask : this.asks) {
			this.client.takeOrder(ask, LOT);
		}
	}

	private void takeBest() {
		int taken = this.client
			.takeBest(Clients.BASE, Clients.QUOTE, OrderSide.BUY, LOT.multiply(BigDecimal.valueOf(LEVELS)),
					price(LEVELS))
			.size();
		if (taken != LEVELS) {
			throw new IllegalStateException(taken + " orders were taken");
		}
	}

	private UUID create(int level) {
		return this.client
			.createOrder(Clients.BASE, Clients.QUOTE, OrderSide.SELL, LOT, price(level), RawEngine.MAKER, Clients.DAY)
			.id();
	}

	private static BigDecimal price(int level) {
		return BigDecimal.valueOf(TradeFlow.FIRST_PRICE + level * OrderFlow.TICK, 8);
	}

}
