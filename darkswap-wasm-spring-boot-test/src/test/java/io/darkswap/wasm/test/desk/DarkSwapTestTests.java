package io.darkswap.wasm.test.desk;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.test.DarkSwapTest;
import io.darkswap.wasm.wallet.Wallet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DarkSwapTest}.
 */
@DarkSwapTest
@Import({ Desk.class, Ledger.class })
class DarkSwapTestTests {

	/** The first BIP84 address on regtest of the mnemonic, as other wallets show it. */
	private static final String ADDRESS = "bcrt1q6rz28mcfaxtmd6v789l9rrlrusdprr9pz3cppk";

	private static final Set<UUID> MADE = ConcurrentHashMap.newKeySet();

	@Autowired
	private ApplicationContext context;

	@Autowired
	private DarkSwapClient client;

	@Autowired
	private Desk desk;

	@Autowired
	private Ledger ledger;

	@Test
	void clientTradesWithTheWalletThatEveryTestHas() {
		assertThat(this.client.getAddress()).isEqualTo(ADDRESS);
	}

	@Test
	void memoryIsSmallDespiteTheApplicationsProperties() {
		assertThat(this.client.getSharedMemoryStatus().maximum()).isEqualTo(64);
		assertThat(this.client.getSharedMemoryStatus().active()).isTrue();
	}

	@Test
	void clientIsStartedBeforeTheTest() {
		assertThat(this.client.getState()).isEqualTo(ClientState.STARTED);
		this.client.stop();
	}

	@Test
	void clientThatAnotherTestStoppedIsStartedAgain() {
		assertThat(this.client.getState()).isEqualTo(ClientState.STARTED);
		this.client.stop();
	}

	@RepeatedTest(3)
	void booksAreEmptyBeforeEachTest() {
		Order order = this.desk.sell("0.5");
		assertThat(this.desk.orders()).containsExactly(order);
		assertThat(this.client.getMarkets()).singleElement().satisfies((market) -> {
			assertThat(market.openOrders()).isOne();
			assertThat(market.trades()).isZero();
		});
	}

	@RepeatedTest(3)
	void listenersReceiveEventsOfEarlierTestsBeforeEachTest() {
		assertThat(this.ledger.orders()).containsAll(MADE);
		MADE.add(this.desk.sell("0.5").id());
	}

	@Test
	void listenerHasReceivedEventsOnceTheyAreFlushed() {
		Order order = this.desk.sell("0.5");
		this.client.flushEvents().join();
		assertThat(this.ledger.orders()).last().isEqualTo(order.id());
	}

	@Test
	void customizersOfTheApplicationAreFound() {
		assertThat(this.client.getSharedMemoryStatus().instances()).isEqualTo(3);
	}

	@Test
	void nothingElseIsConfigured() {
		assertThat(this.context.getBeansOfType(SharedMemoryWasmLoader.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(Wallet.class)).hasSize(1);
		assertThat(this.context.getBeansOfType(SimpleAsyncTaskExecutorBuilder.class)).isEmpty();
		assertThat(this.context.containsBean("darkSwapClientPreloader")).isFalse();
		assertThat(this.context.getBeansOfType(LoadedModule.class)).isEmpty();
	}

	@Nested
	class InNestedTests {

		@RepeatedTest(2)
		void booksAreEmptyBeforeEachTest() {
			Order order = DarkSwapTestTests.this.desk.sell("0.5");
			assertThat(DarkSwapTestTests.this.desk.orders()).containsExactly(order);
		}

	}

}
