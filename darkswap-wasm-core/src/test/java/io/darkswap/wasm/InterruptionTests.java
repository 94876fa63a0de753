package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Interrupting a thread at any moment never damages the book. */
@Timeout(60)
class InterruptionTests {

	private static final int ROUNDS = 20_000;

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	@Test
	void interruptedCallsAreEitherCompletedOrRefused() throws InterruptedException {
		try (SharedMemoryDarkSwapClient client = new SharedMemoryDarkSwapClient()) {
			client.initialize();
			Trader trader = new Trader(client);
			Thread thread = new Thread(trader);
			thread.start();
			while (thread.isAlive()) {
				thread.interrupt();
			}
			thread.join();
			assertThat(trader.unexpected.get()).isNull();
			assertThat(trader.refused).as("calls refused because of an interruption").isPositive();
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
			assertThat(client.getOrders(BTC, RUNE)).hasSize(trader.created - trader.cancelled);
		}
	}

	/** Creates and cancels orders, and counts the outcomes of its calls. */
	private static final class Trader implements Runnable {

		private final DarkSwapClient client;

		private final AtomicReference<Throwable> unexpected = new AtomicReference<>();

		private int created;

		private int cancelled;

		private int refused;

		Trader(DarkSwapClient client) {
			this.client = client;
		}

		@Override
		public void run() {
			try {
				for (int i = 0; i < ROUNDS; i++) {
					Thread.interrupted();
					trade();
				}
			}
			catch (Throwable ex) {
				this.unexpected.set(ex);
			}
		}

		private void trade() {
			try {
				Order order = this.client.createOrder(BTC, RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.TEN, "maker",
						Duration.ofHours(1));
				this.created++;
				this.client.cancelOrder(order.id());
				this.cancelled++;
			}
			catch (DarkSwapException ex) {
				if (ex.code() != ErrorCode.CALL_INTERRUPTED) {
					throw ex;
				}
				this.refused++;
			}
		}

	}

}
