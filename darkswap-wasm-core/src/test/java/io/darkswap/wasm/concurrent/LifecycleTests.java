package io.darkswap.wasm.concurrent;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Eight threads call every method in any order: each call returns or is refused with a
 * reason, and nothing is left when the client is closed. {@code darkswap.soak.lifecycles}
 * sets the number of clients.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class LifecycleTests {

	private static final int LIFECYCLES = Integer.getInteger("darkswap.soak.lifecycles", 4);

	private static final int THREADS = 8;

	private static final int CALLS = 150;

	/** A round takes about a second; this limit detects one that hangs. */
	private static final long PATIENCE_SECONDS = 120;

	private static final Set<ErrorCode> REFUSALS = Set.of(ErrorCode.NOT_INITIALIZED, ErrorCode.NOT_STARTED,
			ErrorCode.ORDER_NOT_FOUND, ErrorCode.ORDER_NOT_OPEN, ErrorCode.TRADE_NOT_FOUND);

	private final SplittableRandom seeds = seeds();

	@ParameterizedTest
	@EnumSource
	void anyCallInAnyOrderReturnsOrIsRefusedAndNothingLeaks(ClientKind kind) throws Exception {
		for (int i = 0; i < LIFECYCLES; i++) {
			DarkSwapThreads threads = new DarkSwapThreads();
			DarkSwapClient client = kind.builder().config(Clients.config(10, 10)).instances(3).build();
			boolean closeEarly = i % 2 == 1;
			CompletableFuture.runAsync(() -> live(client, closeEarly), (task) -> new Thread(task).start())
				.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
			assertThat(client.getSharedMemoryStatus().pages()).isZero();
			threads.assertAllEnd();
		}
	}

	private void live(DarkSwapClient client, boolean closeEarly) {
		Caller caller = new Caller(client);
		SplittableRandom[] random = new SplittableRandom[THREADS];
		for (int i = 0; i < THREADS; i++) {
			random[i] = this.seeds.split();
		}
		try {
			ConcurrentRunner.run(THREADS, (thread) -> () -> {
				for (int i = 0; i < CALLS; i++) {
					caller.call(random[thread]);
				}
				if (closeEarly) {
					client.close();
				}
				return null;
			});
			client.close();
			caller.awaitPreloads();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private static SplittableRandom seeds() {
		long seed = Long.getLong("darkswap.seed", System.nanoTime());
		System.out.printf("LifecycleTests: -Ddarkswap.seed=%d%n", seed);
		return new SplittableRandom(seed);
	}

	/** Makes random calls. Thread-safe. */
	private static final class Caller {

		private final DarkSwapClient client;

		private final EventRecorder listener = new EventRecorder();

		private final Collection<CompletableFuture<Void>> preloads = new ConcurrentLinkedQueue<>();

		private final Collection<Throwable> failures = new ConcurrentLinkedQueue<>();

		Caller(DarkSwapClient client) {
			this.client = client;
		}

		void call(SplittableRandom random) {
			try {
				List<Runnable> calls = calls(random);
				calls.get(random.nextInt(calls.size())).run();
			}
			catch (DarkSwapException ex) {
				if (!REFUSALS.contains(ex.code())) {
					throw ex;
				}
			}
		}

		/** A client that is closed during its warm-up reports this. */
		void awaitPreloads() throws Exception {
			for (CompletableFuture<Void> preload : this.preloads) {
				preload.handle((done, failure) -> (failure != null) ? this.failures.add(failure) : done)
					.get(60, TimeUnit.SECONDS);
			}
			assertThat(this.failures).allMatch((failure) -> failure.getCause() instanceof DarkSwapException);
		}

		private List<Runnable> calls(SplittableRandom random) {
			return List.of(this.client::initialize, this.client::start, this.client::start, this.client::stop,
					() -> rarely(random, () -> this.client.create(Clients.config(10, 10))),
					() -> rarely(random, () -> this.preloads.add(this.client.preload())),
					() -> this.client.addEventListener(this.listener),
					() -> this.client.removeEventListener(this.listener), this.client::getState,
					this.client::getSharedMemoryStatus, this.client::getPoisonReason, this.client::getAddress,
					this::trade, this::trade, this::trade,
					() -> this.client.createOrders(Clients.batch(random.nextInt(1, 300))),
					() -> this.client.takeBest(Clients.BTC, Clients.RUNE, OrderSide.BUY, BigDecimal.TEN,
							BigDecimal.ONE),
					() -> this.client.cancelOrder(UUID.randomUUID()),
					() -> this.client.completeTrade(UUID.randomUUID()),
					() -> this.client.getBestBidAsk(Clients.BTC, Clients.RUNE),
					() -> this.client.getOrders(Clients.BTC, Clients.RUNE),
					() -> this.client.getTrades(Clients.BTC, Clients.RUNE, 10),
					() -> this.client.getDepth(Clients.BTC, Clients.RUNE, 10));
		}

		private void trade() {
			Order order = Clients.createOrder(this.client, OrderSide.BUY, 1, 1);
			this.client.takeOrder(order.id(), BigDecimal.ONE);
		}

		private static void rarely(SplittableRandom random, Runnable call) {
			if (random.nextInt(8) == 0) {
				call.run();
			}
		}

	}

}
