package io.darkswap.wasm.trading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.ClientKind;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapConfig;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.SharedMemoryStatus;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.wallet.HdWallet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientLifecycleTests {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	@ParameterizedTest
	@EnumSource
	void callsBeforeInitialisationAreRefused(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			assertRefused(ErrorCode.NOT_INITIALIZED, client::getAddress);
			assertRefused(ErrorCode.NOT_INITIALIZED, () -> client.getOrders(BTC, RUNE));
			assertRefused(ErrorCode.NOT_INITIALIZED, client::start);
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
		}
	}

	@ParameterizedTest
	@EnumSource
	void initialisationIsIdempotent(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			Order order = createOrder(client);
			client.initialize();
			assertThat(client.getOrder(order.id())).isEqualTo(order);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aStoppedClientKeepsItsBookAndServesCallsAgainWhenStarted(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			Order order = createOrder(client);
			client.stop();
			assertRefused(ErrorCode.NOT_STARTED, () -> client.getOrder(order.id()));
			assertRefused(ErrorCode.NOT_STARTED, client::getMarkets);
			assertThat(client.getAddress()).isNotEmpty();
			client.start();
			assertThat(client.getOrder(order.id())).isEqualTo(order);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "PLAIN", "SHARED_MEMORY" })
	void creationBeginsWithEmptyBooksAndStopped(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			Order order = createOrder(client);
			client.create(config());
			assertThat(client.getState()).isEqualTo(ClientState.STOPPED);
			client.start();
			assertRefused(ErrorCode.ORDER_NOT_FOUND, () -> client.getOrder(order.id()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aClosedClientRefusesEverythingButClosing(ClientKind kind) {
		DarkSwapClient client = kind.builder().build();
		client.initialize();
		client.close();
		client.close();
		assertThat(client.getState()).isEqualTo(ClientState.CLOSED);
		assertRefused(ErrorCode.NOT_INITIALIZED, client::initialize);
		assertRefused(ErrorCode.NOT_INITIALIZED, client::start);
		assertRefused(ErrorCode.NOT_INITIALIZED, () -> client.create(config()));
		assertRefused(ErrorCode.NOT_INITIALIZED, () -> createOrder(client));
		assertRefused(ErrorCode.NOT_INITIALIZED, () -> client.getBestBidAsk(BTC, RUNE));
	}

	@ParameterizedTest
	@EnumSource
	void theFirstCallsInitialiseOnceWhenConfigured(ClientKind kind) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try (DarkSwapClient client = kind.builder().initializeOnFirstUse().build()) {
			List<Callable<Order>> calls = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				calls.add(() -> createOrder(client));
			}
			for (Future<Order> call : threads.invokeAll(calls)) {
				call.get();
			}
			assertThat(client.getOrders(BTC, RUNE)).hasSize(4);
		}
		finally {
			threads.shutdown();
		}
	}

	@ParameterizedTest
	@EnumSource
	void initialisingIsOneStepForObservers(ClientKind kind) throws Exception {
		try (SharedMemoryWasmLoader loader = SharedMemoryWasmLoader.builder().build()) {
			for (int i = 0; i < 20; i++) {
				assertThat(statesSeenWhileInitialising(kind.builder().loader(loader).build()))
					.isSubsetOf(ClientState.NEW, ClientState.STARTED);
			}
		}
	}

	private static Set<ClientState> statesSeenWhileInitialising(DarkSwapClient client) throws Exception {
		Set<ClientState> seen = EnumSet.noneOf(ClientState.class);
		Thread onlooker = new Thread(() -> {
			while (!seen.contains(ClientState.STARTED)) {
				seen.add(client.getState());
			}
		});
		try (client) {
			onlooker.start();
			client.initialize();
			onlooker.join();
		}
		return seen;
	}

	@ParameterizedTest
	@EnumSource
	void preloadingDoesNotTouchTheEngine(ClientKind kind) throws Exception {
		try (DarkSwapClient client = kind.builder().build()) {
			client.initialize();
			Order order = createOrder(client);
			int pages = client.getSharedMemoryStatus().pages();
			client.preload().get(60, TimeUnit.SECONDS);
			assertThat(client.getOrders(BTC, RUNE)).containsExactly(order);
			assertThat(client.getSharedMemoryStatus().pages()).isEqualTo(pages);
		}
	}

	@ParameterizedTest
	@EnumSource
	void preloadingFitsIntoASmallMemory(ClientKind kind) throws Exception {
		try (DarkSwapClient client = kind.builder().memory(new MemoryOptions(1, 8, true)).instances(2).build()) {
			client.preload().get(60, TimeUnit.SECONDS);
			client.initialize();
			assertThat(createOrder(client).status()).isEqualTo(OrderStatus.OPEN);
		}
	}

	@Test
	void preloadingReportsItsFailure() {
		try (DarkSwapClient client = DarkSwapClient.builder().url("classpath:/no/such/module.wasm").build()) {
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> client.preload().join())
				.havingCause()
				.isInstanceOf(DarkSwapException.class)
				.withMessageContaining("/no/such/module.wasm");
		}
	}

	@Test
	void aModuleThatIsNotTheEngineIsRefused() {
		try (DarkSwapClient client = DarkSwapClient.builder().url("classpath:/no/such/module.wasm").build()) {
			assertRefused(ErrorCode.MODULE_NOT_FOUND, client::initialize);
			assertThat(client.getState()).isEqualTo(ClientState.NEW);
		}
	}

	@Test
	void theSharedClientRunsManyInstancesOverOneMemory() {
		try (SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder().instances(3).build()) {
			client.initialize();
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			assertThat(status.supported()).isTrue();
			assertThat(status.active()).isTrue();
			assertThat(status.reason()).isNull();
			assertThat(status.instances()).isEqualTo(3);
			assertThat(status.pages()).isBetween(16, 256);
			assertThat(status.maximum()).isEqualTo(256);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aMemoryThatAnOptionMakesPrivateHasThatReason(ClientKind kind) {
		try (DarkSwapClient client = kind.builder().memory(new MemoryOptions(16, 64, false)).build()) {
			client.initialize();
			assertThat(client.getSharedMemoryStatus().reason()).isEqualTo("the option shared is false");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aClosedClientHasNoMarkets(ClientKind kind) {
		DarkSwapClient client = kind.builder().build();
		client.initialize();
		client.close();
		assertRefused(ErrorCode.NOT_INITIALIZED, client::getMarkets);
	}

	@Test
	void thePlainClientRunsOneInstanceAndReportsTheReason() {
		try (DarkSwapClient client = DarkSwapClient.builder().instances(3).build()) {
			client.initialize();
			SharedMemoryStatus status = client.getSharedMemoryStatus();
			assertThat(status.active()).isFalse();
			assertThat(status.reason())
				.isEqualTo("a DarkSwapClient has a private memory: use a SharedMemoryDarkSwapClient");
			assertThat(status.instances()).isEqualTo(1);
		}
	}

	@Test
	void theSharedClientWorksAsThePlainOneWhenSharingIsOff() {
		MemoryOptions unshared = new MemoryOptions(16, 256, false);
		try (DarkSwapClient client = new SharedMemoryDarkSwapClient(DarkSwapClient.BUNDLED_URL, unshared)) {
			client.initialize();
			Order order = createOrder(client);
			assertThat(client.getOrder(order.id())).isEqualTo(order);
			assertThat(client.getSharedMemoryStatus().active()).isFalse();
			assertThat(client.getSharedMemoryStatus().reason()).isNotBlank();
		}
	}

	@Test
	void anInterruptedThreadIsRefusedAndTheBookStaysUsable() {
		try (SharedMemoryDarkSwapClient client = new SharedMemoryDarkSwapClient()) {
			client.initialize();
			Thread.currentThread().interrupt();
			assertRefused(ErrorCode.CALL_INTERRUPTED, () -> createOrder(client));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(client.getState()).isEqualTo(ClientState.STARTED);
			assertThat(createOrder(client).status()).isEqualTo(OrderStatus.OPEN);
		}
	}

	@Test
	void theWalletMustBeOfTheConfiguredNetwork() {
		HdWallet wallet = HdWallet.random(BitcoinNetwork.REGTEST);
		assertRefused(ErrorCode.INVALID_ARGUMENT, () -> new DarkSwapConfig(BitcoinNetwork.MAINNET, wallet));
	}

	private static DarkSwapConfig config() {
		return new DarkSwapConfig(BitcoinNetwork.REGTEST, HdWallet.random(BitcoinNetwork.REGTEST));
	}

	private static Order createOrder(DarkSwapClient client) {
		return client.createOrder(BTC, RUNE, OrderSide.BUY, BigDecimal.ONE, BigDecimal.TEN, "maker",
				Duration.ofHours(1));
	}

	private static void assertRefused(ErrorCode code, Runnable call) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(call::run)
			.extracting(DarkSwapException::code)
			.isEqualTo(code);
	}

}
