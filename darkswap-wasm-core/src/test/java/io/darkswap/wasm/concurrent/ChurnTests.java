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
 * A book whose orders are created and closed forever keeps its size: 16 MiB are enough
 * for any number of commands. {@code darkswap.soak.commands} sets the number of commands.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
class ChurnTests {

	private static final long COMMANDS = Long.getLong("darkswap.soak.commands", 300_000);

	/** As many threads: a thread that waits for an instance takes most of its time. */
	private static final int INSTANCES = 4;

	/** The number of open orders that each thread keeps. */
	private static final int OPEN = 200;

	private static final int HISTORY = 1000;

	/** Enough forevery list to reach its full length. */
	private static final long WARM_UP = 60_000;

	/**
	 * Of 256 bytes. Ids are random, and closer together the faster they are created, so
	 * the size of the index varies. New clients were seen to differ by 100.
	 */
	private static final int INDEX_BLOCKS = 200;

	/**
	 * Scanned records have blocks of their own. The size of either kind varies somewhat,
	 * and may need one page more.
	 */
	private static final int KINDS_OF_BLOCKS = 2;

	@ParameterizedTest
	@ValueSource(strings = { "SHARED_MEMORY", "PLAIN" })
	void theMemoryKeepsItsSize(ClientKind kind) throws Exception {
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

	/** Signs without cost, which would otherwise dominate: this test measures memory. */
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
