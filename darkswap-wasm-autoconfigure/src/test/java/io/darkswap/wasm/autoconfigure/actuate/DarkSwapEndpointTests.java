package io.darkswap.wasm.autoconfigure.actuate;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.ClientState;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.SharedMemoryDarkSwapClient;
import io.darkswap.wasm.autoconfigure.FaultyEngine;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.ClientDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.InstancesDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.LogDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.MarketDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.ModuleDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.PriceDescriptor;
import io.darkswap.wasm.autoconfigure.actuate.DarkSwapEndpoint.SnapshotDescriptor;
import io.darkswap.wasm.loader.ExecutionMode;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import io.darkswap.wasm.log.FlushMode;
import io.darkswap.wasm.log.JournalOptions;
import io.darkswap.wasm.log.LogOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DarkSwapEndpoint}.
 */
class DarkSwapEndpointTests {

	private static final Asset BTC = Asset.bitcoin();

	private static final Asset RUNE = Asset.rune("840000:3");

	private final SharedMemoryWasmLoader loader = new SharedMemoryWasmLoader();

	private final SharedMemoryDarkSwapClient client = SharedMemoryDarkSwapClient.builder()
		.loader(this.loader)
		.instances(3)
		.build();

	private final DarkSwapEndpoint endpoint = new DarkSwapEndpoint(Map.of("desk", this.client), this.loader);

	@AfterEach
	void close() {
		this.client.close();
		this.loader.close();
	}

	@Test
	void whenNotInitializedThenHasNeitherMemoryNorInstances() {
		ClientDescriptor desk = desk();
		assertThat(desk.state()).isEqualTo(ClientState.NEW);
		assertThat(desk.memory().pages()).isZero();
		assertThat(desk.instances()).isEqualTo(new InstancesDescriptor(0, 0));
		assertThat(this.endpoint.darkSwap().moduleCache()).isEmpty();
	}

	@Test
	void whenInitializedThenShowsMemoryInstancesAndState() {
		this.client.initialize();
		ClientDescriptor desk = desk();
		assertThat(desk.state()).isEqualTo(ClientState.STARTED);
		assertThat(desk.poisonedBy()).isNull();
		assertThat(desk.initializationFailure()).isNull();
		assertThat(desk.memory().shared()).isTrue();
		assertThat(desk.memory().reason()).isNull();
		assertThat(desk.memory().pages()).isEqualTo(this.client.getSharedMemoryStatus().pages());
		assertThat(desk.memory().maximumPages()).isEqualTo(256);
		assertThat(desk.instances().busy() + desk.instances().idle()).isEqualTo(3);
	}

	@Test
	void snapshotIsWrittenForClientsThatHaveALog(@TempDir Path folder) {
		try (DarkSwapClient logged = SharedMemoryDarkSwapClient.builder()
			.log(LogOptions.of(new JournalOptions(folder, 1 << 20, Long.MAX_VALUE, FlushMode.OS)))
			.build()) {
			logged.initialize();
			logged.createOrder(BTC, RUNE, OrderSide.SELL, BigDecimal.ONE, BigDecimal.ONE, "maker", Duration.ofHours(1));
			DarkSwapEndpoint both = new DarkSwapEndpoint(Map.of("desk", this.client, "logged", logged), this.loader);
			SnapshotDescriptor snapshot = both.snapshot("snapshot", null);
			LogDescriptor log = both.darkSwap().clients().get("logged").log();
			assertThat(log).isNotNull();
			assertThat(snapshot).isEqualTo(new SnapshotDescriptor(Map.of("logged", log.applied())));
			assertThat(log.snapshot()).isEqualTo(log.applied()).isPositive();
			assertThat(log.snapshotAt()).isNotNull();
			assertThat(both.snapshot("snapshot", "logged")).isEqualTo(snapshot);
			assertThat(both.darkSwap().clients().get("desk").log()).isNull();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> both.snapshot("snapshot", "desk"))
				.withMessage("No client with a command log has the bean name desk");
		}
	}

	@Test
	void whenNoClientHasALogThenSnapshotIsRefused() {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.snapshot("snapshot", null))
			.withMessage("No client has a command log: set darkswap.log.directory");
	}

	@Test
	void unknownOperationIsNotFound() {
		assertThat(this.endpoint.snapshot("restore", null)).isNull();
	}

	@Test
	void whenNotInitializedThenHasNoMarketsAndIsNotInitialized() {
		assertThat(desk().markets()).isEmpty();
		assertThat(this.client.getState()).isEqualTo(ClientState.NEW);
	}

	@Test
	void showsMarketsWithTheirBestPricesOrdersAndTrades() {
		this.client.initialize();
		createOrder(OrderSide.SELL, "1.50", "120000");
		Order taken = createOrder(OrderSide.SELL, "1", "120000");
		createOrder(OrderSide.SELL, "1", "0.00000001");
		this.client.takeOrder(taken.id(), new BigDecimal("0.25"));
		createOrder(OrderSide.BUY, "3", "0.000000010");
		assertThat(desk().markets()).containsExactly(new MarketDescriptor("BTC", "RUNE:840000:3",
				new PriceDescriptor("0.00000001", "3", 1), new PriceDescriptor("0.00000001", "1", 1), 4, 1));
	}

	@Test
	void sideWithoutOrdersHasNoBestPrice() {
		this.client.initialize();
		this.client.cancelOrder(createOrder(OrderSide.SELL, "1", "2").id());
		assertThat(desk().markets()).containsExactly(new MarketDescriptor("BTC", "RUNE:840000:3", null, null, 0, 0));
	}

	@Test
	void whenEngineIsPoisonedThenShowsWhyAndNoMarkets() {
		try (DarkSwapClient poisoned = FaultyEngine.poisonedClient()) {
			DarkSwapEndpoint endpoint = new DarkSwapEndpoint(Map.of("poisoned", poisoned), this.loader);
			ClientDescriptor client = endpoint.darkSwap().clients().get("poisoned");
			assertThat(client.poisonedBy()).isNotNull();
			assertThat(client.markets()).isNull();
		}
	}

	@Test
	void showsWhichModuleIsCached() {
		this.client.initialize();
		assertThat(this.endpoint.darkSwap().moduleCache()).singleElement()
			.satisfies((module) -> assertThat(module.sha256()).hasSize(64))
			.satisfies((module) -> assertThat(module.features()).contains("threads"))
			.satisfies((module) -> assertThat(module.imports()).singleElement()
				.asString()
				.startsWith("memory env.memory: ")
				.endsWith(" pages, shared"))
			.satisfies((module) -> assertThat(module.exports()).contains("function darkswap_abi_version: () -> (i32)"))
			.satisfies((module) -> assertThat(module.functions().compiled()).isGreaterThan(100))
			.extracting(ModuleDescriptor::url, ModuleDescriptor::executionMode)
			.containsExactly(DarkSwapClient.BUNDLED_URL, ExecutionMode.BUILD_TIME);
	}

	@Test
	void whenCacheIsClearedThenNothingIsCachedAndTheClientTradesOn() {
		this.client.initialize();
		this.endpoint.clearModuleCache();
		assertThat(this.endpoint.darkSwap().moduleCache()).isEmpty();
		assertThat(this.client.getBestBidAsk(BTC, RUNE)).isNotNull();
	}

	@Test
	void whenInitializationFailedThenShowsWhy() {
		try (DarkSwapClient broken = DarkSwapClient.builder().url("classpath:/no/such.wasm").build()) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(broken::initialize);
			DarkSwapEndpoint endpoint = new DarkSwapEndpoint(Map.of("broken", broken), this.loader);
			assertThat(endpoint.darkSwap().clients().get("broken").initializationFailure())
				.contains("classpath:/no/such.wasm");
		}
	}

	@Test
	void evictsAnOrderOrAllOfAMaker() {
		this.client.initialize();
		Order first = createOrder(OrderSide.SELL, "1", "2");
		createOrder(OrderSide.SELL, "1", "3");
		createOrder(OrderSide.SELL, "1", "4");
		assertThat(this.endpoint.evict("desk", first.id(), null).evicted()).isEqualTo(1);
		assertThat(this.endpoint.evict(null, first.id(), null).evicted()).isZero();
		assertThat(this.endpoint.evict(null, null, this.client.getAddress()).evicted()).isEqualTo(2);
		assertThat(this.client.getOrders(BTC, RUNE)).isEmpty();
	}

	@Test
	void whenNeitherOrderNorMakerOrAnUnknownClientIsNamedThenEvictsNothing() {
		this.client.initialize();
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.evict(null, null, null));
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> this.endpoint.evict("nobody", null, this.client.getAddress()))
			.withMessageContaining("nobody");
	}

	private Order createOrder(OrderSide side, String amount, String price) {
		return this.client.createOrder(BTC, RUNE, side, new BigDecimal(amount), new BigDecimal(price),
				this.client.getAddress(), Duration.ofHours(1));
	}

	private ClientDescriptor desk() {
		return this.endpoint.darkSwap().clients().get("desk");
	}

}
