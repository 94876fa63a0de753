package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapEvent;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import io.darkswap.wasm.signing.SignedOrder;

/**
 * The expected answers of a client, computed in the simplest way. Ids are random in a
 * client, so this book receives them.
 */
final class ReferenceBook implements Exchange {

	private final Clock clock;

	private final String taker;

	private final int closedOrderHistory;

	private final int tradeHistory;

	private final Supplier<UUID> ids;

	private final Consumer<DarkSwapEvent> events;

	/** In the client's order. */
	private final Map<AssetPair, ReferenceMarket> markets = new LinkedHashMap<>();

	/** The client's numbers of the markets that it was last seen to keep. */
	private Map<AssetPair, Integer> numbers = Map.of();

	/** The expiry of the imported orders, whose ids stay used until then. */
	private final Map<UUID, Instant> used = new HashMap<>();

	/** The latest time of any call: the clock may go back. */
	private Instant latest = Instant.MIN;

	/** Whether the client refused the current call because its clock went back. */
	private boolean idRefused;

	/** Whether it may have refused an id that was used and has expired. */
	private boolean mayRefuse;

	ReferenceBook(Clock clock, String taker, int closedOrderHistory, int tradeHistory, Supplier<UUID> ids,
			Consumer<DarkSwapEvent> events) {
		this.clock = clock;
		this.taker = taker;
		this.closedOrderHistory = closedOrderHistory;
		this.tradeHistory = tradeHistory;
		this.ids = ids;
		this.events = events;
	}

	@Override
	public Order createOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price, String maker,
			Duration expiry) {
		NewOrder order = new NewOrder(base, quote, side, amount, price, maker, expiry);
		Rules.requireOrder(order, this.clock.instant());
		return enter(List.of(made(order))).get(0);
	}

	@Override
	public List<Order> createOrders(List<NewOrder> orders) {
		requireAll(orders, (order, now) -> Rules.requireOrder(ofSomebody(order), now));
		return enter(orders.stream().map(this::ofSomebody).map(this::made).toList());
	}

	@Override
	public Order importOrder(SignedOrder order) {
		Rules.requireImport(order, this.clock.instant());
		return enterImported(List.of(imported(order))).get(0);
	}

	@Override
	public List<Order> importOrders(List<SignedOrder> orders) {
		requireAll(orders, Rules::requireImport);
		return enterImported(orders.stream().map(this::imported).toList());
	}

	/**
	 * Records the client's answer to the next call. If its clock was later before, it may
	 * have dropped the id of an order that expired then, so it may refuse to import an
	 * order that expires no later.
	 */
	void assume(boolean refusedForItsId) {
		this.idRefused = refusedForItsId;
		this.mayRefuse = false;
		this.latest = now().isAfter(this.latest) ? now() : this.latest;
	}

	private List<Order> enterImported(List<Order> orders) {
		this.mayRefuse = this.idRefused && orders.stream().anyMatch((order) -> !order.expiry().isAfter(this.latest));
		enter(orders).forEach((order) -> this.used.put(order.id(), order.expiry()));
		return orders;
	}

	private boolean isUsed(UUID id) {
		return peek(id).isPresent() || this.used.getOrDefault(id, Instant.MIN).isAfter(now());
	}

	/** Opens the markets that are not open yet. */
	void openMarkets(List<AssetPair> pairs) {
		pairs.forEach((pair) -> this.markets.computeIfAbsent(pair, (opened) -> newMarket()));
	}

	private ReferenceMarket newMarket() {
		return new ReferenceMarket(this.closedOrderHistory, this.tradeHistory, this.events);
	}

	/**
	 * Keeps the markets that a client has open, in its order: it releases empty markets
	 * when memory is short. One with another number was released and opened again.
	 * @param open the client's numbers of its markets
	 */
	void keepMarkets(Map<AssetPair, Integer> open) {
		Map<AssetPair, ReferenceMarket> before = new LinkedHashMap<>(this.markets);
		this.markets.clear();
		open.forEach((pair, number) -> this.markets.put(pair,
				number.equals(this.numbers.get(pair)) ? before.remove(pair) : newMarket()));
		before.values().forEach(ReferenceMarket::requireNoOpenOrder);
		this.numbers = Map.copyOf(open);
	}

	private <T> void requireAll(List<T> orders, BiConsumer<T, Instant> rule) {
		Rules.require(orders != null);
		for (int i = 0; i < orders.size(); i++) {
			try {
				rule.accept(orders.get(i), this.clock.instant());
			}
			catch (DarkSwapException ex) {
				throw new DarkSwapException(ex.code(), "orders[%d]: %s".formatted(i, ex.getMessage()));
			}
		}
	}

	/** Returns the order with the wallet's own address if it names no maker. */
	private NewOrder ofSomebody(NewOrder order) {
		return (order == null || order.maker() != null) ? order : new NewOrder(order.base(), order.quote(),
				order.side(), order.amount(), order.price(), this.taker, order.expiry());
	}

	private Order made(NewOrder order) {
		return opened(this.ids.get(), order.maker(), order.base(), order.quote(), order.side(), order.amount(),
				order.price(), Rules.expiresAt(this.clock.instant(), order.expiry()));
	}

	private Order imported(SignedOrder signed) {
		Order order = signed.order();
		return opened(order.id(), order.maker(), order.baseAsset(), order.quoteAsset(), order.side(), order.amount(),
				order.price(), order.expiry());
	}

	private Order opened(UUID id, String maker, Asset base, Asset quote, OrderSide side, BigDecimal amount,
			BigDecimal price, Instant expiry) {
		return new Order(id, maker, base, quote, side, Rules.exact(amount), Rules.exact(amount), Rules.exact(price),
				OrderStatus.OPEN, now(), expiry);
	}

	/** Enters all or none. Events are published market by market. */
	private List<Order> enter(List<Order> orders) {
		openMarkets(orders.stream().map(ReferenceBook::pairOf).toList());
		List<AssetPair> pairs = this.markets.keySet()
			.stream()
			.filter((pair) -> orders.stream().anyMatch((order) -> pairOf(order).equals(pair)))
			.toList();
		pairs.forEach((pair) -> this.markets.get(pair).sweep(now()));
		if (this.mayRefuse) {
			throw refusal(ErrorCode.CLOCK_SET_BACK);
		}
		if (orders.stream().map(Order::id).distinct().count() < orders.size()
				|| orders.stream().anyMatch((order) -> isUsed(order.id()))) {
			throw refusal(ErrorCode.DUPLICATE_ORDER);
		}
		pairs.forEach((pair) -> orders.stream()
			.filter((order) -> pairOf(order).equals(pair))
			.forEach((order) -> this.markets.get(pair).add(order)));
		return orders;
	}

	private static AssetPair pairOf(Order order) {
		return new AssetPair(order.baseAsset(), order.quoteAsset());
	}

	@Override
	public void cancelOrder(UUID orderId) {
		ReferenceMarket market = marketOf(orderId);
		Order order = openOrder(market, orderId);
		if (order.maker().equals(Maker.STRANGER.wallet().address())) {
			throw refusal(ErrorCode.NOT_THE_MAKER);
		}
		market.cancel(order, now());
	}

	@Override
	public Order getOrder(UUID orderId) {
		return knownMarketOf(orderId).seenOrder(orderId, now()).orElseThrow();
	}

	@Override
	public List<Order> getOrders(Asset base, Asset quote) {
		ReferenceMarket market = market(base, quote);
		return Stream
			.concat(market.seenSide(OrderSide.BUY, now()).stream(), market.seenSide(OrderSide.SELL, now()).stream())
			.toList();
	}

	@Override
	public Trade takeOrder(UUID orderId, BigDecimal amount) {
		Rules.require(orderId != null);
		Rules.units(amount);
		ReferenceMarket market = marketOf(orderId);
		Order order = openOrder(market, orderId);
		if (amount.compareTo(order.remaining()) > 0) {
			throw refusal(ErrorCode.AMOUNT_EXCEEDS_REMAINING);
		}
		Rules.require(!Rules.isBelowUnit(amount, order.price()));
		return market.take(order, amount, this.ids.get(), this.taker, now());
	}

	@Override
	public List<Trade> takeBest(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		Rules.require(side != null);
		Rules.units(amount);
		Rules.units(limitPrice);
		ReferenceMarket market = market(base, quote);
		market.sweep(now());
		market.side(ReferenceMarket.opposite(side))
			.stream()
			.filter((order) -> isWithin(order, side, limitPrice))
			.findFirst()
			.ifPresent((best) -> Rules.require(!Rules.isBelowUnit(amount, best.price())));
		List<Trade> trades = new ArrayList<>();
		BigDecimal wanted = amount;
		for (Order order : market.side(ReferenceMarket.opposite(side))) {
			if (isWithin(order, side, limitPrice) && wanted.signum() > 0) {
				BigDecimal taken = wanted.min(order.remaining());
				if (Rules.isBelowUnit(taken, order.price())) {
					return trades;
				}
				trades.add(market.take(order, taken, this.ids.get(), this.taker, now()));
				wanted = wanted.subtract(taken);
			}
		}
		return trades;
	}

	private static boolean isWithin(Order order, OrderSide taker, BigDecimal limitPrice) {
		int comparison = order.price().compareTo(limitPrice);
		return (taker == OrderSide.BUY) ? comparison <= 0 : comparison >= 0;
	}

	@Override
	public BestBidAsk getBestBidAsk(Asset base, Asset quote) {
		Depth best = getDepth(base, quote, 1);
		return new BestBidAsk(first(best.bids()), first(best.asks()));
	}

	@Override
	public Depth getDepth(Asset base, Asset quote, int levels) {
		Rules.require(levels >= 1);
		ReferenceMarket market = market(base, quote);
		return new Depth(depth(market, OrderSide.BUY, levels), depth(market, OrderSide.SELL, levels));
	}

	private List<PriceLevel> depth(ReferenceMarket market, OrderSide side, int levels) {
		return ReferenceStatistics.levels(market.seenSide(side, now())).stream().limit(levels).toList();
	}

	@Override
	public List<Trade> getTrades(Asset base, Asset quote, int limit) {
		Rules.require(limit >= 1);
		List<Trade> newestFirst = new ArrayList<>(market(base, quote).trades());
		Collections.reverse(newestFirst);
		return newestFirst.stream().limit(limit).toList();
	}

	@Override
	public MarketStats getMarketStats(Asset base, Asset quote, Duration window) {
		Rules.requireMicrosecond(window);
		ReferenceMarket market = market(base, quote);
		return ReferenceStatistics.stats(market.trades(), market.time(now()), window);
	}

	@Override
	public List<Candle> getCandles(Asset base, Asset quote, Duration interval, int limit) {
		Rules.requireMicrosecond(interval);
		Rules.require(limit >= 1);
		ReferenceMarket market = market(base, quote);
		return ReferenceStatistics.candles(market.trades(), market.time(now()), interval, limit);
	}

	@Override
	public Trade completeTrade(UUID tradeId) {
		Trade completed = settle(tradeId, TradeStatus.COMPLETED);
		this.events.accept(new DarkSwapEvent.TradeCompleted(completed, now()));
		return completed;
	}

	@Override
	public Trade failTrade(UUID tradeId) {
		Trade failed = settle(tradeId, TradeStatus.FAILED);
		this.events.accept(new DarkSwapEvent.TradeFailed(failed, now()));
		return failed;
	}

	private Trade settle(UUID tradeId, TradeStatus status) {
		Rules.require(tradeId != null);
		ReferenceMarket market = this.markets.values()
			.stream()
			.filter((candidate) -> candidate.trade(tradeId).isPresent())
			.findAny()
			.orElseThrow(() -> refusal(ErrorCode.TRADE_NOT_FOUND));
		market.sweep(now());
		Trade trade = market.trade(tradeId).orElseThrow();
		if (trade.status() != TradeStatus.PENDING) {
			throw refusal(ErrorCode.TRADE_NOT_PENDING);
		}
		return market.settle(trade, status);
	}

	/**
	 * Returns the market of an order, open or closed, after closing its expired orders.
	 */
	private ReferenceMarket marketOf(UUID orderId) {
		ReferenceMarket market = knownMarketOf(orderId);
		market.sweep(now());
		return market;
	}

	private ReferenceMarket knownMarketOf(UUID orderId) {
		Rules.require(orderId != null);
		return this.markets.values()
			.stream()
			.filter((candidate) -> candidate.openOrder(orderId).or(() -> candidate.closedOrder(orderId)).isPresent())
			.findAny()
			.orElseThrow(() -> refusal(ErrorCode.ORDER_NOT_FOUND));
	}

	private static Order openOrder(ReferenceMarket market, UUID orderId) {
		return market.openOrder(orderId)
			.orElseThrow(() -> refusal(
					market.closedOrder(orderId).isPresent() ? ErrorCode.ORDER_NOT_OPEN : ErrorCode.ORDER_NOT_FOUND));
	}

	/** Returns a market. A market without any order equals an empty one. */
	private ReferenceMarket market(Asset base, Asset quote) {
		Rules.requirePair(base, quote);
		return this.markets.getOrDefault(new AssetPair(base, quote), newMarket());
	}

	/**
	 * Returns an order without closing expired ones, empty if it is unknown or evicted.
	 */
	Optional<Order> peek(UUID orderId) {
		return this.markets.values()
			.stream()
			.flatMap((market) -> market.openOrder(orderId).or(() -> market.closedOrder(orderId)).stream())
			.findAny();
	}

	/** Returns the amount within a taker's limit, without closing expired orders. */
	BigDecimal peek(AssetPair pair, OrderSide taker, BigDecimal limitPrice) {
		return Stream.ofNullable(this.markets.get(pair))
			.flatMap((market) -> market.side(ReferenceMarket.opposite(taker)).stream())
			.filter((order) -> isWithin(order, taker, limitPrice))
			.map(Order::remaining)
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	/** Returns the open orders, without closing expired ones. */
	List<UUID> open() {
		return this.markets.values()
			.stream()
			.flatMap((market) -> Stream.of(OrderSide.values()).flatMap((side) -> market.side(side).stream()))
			.map(Order::id)
			.toList();
	}

	/** Evicts a closed order and those of its market that were closed before it. */
	void evictClosed(UUID orderId) {
		this.markets.values().forEach((market) -> market.evictClosed(orderId));
	}

	/** Evicts all but a number of a market's newest trades. */
	void evictTrades(AssetPair pair, int kept) {
		if (this.markets.containsKey(pair)) {
			this.markets.get(pair).evictTrades(kept);
		}
	}

	/** Evicts all trades and closed orders. */
	void evictHistories() {
		this.markets.values().forEach(ReferenceMarket::evictHistories);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static PriceLevel first(List<PriceLevel> levels) {
		return levels.isEmpty() ? null : levels.get(0);
	}

	private static DarkSwapException refusal(ErrorCode code) {
		return new DarkSwapException(code, "refused by the reference");
	}

}
