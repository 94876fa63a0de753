package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.TradeRecord;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The engine keeps signatures: in an order's own record, or behind an address of more
 * than 64 characters in another one.
 */
class SignatureTests {

	private static final long NOW = 1_000_000;

	private static final long HOUR = TimeUnit.HOURS.toMicros(1);

	/** The engine's records have 256 bytes. */
	private static final int RECORD = 256;

	private SharedMemoryWasmLoader loader;

	private Engine engine;

	private EngineSession session;

	private Market market;

	private long id;

	@BeforeEach
	void openMarket() {
		this.loader = new SharedMemoryWasmLoader();
		LoadedModule module = this.loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
		Duration timeout = Duration.ofSeconds(10);
		this.engine = Engine.start(module, new EngineOptions(2, timeout, timeout, 10, 10), new SilentHandler());
		this.session = this.engine.open();
		this.market = this.session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
	}

	@AfterEach
	void closeEngine() {
		this.session.close();
		this.engine.close();
		this.loader.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 42, 62, 63, 64, 65, 89, 90 })
	void anOrderKeepsItsMakerAndItsSignature(int length) {
		create(order(length, true));
		verify(1, length, true);
		TradeRecord trade = this.session
			.takeOrder(new TakeOrder(1, 1, 0, 1, 1, NOW, "taker".getBytes(StandardCharsets.US_ASCII)));
		assertThat(trade.maker()).isEqualTo("m".repeat(length));
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	@Test
	void aBatchKeepsSignaturesBehindAddressesOfAnyLength() {
		List<OrderCommand> batch = new ArrayList<>();
		for (int length = 1; length <= EngineAbi.LIMIT_ADDRESS_MAX; length++) {
			batch.add(order(length, length % 3 != 0));
		}
		this.session.createOrders(TestOrders.batch(this.market, batch), NOW);
		for (int length = 1; length <= EngineAbi.LIMIT_ADDRESS_MAX; length++) {
			verify(length, length, length % 3 != 0);
		}
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	@Test
	void aTaprootAddressLeavesRoomForTheSignatureInTheRecord() {
		create(order(64, false));
		assertThat(bytesOf(order(64, false))).isEqualTo(RECORD);
		assertThat(bytesOf(order(64, true))).isEqualTo(RECORD);
		assertThat(bytesOf(order(65, true))).isEqualTo(2 * RECORD);
		create(order(64, true));
		assertThat(bytesOf(order(64, true), order(62, true))).isEqualTo(2 * RECORD);
	}

	/** Issue 17's bar: 1.6 times as many as the 31,000 before. */
	@Test
	void theDefaultMemoryHoldsFiftyThousandSignedOrders() {
		int batches = 0;
		while (createThousand()) {
			batches++;
		}
		assertThat(batches).isBetween(50, 65);
	}

	private boolean createThousand() {
		List<OrderCommand> batch = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			batch.add(order(62, true));
		}
		try {
			this.session.createOrders(TestOrders.batch(this.market, batch), NOW);
			return true;
		}
		catch (DarkSwapException ex) {
			assertThat(ex.code()).isEqualTo(ErrorCode.ENGINE_MEMORY_EXHAUSTED);
			return false;
		}
	}

	private long bytesOf(OrderCommand... orders) {
		long before = this.engine.usage().used();
		if (orders.length == 1) {
			create(orders[0]);
		}
		else {
			this.session.createOrders(TestOrders.batch(this.market, List.of(orders)), NOW);
		}
		return this.engine.usage().used() - before;
	}

	private void create(OrderCommand order) {
		this.session.createOrder(this.market, order);
	}

	private OrderCommand order(int makerLength, boolean signed) {
		this.id++;
		byte[] maker = "m".repeat(makerLength).getBytes(StandardCharsets.US_ASCII);
		return TestOrders.order(0, this.id, 1, 5, (100 + this.id % 4) * EngineAbi.LIMIT_ONE, NOW,
				NOW + HOUR + this.id / 64, maker, signed ? signature(this.id) : null, false);
	}

	private static byte[] signature(long id) {
		byte[] signature = new byte[EngineAbi.LIMIT_SIGNATURE_SIZE];
		Arrays.fill(signature, (byte) (id | 0x80));
		return signature;
	}

	private void verify(long order, int makerLength, boolean signed) {
		assertThat(this.session.getOrder(0, order, NOW).maker()).isEqualTo("m".repeat(makerLength));
		if (signed) {
			assertThat(this.session.signature()).hasValue(signature(order));
		}
		else {
			assertThat(this.session.signature()).isEmpty();
		}
	}

}
