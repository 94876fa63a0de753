package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.darkswap.wasm.Candle;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.PriceLevel;
import io.darkswap.wasm.Trade;

/** Sums over orders and trades. */
final class ReferenceStatistics {

	private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);

	private ReferenceStatistics() {
	}

	/** Sums orders by price, best first. */
	static List<PriceLevel> levels(List<Order> orders) {
		Map<BigDecimal, PriceLevel> levels = new LinkedHashMap<>();
		for (Order order : orders) {
			levels.merge(order.price(), new PriceLevel(order.price(), order.remaining(), 1),
					(a, b) -> new PriceLevel(a.price(), a.amount().add(b.amount()), a.orders() + b.orders()));
		}
		return List.copyOf(levels.values());
	}

	static MarketStats stats(List<Trade> history, Instant now, Duration window) {
		BigInteger begin = nanos(now).subtract(nanos(window));
		List<Trade> trades = history.stream().filter((trade) -> nanos(trade.timestamp()).compareTo(begin) > 0).toList();
		BigDecimal volume = sum(trades, Trade::amount);
		BigDecimal quoteVolume = sum(trades, (trade) -> trade.amount().multiply(trade.price()));
		if (trades.isEmpty()) {
			return new MarketStats(0, Rules.exact(volume), Rules.exact(quoteVolume), null, null, null);
		}
		return new MarketStats(trades.size(), Rules.exact(volume), Rules.rounded(quoteVolume),
				quoteVolume.divide(volume, Rules.SCALE, RoundingMode.HALF_UP), high(trades), low(trades));
	}

	/** The trades are in order of their time. */
	static List<Candle> candles(List<Trade> history, Instant now, Duration interval, int limit) {
		BigInteger length = nanos(interval);
		BigInteger last = floor(nanos(now), length);
		BigInteger first = last.subtract(BigInteger.valueOf(limit - 1L));
		Map<BigInteger, List<Trade>> intervals = new LinkedHashMap<>();
		for (Trade trade : history) {
			BigInteger index = floor(nanos(trade.timestamp()), length);
			if (index.compareTo(first) >= 0 && index.compareTo(last) <= 0) {
				intervals.computeIfAbsent(index, (key) -> new ArrayList<>()).add(trade);
			}
		}
		List<Candle> candles = new ArrayList<>();
		intervals.forEach((index, trades) -> candles.add(candle(index.multiply(length), trades)));
		return candles;
	}

	private static Candle candle(BigInteger start, List<Trade> trades) {
		BigDecimal open = trades.get(0).price();
		BigDecimal close = trades.get(trades.size() - 1).price();
		return new Candle(instant(start), open, high(trades), low(trades), close, sum(trades, Trade::amount),
				trades.size());
	}

	private static BigDecimal sum(List<Trade> trades, Function<Trade, BigDecimal> number) {
		return trades.stream().map(number).reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static BigDecimal high(List<Trade> trades) {
		return trades.stream().map(Trade::price).max(Comparator.naturalOrder()).orElseThrow();
	}

	private static BigDecimal low(List<Trade> trades) {
		return trades.stream().map(Trade::price).min(Comparator.naturalOrder()).orElseThrow();
	}

	private static BigInteger nanos(Instant instant) {
		return nanos(instant.getEpochSecond(), instant.getNano());
	}

	private static BigInteger nanos(Duration duration) {
		return nanos(duration.getSeconds(), duration.getNano());
	}

	private static BigInteger nanos(long seconds, int nanos) {
		return BigInteger.valueOf(seconds).multiply(NANOS_PER_SECOND).add(BigInteger.valueOf(nanos));
	}

	private static Instant instant(BigInteger nanos) {
		BigInteger seconds = floor(nanos, NANOS_PER_SECOND);
		return Instant.ofEpochSecond(seconds.longValueExact(),
				nanos.subtract(seconds.multiply(NANOS_PER_SECOND)).longValueExact());
	}

	/** The quotient, rounded down; neither the dividend nor the divisor is negative. */
	private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
		return dividend.divide(divisor);
	}

}
