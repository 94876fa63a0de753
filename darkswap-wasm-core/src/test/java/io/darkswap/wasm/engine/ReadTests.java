package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.MarketSummary;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.loader.LoadedModule;
import io.darkswap.wasm.loader.MemoryOptions;
import io.darkswap.wasm.loader.SharedMemoryWasmLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A read changes nothing, whatever its clock says: a replica that is read has the same
 * book as one that is not.
 */
@Timeout(30)
class ReadTests {

	private static final long NOW = 1_000_000;

	private static final long HOUR = TimeUnit.HOURS.toMicros(1);

	private static final int ORDERS = 100;

	private static final int HISTORY = 10;

	private static final byte[] MAKER = "maker".getBytes(StandardCharsets.US_ASCII);

	private SharedMemoryWasmLoader loader;

	private Engine engine;

	private EngineSession session;

	private Market market;

	/** Every other order expires within the hour, and their queues have both kinds. */
	@BeforeEach
	void createBook() {
		this.loader = new SharedMemoryWasmLoader();
		LoadedModule module = this.loader.load(DarkSwapClient.BUNDLED_URL, MemoryOptions.DEFAULT);
		Duration timeout = Duration.ofSeconds(10);
		this.engine = Engine.start(module, new EngineOptions(2, timeout, timeout, HISTORY, HISTORY),
				new SilentHandler());
		this.session = this.engine.open();
		this.market = this.session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840000, 3));
		for (int id = 1; id <= ORDERS; id++) {
			this.session.createOrder(this.market, TestOrders.order(id, id % 2, 5,
					(100 + id / 10) * (long) EngineAbi.LIMIT_ONE, NOW, NOW + ((id % 4 < 2) ? HOUR : 2 * HOUR), MAKER));
		}
		this.session.takeBest(new TakeBest(1, 1, this.market, EngineAbi.SIDE_BUY, 23, Long.MAX_VALUE, NOW, MAKER),
				(trade) -> {
				});
	}

	@AfterEach
	void closeEngine() {
		this.session.close();
		this.engine.close();
		this.loader.close();
	}

	@Test
	void readsAnHourAheadLeaveTheBytesOfTheBook() {
		long digest = EngineInvariants.digest(this.engine);
		readAll(NOW + HOUR);
		readAll(NOW + 2 * HOUR);
		assertThat(EngineInvariants.digest(this.engine)).isEqualTo(digest);
		assertThat(EngineInvariants.firstBroken(this.engine)).isZero();
	}

	@Test
	void readsAnHourAheadLeaveWhatIsReadNow() {
		List<Object> before = readAll(NOW);
		assertThat(readAll(NOW + HOUR)).isNotEqualTo(before);
		assertThat(readAll(NOW)).isEqualTo(before);
	}

	@Test
	void anOrderThatNoCommandHasClosedReadsAsExpiredSinceItsExpiry() {
		OrderRecord order = this.session.getOrder(0, ORDERS, NOW + HOUR);
		assertThat(order.status()).isEqualTo(EngineAbi.STATUS_EXPIRED);
		assertThat(order.changedAt()).isEqualTo(NOW + HOUR);
		assertThat(this.session.getOrder(0, ORDERS, NOW + HOUR - 1).status()).isEqualTo(EngineAbi.STATUS_OPEN);
	}

	@Test
	void aReadSeesWhatASweepLeaves() {
		List<Object> seen = readAll(NOW + HOUR);
		this.session.sweep(NOW + HOUR);
		List<Object> swept = readAll(NOW + HOUR);
		// The history has evicted some of the closed orders.
		assertThat(swept.subList(ORDERS, swept.size())).isEqualTo(seen.subList(ORDERS, seen.size()));
	}

	/** Reads the orders one by one, then all else. */
	private List<Object> readAll(long now) {
		List<Object> read = new ArrayList<>();
		for (int id = 1; id <= ORDERS; id++) {
			read.add(status(id, now));
		}
		read.add(prices(this.session.reader().best(this.market, now)));
		this.session.reader().listOrders(this.market, now, (order) -> read.add(order.idLow()));
		this.session.reader().listLevels(this.market, now, Integer.MAX_VALUE, read::add, read::add);
		this.session.reader().listLevels(this.market, now, 2, read::add, read::add);
		this.session.reader().listTrades(this.market, now, ORDERS, (trade) -> read.add(trade.idLow()));
		read.add(this.session.reader().countTrades(this.market, now));
		read.add(this.session.reader().statistics(this.market, now, now));
		this.session.reader().listCandles(this.market, now, HOUR, Integer.MAX_VALUE, read::add);
		return read;
	}

	private int status(long id, long now) {
		try {
			return this.session.getOrder(0, id, now).status();
		}
		catch (RuntimeException ex) {
			return -1;
		}
	}

	private static List<Object> prices(MarketSummary best) {
		return List.of(best.bidOrders(), best.bidPrice(), best.bidAmountLow(), best.askOrders(), best.askPrice(),
				best.askAmountLow(), best.earliestExpiry());
	}

}
