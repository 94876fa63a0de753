package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Batches over several pairs never deadlock, and enter completely. */
@Timeout(120)
class BatchTests {

	private static final int THREADS = 8;

	private static final int BATCHES = 150;

	/** The number of orders of each pair in a batch, all at the batch's own price. */
	private static final int PER_PAIR = 3;

	private static final Asset BTC = Asset.bitcoin();

	private static final List<Asset> QUOTES = List.of(Asset.rune("1:1"), Asset.rune("1:2"), Asset.alkane("2:0"),
			Asset.alkane("2:1"));

	@ParameterizedTest
	@ValueSource(ints = { 3, 8 })
	void batchesThatNameTheSamePairsInDifferentOrdersAllEnd(int instances) throws Exception {
		try (DarkSwapClient client = client(instances)) {
			ConcurrentRunner.run(THREADS, (thread) -> () -> {
				Random random = new Random(thread);
				for (int i = 0; i < BATCHES; i++) {
					client.createOrders(batch(thread * BATCHES + i + 1, random));
				}
				return null;
			});
			for (Asset quote : QUOTES) {
				assertThat(client.getOrders(BTC, quote)).hasSize(THREADS * BATCHES * PER_PAIR);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 8 })
	void aPairShowsAllOfABatchOrNothing(int instances) throws Exception {
		AtomicInteger writers = new AtomicInteger(THREADS / 2);
		try (DarkSwapClient client = client(instances)) {
			ConcurrentRunner.run(THREADS, (thread) -> () -> {
				Random random = new Random(thread);
				if (thread >= THREADS / 2) {
					watch(client, QUOTES.get(thread % QUOTES.size()), writers);
					return null;
				}
				for (int i = 0; i < BATCHES; i++) {
					client.createOrders(batch(thread * BATCHES + i + 1, random));
				}
				return writers.decrementAndGet();
			});
		}
	}

	private static void watch(DarkSwapClient client, Asset quote, AtomicInteger writers) {
		boolean last;
		do {
			last = writers.get() == 0;
			Map<BigDecimal, Long> orders = client.getOrders(BTC, quote)
				.stream()
				.collect(Collectors.groupingBy(Order::price, Collectors.counting()));
			assertThat(orders.values()).allMatch((count) -> count == PER_PAIR);
		}
		while (!last);
	}

	private static List<NewOrder> batch(int price, Random random) {
		List<NewOrder> batch = new ArrayList<>();
		for (Asset quote : QUOTES) {
			for (int i = 0; i < PER_PAIR; i++) {
				batch.add(new NewOrder(BTC, quote, OrderSide.SELL, BigDecimal.ONE, BigDecimal.valueOf(price), "maker",
						Duration.ofDays(1)));
			}
		}
		Collections.shuffle(batch, random);
		return batch;
	}

	private static DarkSwapClient client(int instances) {
		DarkSwapClient client = SharedMemoryDarkSwapClient.builder().instances(instances).build();
		client.initialize();
		return client;
	}

}
