package io.darkswap.wasm.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.LongStream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.engine.abi.EngineAbi;
import io.darkswap.wasm.engine.abi.EngineAsset;
import io.darkswap.wasm.engine.abi.Market;
import io.darkswap.wasm.engine.abi.OrderRecord;
import io.darkswap.wasm.engine.abi.TradeRecord;

/**
 * Trades at random on an engine, by the calls that a client makes, and describes what a
 * client sees. Two objects of one seed make the same calls if they get the same answers.
 */
final class RandomTrading {

	private static final int MARKETS = 3;

	private static final int BATCH = 20;

	private static final int LONGEST_LIST = 1_000_000;

	private final Engine engine;

	private final Random random;

	private final long idHigh;

	private final List<Market> markets = new ArrayList<>();

	private final List<String> answers = new ArrayList<>();

	private long now;

	private long orders;

	private long trades;

	/**
	 * Begin.
	 * @param engine the engine
	 * @param seed the seed of the calls
	 * @param now the time of the first call, microseconds since the epoch
	 */
	RandomTrading(Engine engine, long seed, long now) {
		this.engine = engine;
		this.random = new Random(seed);
		this.idHigh = seed;
		this.now = now;
		for (int transaction = 1; transaction <= MARKETS; transaction++) {
			try (EngineSession session = engine.open()) {
				this.markets
					.add(session.openMarket(new EngineAsset(0, 0, 0), new EngineAsset(1, 840_000, transaction)));
			}
		}
	}

	RandomTrading run(int commands) {
		for (int i = 0; i < commands; i++) {
			this.now += 1 + this.random.nextInt(1_000);
			this.answers.add(step());
		}
		return this;
	}

	long now() {
		return this.now;
	}

	/** Return the answers of all calls. */
	List<String> answers() {
		return this.answers;
	}

	private String step() {
		try (EngineSession session = this.engine.open()) {
			return switch (this.random.nextInt(12)) {
				case 0, 1, 2, 3, 4 -> create(session);
				case 5 -> createBatch(session);
				case 6 -> cancel(session);
				case 7, 8 -> take(session);
				case 9 -> takeBest(session);
				case 10 -> settle(session);
				default -> sweep(session);
			};
		}
		catch (DarkSwapException ex) {
			return ex.code() + " " + ex.getMessage();
		}
	}

	private String create(EngineSession session) {
		session.createOrder(market(), newOrder());
		return "created";
	}

	private String createBatch(EngineSession session) {
		Market market = market();
		session.createOrders(
				TestOrders.batch(market,
						LongStream.range(0, 1 + this.random.nextInt(BATCH)).mapToObj((i) -> newOrder()).toList()),
				this.now);
		return "created a batch";
	}

	private OrderCommand newOrder() {
		byte[] signature = this.random.nextBoolean() ? null : new byte[EngineAbi.LIMIT_SIGNATURE_SIZE];
		return TestOrders.order(this.idHigh, ++this.orders, this.random.nextInt(2),
				100_000_000L + this.random.nextInt(1_000_000), 100_000_000L + this.random.nextInt(60), this.now,
				this.now + 1 + this.random.nextInt(3_000_000), address(), signature, this.random.nextInt(4) == 0);
	}

	private String cancel(EngineSession session) {
		session.cancelOrder(this.idHigh, recent(this.orders), this.now);
		return "cancelled";
	}

	private String take(EngineSession session) {
		return text(session.takeOrder(new TakeOrder(this.idHigh, ++this.trades, this.idHigh, recent(this.orders),
				1 + this.random.nextInt(100_000_000), this.now, address())));
	}

	private String takeBest(EngineSession session) {
		StringJoiner taken = new StringJoiner(",");
		session.takeBest(new TakeBest(this.idHigh, this.trades + 1, market(), this.random.nextInt(2),
				1 + this.random.nextInt(1_000_000_000), 100_000_000L + this.random.nextInt(60), this.now, address()),
				(trade) -> taken.add(text(trade)));
		this.trades += taken.toString().split(",").length;
		return taken.toString();
	}

	private String settle(EngineSession session) {
		return text(session.settleTrade(this.idHigh, recent(this.trades), this.now, this.random.nextBoolean()));
	}

	private String sweep(EngineSession session) {
		session.sweep(this.now);
		return "swept";
	}

	private Market market() {
		return this.markets.get(this.random.nextInt(MARKETS));
	}

	private long recent(long newest) {
		return Math.max(1, newest - this.random.nextInt(150));
	}

	private byte[] address() {
		return ("address " + this.random.nextInt(1_000)).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Describe the open orders and the trades of all markets, and the state of all ids.
	 */
	String state() {
		StringBuilder state = new StringBuilder();
		try (EngineSession session = this.engine.open()) {
			for (Market market : this.markets) {
				session.reader().listOrders(market, this.now, (order) -> state.append(text(order)).append('\n'));
				session.reader()
					.listTrades(market, this.now, LONGEST_LIST, (trade) -> state.append(text(trade)).append('\n'));
				state.append(session.reader().statistics(market, this.now, this.now)).append('\n');
				session.reader()
					.listCandles(market, this.now, 60_000_000, Integer.MAX_VALUE,
							(candle) -> state.append(candle).append('\n'));
			}
			for (long id = 1; id <= this.orders; id++) {
				state.append(order(session, id)).append('\n');
			}
		}
		for (Market market : this.markets) {
			state.append(this.engine.best(market, this.now)).append('\n');
		}
		return state.toString();
	}

	private String order(EngineSession session, long id) {
		try {
			return text(session.getOrder(this.idHigh, id, this.now));
		}
		catch (DarkSwapException ex) {
			return ex.code().toString();
		}
	}

	private static String text(OrderRecord order) {
		return "%d %d %d %d %d %d %d %d %d %d %s".formatted(order.idHigh(), order.idLow(), order.market(), order.side(),
				order.status(), order.amount(), order.remaining(), order.price(), order.expiresAt(), order.changedAt(),
				order.maker());
	}

	private static String text(TradeRecord trade) {
		return "%d %d %d %d %d %d %d %d %d".formatted(trade.idHigh(), trade.idLow(), trade.orderIdLow(), trade.market(),
				trade.takerSide(), trade.status(), trade.amount(), trade.price(), trade.executedAt());
	}

}
