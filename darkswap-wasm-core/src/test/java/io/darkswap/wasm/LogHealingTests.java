package io.darkswap.wasm;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.commands.CommandType;
import io.darkswap.wasm.engine.EngineDamage;
import io.darkswap.wasm.log.CommandLog;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogListener;
import io.darkswap.wasm.log.LogOptions;
import io.darkswap.wasm.trading.Trading;
import io.darkswap.wasm.wallet.HdWallet;
import io.darkswap.wasm.wallet.Wallet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client with a log rebuilds its books after a trap. A command that traps each time
 * stops it there, until the operator skips that command.
 */
@ParameterizedClass
@EnumSource(value = ClientKind.class, names = { "PLAIN", "SHARED_MEMORY" })
@Timeout(60)
class LogHealingTests {

	private static final TradingPair PAIR = TradingPair.of("BTC/RUNE:840000:3");

	/** Closing an order of this price traps in the faulty engine. */
	private static final String TRAPS = "0.00000013";

	private final Wallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);

	private final List<DarkSwapClient> clients = new ArrayList<>();

	@Parameter
	ClientKind kind;

	@TempDir
	Path directory;

	@AfterEach
	void closeClients() {
		this.clients.forEach(DarkSwapClient::close);
	}

	@Test
	void aCommandThatTrapsOnceIsAppliedToRebuiltBooks() {
		DarkSwapClient client = open(builder());
		List<ClientState> states = new CopyOnWriteArrayList<>();
		List<DarkSwapEvent> events = new CopyOnWriteArrayList<>();
		Order before = buy(client, "100");
		client.addStateListener(states::add);
		client.addEventListener(events::add);
		breakBids(client);
		Order order = buy(client, "99");
		assertThat(client.getOrders(PAIR)).containsExactly(before, order);
		assertThat(ClientInvariants.firstBroken(client)).isZero();
		assertThat(client.getState()).isEqualTo(ClientState.STARTED);
		assertThat(client.getPoisonCount()).isOne();
		assertThat(states).containsExactly(ClientState.POISONED, ClientState.STARTED);
		client.flushEvents().join();
		assertThat(events).filteredOn(DarkSwapEvent.OrderCreated.class::isInstance)
			.containsExactly(new DarkSwapEvent.OrderCreated(order, order.timestamp()));
	}

	@Test
	void aListenerOfTheStateMayNotChangeTheClientOnTheThreadOfTheLog() {
		DarkSwapClient client = open(builder());
		List<String> refusals = new CopyOnWriteArrayList<>();
		buy(client, "100");
		client.addStateListener((state) -> {
			try {
				client.close();
			}
			catch (DarkSwapException ex) {
				refusals.add(ex.getMessage());
			}
		});
		breakBids(client);
		buy(client, "99");
		assertThat(refusals).hasSize(2)
			.allSatisfy((message) -> assertThat(message).contains("call the client on another thread"));
		assertThat(client.getState()).isEqualTo(ClientState.STARTED);
	}

	@Test
	void theReportOfAPoisonNamesTheLogAsTheRemedy() {
		DarkSwapClient client = open(builder());
		List<DarkSwapEvent.Error> errors = new CopyOnWriteArrayList<>();
		client.on(DarkSwapEvent.Error.class, errors::add);
		buy(client, "100");
		breakBids(client);
		buy(client, "99");
		client.flushEvents().join();
		assertThat(errors).singleElement().satisfies((error) -> {
			assertThat(error.code()).isEqualTo(ErrorCode.ENGINE_POISONED);
			assertThat(error.message()).contains("rebuilt from the log").doesNotContain("create");
		});
	}

	@Test
	void booksThatAReadPoisonedAreRebuilt() throws Exception {
		DarkSwapClient client = open(builder());
		Order order = buy(client, "100");
		client.snapshot();
		Order second = buy(client, "99");
		CompletableFuture<ClientState> healed = new CompletableFuture<>();
		client.addStateListener((state) -> {
			if (state == ClientState.STARTED) {
				healed.complete(state);
			}
		});
		breakBids(client);
		assertFails(() -> client.getOrders(PAIR), ErrorCode.ENGINE_POISONED);
		healed.get(30, TimeUnit.SECONDS);
		assertThat(client.getOrders(PAIR)).containsExactly(order, second);
	}

	@Test
	void aCommandThatTrapsTwiceStopsTheClientAtItsPosition() {
		DarkSwapClient client = open(faulty());
		Order other = buy(client, "100");
		Order order = buy(client, TRAPS);
		long position = position(client) + 1;
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> client.cancelOrder(order.id()))
			.withMessageContainingAll("Record " + position, "cancel order " + order.id(),
					"set the option skip to " + position)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_FAILED);
		assertFails(() -> buy(client, "99"), ErrorCode.LOG_FAILED);
		assertThat(client.getLogStatus().orElseThrow().failure())
			.hasValueSatisfying((failure) -> assertThat(failure).contains("cancel order " + order.id()));
		client.close();
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> open(faulty()))
			.withMessageContaining("set the option skip to " + position)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_FAILED);
		assertThat(other.status()).isEqualTo(OrderStatus.OPEN);
	}

	@Test
	void aSkippedCommandIsPassedNowAndLater() {
		DarkSwapClient client = open(faulty());
		Order other = buy(client, "100");
		Order order = buy(client, TRAPS);
		long position = position(client) + 1;
		assertFails(() -> client.cancelOrder(order.id()), ErrorCode.LOG_FAILED);
		client.close();
		DarkSwapClient skipping = open(faulty().log(log().withSkip(position)));
		assertThat(skipping.getOrders(PAIR)).containsExactly(other, order);
		Order next = buy(skipping, "99");
		assertThat(this.directory.resolve("%020d.skipped".formatted(position))).exists();
		skipping.close();
		DarkSwapClient later = open(faulty());
		assertThat(later.getOrders(PAIR)).containsExactly(other, next, order);
	}

	@Test
	void aRecordThatIsNoCommandStopsTheClientUntilItIsSkipped() {
		DarkSwapClient client = open(builder());
		Order order = buy(client, "100");
		long position = position(client) + 1;
		client.close();
		try (CommandLog log = log().storage().open(LogListener.NONE, Duration.ofSeconds(1))) {
			log.start(position, (at, type, payload, context) -> {
			});
			log.append(CommandType.SWEEP.code(), new byte[] { 99 }, null);
		}
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> open(builder()))
			.withMessageContainingAll("is not a command of this version", "set the option skip to " + position)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.LOG_DAMAGED);
		DarkSwapClient skipping = open(builder().log(log().withSkip(position)));
		Order next = buy(skipping, "99");
		assertThat(skipping.getOrders(PAIR)).containsExactly(order, next);
		skipping.close();
		assertThat(open(builder()).getOrders(PAIR)).containsExactly(order, next);
	}

	@Test
	void aPositionThatDoesNotTrapIsNotSkipped() {
		DarkSwapClient client = open(builder());
		Order order = buy(client, "100");
		long position = position(client);
		client.close();
		DarkSwapClient skipping = open(builder().log(log().withSkip(position)));
		assertThat(skipping.getOrders(PAIR)).containsExactly(order);
	}

	private static void breakBids(DarkSwapClient client) {
		Trading trading = client.lifecycle.created().first();
		EngineDamage.breakBids(trading.engine(), trading.books().get().markets().find(PAIR).orElseThrow());
	}

	private static long position(DarkSwapClient client) {
		return client.getLogStatus().orElseThrow().applied();
	}

	private static Order buy(DarkSwapClient client, String price) {
		return client.createOrder(PAIR.base(), PAIR.quote(), OrderSide.BUY, BigDecimal.ONE, new BigDecimal(price),
				"maker", Duration.ofHours(1));
	}

	private DarkSwapClient.Builder faulty() {
		return builder().url("classpath:/modules/faulty-engine.wasm");
	}

	private DarkSwapClient.Builder builder() {
		return this.kind.builder()
			.config(new DarkSwapConfig(BitcoinNetwork.REGTEST, this.wallet))
			.sweepInterval(Duration.ofHours(1))
			.log(log());
	}

	private LogOptions log() {
		return LogOptions.of(new JournalOptions(this.directory, 1 << 20, Long.MAX_VALUE, FlushMode.OS))
			.withSnapshotInterval(Duration.ZERO);
	}

	private DarkSwapClient open(DarkSwapClient.Builder builder) {
		DarkSwapClient opened = builder.build();
		this.clients.add(opened);
		opened.initialize();
		return opened;
	}

	private static void assertFails(ThrowingCallable call, ErrorCode code) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
