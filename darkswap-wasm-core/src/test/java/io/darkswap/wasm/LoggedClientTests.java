package io.darkswap.wasm;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.signing.SignedOrder;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A client with a command log finds its books again. */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN", "SHARED_MEMORY" })
@Timeout(120)
class LoggedClientTests extends LoggedClientContract {

	@Test
	void aRestartFindsOrdersTradesAndStatistics() {
		Order open = sell("5", "100");
		Order filled = sell("1", "101");
		Order cancelled = sell("1", "102");
		Trade trade = this.client.takeOrder(filled.id(), BigDecimal.ONE);
		this.client.completeTrade(trade.id());
		this.client.cancelOrder(cancelled.id());
		BookView before = BookView.of(this.client);
		restart();
		assertThat(BookView.of(this.client)).isEqualTo(before);
		assertThat(this.client.getOrder(open.id())).isEqualTo(open);
		assertThat(this.client.getOrder(filled.id()).status()).isEqualTo(OrderStatus.FILLED);
		assertThat(this.client.getOrder(cancelled.id()).status()).isEqualTo(OrderStatus.CANCELLED);
		assertThat(this.client.getTrades(PAIR, 1)).singleElement()
			.extracting(Trade::status)
			.isEqualTo(TradeStatus.COMPLETED);
	}

	@Test
	void theBooksContinueAfterARestart() {
		Order order = sell("5", "100");
		restart();
		this.client.takeOrder(order.id(), BigDecimal.ONE);
		restart();
		assertThat(this.client.getOrder(order.id()).remaining()).isEqualByComparingTo("4");
		this.client.cancelOrder(order.id());
		assertRefused(ErrorCode.ORDER_NOT_OPEN, () -> this.client.cancelOrder(order.id()));
	}

	@Test
	void aReplayOfAnyCommandsReachesTheSameBooks() {
		long seed = System.nanoTime();
		System.out.printf("LoggedClientTests seed %d%n", seed);
		RandomTrading trading = new RandomTrading(seed, this.clock);
		for (int round = 0; round < 3; round++) {
			trading.run(this.client, 1000);
			BookView before = BookView.of(this.client);
			restart();
			assertThat(BookView.of(this.client)).as("seed %d", seed).isEqualTo(before);
			assertThat(ClientInvariants.firstBroken(this.client)).isZero();
		}
		assertThat(trading.refused()).isBetween(300, 2700);
	}

	@Test
	void aUsedIdIsRefusedAfterARestart() {
		SignedOrder signed = signedByAnother();
		this.client.takeOrder(this.client.importOrder(signed).id(), BigDecimal.ONE);
		for (int i = 0; i < 10; i++) {
			this.client.cancelOrder(sell("1", "1").id());
		}
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.getOrder(signed.order().id()));
		restart();
		assertRefused(ErrorCode.DUPLICATE_ORDER, () -> this.client.importOrder(signed));
		restart();
		assertRefused(ErrorCode.DUPLICATE_ORDER, () -> this.client.importOrder(signed));
	}

	@Test
	void anOrderOfAFormerWalletIsNotImportedAfterARestart() {
		Order own = this.client.createOrder(NewOrder.sell(PAIR).amount("1").price("1").expiresIn(HOUR));
		SignedOrder signed = this.client.getSignedOrder(own.id());
		restart(HdWallet.random(BitcoinNetwork.REGTEST));
		restart(HdWallet.random(BitcoinNetwork.REGTEST));
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.client.importOrder(signed))
			.withMessageContaining("this client's own");
	}

	@Test
	void createContinuesTheBooksWithAnotherWallet() {
		Order order = sell("1", "100");
		Wallet other = HdWallet.random(BitcoinNetwork.REGTEST);
		this.client.create(config(other));
		assertThat(this.client.getState()).isEqualTo(ClientState.STOPPED);
		this.client.start();
		assertThat(this.client.getOrders(PAIR)).containsExactly(order);
		assertThat(this.client.takeOrder(order.id(), BigDecimal.ONE).taker()).isEqualTo(other.address());
	}

	@Test
	void createRefusesAnotherNetworkAndChangesNothing() {
		Order order = sell("1", "100");
		assertRefused(ErrorCode.LOG_MISMATCH, () -> this.client
			.create(new DarkSwapConfig(BitcoinNetwork.SIGNET, HdWallet.random(BitcoinNetwork.SIGNET))));
		assertThat(this.client.getOrders(PAIR)).containsExactly(order);
	}

	@Test
	void changedLimitsAreARecordAndHoldFromThenOn() {
		for (int i = 0; i < 3; i++) {
			this.client.cancelOrder(sell("1", "100").id());
		}
		Order kept = sell("1", "100");
		this.client.cancelOrder(kept.id());
		long position = position();
		this.client.close();
		this.client = builder().config(new DarkSwapConfig(BitcoinNetwork.REGTEST, this.wallet, 1, 1000))
			.memory(new MemoryOptions(16, 128, true))
			.build();
		this.clients.add(this.client);
		this.client.initialize();
		assertThat(position()).isEqualTo(position + 1);
		Order next = sell("1", "100");
		this.client.cancelOrder(next.id());
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.getOrder(kept.id()));
		restart();
		assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> this.client.getOrder(kept.id()));
		assertThat(this.client.getOrder(next.id()).status()).isEqualTo(OrderStatus.CANCELLED);
	}

	@Test
	void aLogOfAnotherNetworkIsRefused() {
		this.client.close();
		DarkSwapClient other = builder()
			.config(new DarkSwapConfig(BitcoinNetwork.SIGNET, HdWallet.random(BitcoinNetwork.SIGNET)))
			.build();
		this.clients.add(other);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(other::initialize)
			.withMessageContainingAll("REGTEST", "SIGNET", "another directory")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_MISMATCH);
		restart();
	}

	@Test
	void recordsOfAnEngineWithAnotherLayoutAreRefused(@TempDir Path crashed) throws IOException {
		sell("1", "100");
		TestLogs.copy(this.directory, crashed);
		DarkSwapClient other = builder().url("classpath:/modules/faulty-engine.wasm")
			.config(config(this.wallet))
			.log(LogOptions.of(crashed))
			.build();
		this.clients.add(other);
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(other::initialize)
			.withMessageContainingAll("another layout", "another directory")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_MISMATCH);
	}

	@Test
	void aSecondClientOfTheDirectoryIsRefused() {
		DarkSwapClient second = build(this.wallet);
		assertRefused(ErrorCode.LOG_LOCKED, second::initialize);
		this.client.stop();
		assertRefused(ErrorCode.LOG_LOCKED, second::initialize);
		this.client.close();
		second.initialize();
	}

	@Test
	void aStoppedClientKeepsItsBooks() {
		Order order = sell("1", "100");
		this.client.stop();
		this.client.start();
		assertThat(this.client.getOrders(PAIR)).containsExactly(order);
	}

	@Test
	void aFullLogRefusesCommandsAndAnswersReads() {
		this.client.close();
		this.client = open(this.wallet, new JournalOptions(this.directory, SEGMENT, SEGMENT, FlushMode.OS));
		Order order = sell("1", "100");
		assertRefused(ErrorCode.LOG_FULL, () -> {
			for (int i = 0; i < 100_000; i++) {
				this.client.takeOrder(order.id(), new BigDecimal("0.00001"));
			}
		});
		BookView full = BookView.of(this.client);
		assertRefused(ErrorCode.LOG_FULL, () -> this.client.takeOrder(order.id(), new BigDecimal("0.00001")));
		assertThat(BookView.of(this.client)).isEqualTo(full);
		assertThat(this.client.getLogStatus().orElseThrow().failure()).isEmpty();
		this.client.close();
		this.client = open(this.wallet);
		assertThat(BookView.of(this.client)).isEqualTo(full);
		this.client.cancelOrder(order.id());
	}

	@Test
	void aListenerOfTheLogMayNotChangeTheClientOnItsThread() {
		List<DarkSwapException> refusals = new CopyOnWriteArrayList<>();
		AtomicReference<DarkSwapClient> listening = new AtomicReference<>();
		List<Consumer<DarkSwapClient>> calls = List.of(DarkSwapClient::close, DarkSwapClient::snapshot,
				DarkSwapClient::stop, (changed) -> changed.create(config(this.wallet)),
				(changed) -> changed.cancelOrder(UUID.randomUUID()));
		this.client.close();
		this.client = builder().config(config(this.wallet))
			.log(LogOptions.of(journal()).withListener(new LogListener() {
				@Override
				public void batchWritten(int records, long bytes, long writeNanos, long forceNanos) {
					DarkSwapClient changed = listening.getAndSet(null);
					if (changed != null) {
						calls.forEach((call) -> {
							try {
								call.accept(changed);
							}
							catch (DarkSwapException ex) {
								refusals.add(ex);
							}
						});
					}
				}
			}))
			.build();
		this.clients.add(this.client);
		this.client.initialize();
		listening.set(this.client);
		Order order = sell("1", "100");
		assertThat(refusals).hasSize(calls.size())
			.allSatisfy((refusal) -> assertThat(refusal.getMessage()).contains("call the client on another thread"));
		assertThat(this.client.getOrders(PAIR)).containsExactly(order);
	}

	@Test
	void anInterruptedThreadAppendsNothing() {
		long position = position();
		Thread.currentThread().interrupt();
		assertRefused(ErrorCode.CALL_INTERRUPTED, () -> sell("1", "1"));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(position()).isEqualTo(position);
	}

	@Test
	void anInterruptionWhileACommandIsAppliedReachesItsCallerAndNotTheBooks() throws Exception {
		this.client.close();
		this.client = builder().config(config(this.wallet))
			.log(LogOptions.of(new JournalOptions(this.directory, SEGMENT, Long.MAX_VALUE, FlushMode.OS)))
			.build();
		this.clients.add(this.client);
		this.client.initialize();
		List<UUID> created = new ArrayList<>();
		Thread caller = new Thread(() -> {
			while (created.size() < 500) {
				try {
					created.add(sell("1", "100").id());
				}
				catch (DarkSwapException ex) {
					assertThat(ex.code()).isEqualTo(ErrorCode.CALL_INTERRUPTED);
					assertThat(Thread.interrupted()).isTrue();
				}
			}
		});
		caller.start();
		while (caller.isAlive()) {
			LockSupport.parkNanos(10_000);
			caller.interrupt();
		}
		caller.join();
		assertThat(created).hasSize(500);
		assertThat(this.client.getOrders(PAIR)).extracting(Order::id).containsExactlyElementsOf(created);
		assertThat(this.client.getLogStatus().orElseThrow().failure()).isEmpty();
	}

	private SignedOrder signedByAnother() {
		try (DarkSwapClient other = DarkSwapClient.builder()
			.clock(this.clock)
			.config(config(HdWallet.random(BitcoinNetwork.REGTEST)))
			.build()) {
			other.initialize();
			return other
				.getSignedOrder(other.createOrder(NewOrder.sell(PAIR).amount("1").price("10").expiresIn(HOUR)).id());
		}
	}

}
