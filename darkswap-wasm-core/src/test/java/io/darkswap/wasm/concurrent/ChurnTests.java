package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A book whose orders come and go for ever keeps its size: 16 MiB are enough for any
 * number of commands. {@code darkswap.soak.commands} says how many are given.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class ChurnTests {

	private static final long COMMANDS = Long.getLong("darkswap.soak.commands", 300_000);

	/** As many threads: a thread that waits for an instance takes most of its time. */
	private static final int INSTANCES = 4;

	/** How many open orders each thread keeps. */
	private static final int OPEN = 200;

	private static final int HISTORY = 1000;

	/** Enough for every list to be as long as it gets. */
	private static final long WARM_UP = 60_000;

	/**
	 * Of 256 bytes: ids are random, and closer together the faster they are made, so the
	 * index may need more at another time. Fresh clients were seen to differ by 100.
	 */
	private static final int INDEX_BLOCKS = 200;

	/**
	 * What is scanned has blocks apart from the other records: either may be somewhat
	 * more at another time, and takes a page of its own then.
	 */
	private static final int KINDS_OF_BLOCKS = 2;

	@ParameterizedTest
	@ValueSource(strings = { "SHARED_MEMORY", "PLAIN" })
	void theMemoryEndsAsItBegan(ClientKind kind) throws Exception {
		int capacity;
		try (DarkSwapClient fresh = client(kind)) {
			Clients.capacity(fresh);
			capacity = Clients.capacity(fresh);
		}
		try (DarkSwapClient client = client(kind)) {
			churn(client, WARM_UP);
			int pages = client.getSharedMemoryStatus().pages();
			long begun = System.nanoTime();
			churn(client, COMMANDS);
			int pagesAfter = client.getSharedMemoryStatus().pages();
			System.out.printf("ChurnTests: %s, %,d commands in %,d s, %d pages before and %d after%n", kind, COMMANDS,
					TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun), pages, pagesAfter);
			assertThat(pagesAfter).isBetween(pages, pages + KINDS_OF_BLOCKS);
			Clients.capacity(client);
			assertThat(Clients.capacity(client)).isGreaterThan(capacity - INDEX_BLOCKS);
		}
	}

	/** Leaves the book empty. */
	private static void churn(DarkSwapClient client, long commands) throws Exception {
		int threads = client.getSharedMemoryStatus().instances();
		ConcurrentRunner.run(threads, (thread) -> () -> {
			churn(client, commands / threads, new SplittableRandom(thread));
			return null;
		});
	}

	private static void churn(DarkSwapClient client, long commands, SplittableRandom random) {
		Deque<UUID> open = new ArrayDeque<>();
		for (long given = 0; given < commands; given += 2) {
			open.add(Clients.createOrder(client, side(random), 2, random.nextLong(1, 100 + given % 10_000)).id());
			if (open.size() > OPEN) {
				close(client, open.remove(), random);
			}
		}
		open.forEach(client::cancelOrder);
	}

	private static void close(DarkSwapClient client, UUID order, SplittableRandom random) {
		switch (random.nextInt(3)) {
			case 0 -> client.cancelOrder(order);
			case 1 -> client.takeOrder(order, BigDecimal.valueOf(2));
			default -> {
				client.takeOrder(order, BigDecimal.ONE);
				client.cancelOrder(order);
			}
		}
	}

	private static OrderSide side(SplittableRandom random) {
		return random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
	}

	private static DarkSwapClient client(ClientKind kind) {
		DarkSwapClient client = kind.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, new QuickWallet(), HISTORY, HISTORY))
			.memory(new MemoryOptions(16, 256, true))
			.instances(INSTANCES)
			.build();
		client.initialize();
		return client;
	}

	/** Signs in no time, which would be most of it otherwise: this is about memory. */
	private static final class QuickWallet implements Wallet {

		@Override
		public String address() {
			return "maker";
		}

		@Override
		public byte[] sign(byte[] hash32) {
			return new byte[64];
		}

		@Override
		public BitcoinNetwork network() {
			return BitcoinNetwork.REGTEST;
		}

	}

}
