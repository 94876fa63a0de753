package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderStatus;
import io.darkswap.wasm.Trade;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Creates a page's views of markets from the client's answers.
 */
@Component
public class MarketViews {

	private static final Duration DAY = Duration.ofHours(24);

	private static final Duration HOUR = Duration.ofHours(1);

	private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

	/** Most of the latest trades are own ones; if they are not, more are read. */
	private static final int READ_FURTHER = 16;

	private final DarkSwapClient client;

	MarketViews(DarkSwapClient client) {
		this.client = client;
	}

	/**
	 * Return all markets that orders were ever made in, in the order they were opened.
	 */
	List<MarketTicker> tickers() {
		return this.client.getMarkets().stream().map((market) -> ticker(market.base(), market.quote())).toList();
	}

	public MarketTicker ticker(Asset base, Asset quote) {
		MarketStats day = this.client.getMarketStats(base, quote, DAY);
		BestBidAsk best = this.client.getBestBidAsk(base, quote);
		BigDecimal last = this.client.getTrades(base, quote, 1).stream().map(Trade::price).findFirst().orElse(null);
		BigDecimal open = this.client.getCandles(base, quote, HOUR, 24)
			.stream()
			.map(Candle::open)
			.findFirst()
			.orElse(null);
		return new MarketTicker(base, quote, last, change(open, last), changePercent(open, last), day.high(), day.low(),
				day.vwap(), day.volume(), day.quoteVolume(), day.count(), best.bid(), best.ask());
	}

	private static @Nullable BigDecimal change(@Nullable BigDecimal open, @Nullable BigDecimal last) {
		return (open != null && last != null) ? last.subtract(open) : null;
	}

	private static @Nullable BigDecimal changePercent(@Nullable BigDecimal open, @Nullable BigDecimal last) {
		return (open != null && last != null)
				? last.subtract(open).multiply(HUNDRED).divide(open, 2, RoundingMode.HALF_UP) : null;
	}

	public Depth depth(Asset base, Asset quote, int levels) {
		return this.client.getDepth(base, quote, levels);
	}

	public List<Trade> trades(Asset base, Asset quote, int limit) {
		return this.client.getTrades(base, quote, limit);
	}

	/**
	 * Return the newest candles that begin before a time. The whole history is read only
	 * if the intervals before that time have too few trades.
	 */
	List<Candle> candlesBefore(Asset base, Asset quote, Duration interval, int limit, Instant before) {
		long later = Math.max(0, before.until(Instant.now(), ChronoUnit.SECONDS)) / Math.max(1, interval.toSeconds());
		int intervals = (int) Math.min(later + limit + 1, Integer.MAX_VALUE);
		List<Candle> near = this.client.getCandles(base, quote, interval, intervals);
		List<Candle> older = newestBefore(before, limit, near);
		return (older.size() == limit) ? older
				: newestBefore(before, limit, this.client.getCandles(base, quote, interval, Integer.MAX_VALUE));
	}

	private static List<Candle> newestBefore(Instant before, int limit, List<Candle> candles) {
		List<Candle> older = candles.stream().filter((candle) -> candle.start().isBefore(before)).toList();
		return older.subList(Math.max(0, older.size() - limit), older.size());
	}

	/** Return the open orders of the client's own address, newest first. */
	public List<Order> ownOrders(Asset base, Asset quote, int limit) {
		return this.client.getOrders(base, quote)
			.stream()
			.filter(this::isOwn)
			.sorted((one, other) -> other.timestamp().compareTo(one.timestamp()))
			.limit(limit)
			.toList();
	}

	public boolean isOwn(Order order) {
		return order.maker().equals(this.client.getAddress());
	}

	/**
	 * Return whether the book may have an order open now. A read that fails counts the
	 * order as open.
	 */
	public boolean mayBeOpen(UUID orderId) {
		try {
			return this.client.getOrder(orderId).status() == OrderStatus.OPEN;
		}
		catch (DarkSwapException ex) {
			return ex.code() != ErrorCode.ORDER_NOT_FOUND;
		}
	}

	/** Return the trades that the client's own address made or took, newest first. */
	List<OwnTrade> ownTrades(Asset base, Asset quote, int limit) {
		String own = this.client.getAddress();
		for (int most = limit;; most = (int) Math.min((long) most * READ_FURTHER, Integer.MAX_VALUE)) {
			List<Trade> latest = this.client.getTrades(base, quote, most);
			List<OwnTrade> found = latest.stream()
				.filter((trade) -> OwnTrade.isOwn(trade, own))
				.limit(limit)
				.map((trade) -> OwnTrade.of(trade, own))
				.toList();
			if (found.size() == limit || latest.size() < most) {
				return found;
			}
		}
	}

}
