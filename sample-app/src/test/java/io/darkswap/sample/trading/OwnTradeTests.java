package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import io.darkswap.wasm.TradeStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the own side of a trade. Another desk of the same books may be the taker.
 */
class OwnTradeTests {

	@ParameterizedTest
	@CsvSource({ "another, own, BUY, BUY", "another, own, SELL, SELL", "own, another, BUY, SELL",
			"own, another, SELL, BUY", "own, own, BUY, BUY", "own, own, SELL, SELL" })
	void sideIsThatOfTheOwnAddress(String maker, String taker, OrderSide takerSide, OrderSide side) {
		Trade trade = trade(maker, taker, takerSide);
		assertThat(OwnTrade.isOwn(trade, "own")).isTrue();
		assertThat(OwnTrade.of(trade, "own").side()).isEqualTo(side);
	}

	@ParameterizedTest
	@CsvSource({ "another, third", "third, another" })
	void tradeOfOthersIsNotOwn(String maker, String taker) {
		assertThat(OwnTrade.isOwn(trade(maker, taker, OrderSide.BUY), "own")).isFalse();
	}

	private static Trade trade(String maker, String taker, OrderSide takerSide) {
		return new Trade(new UUID(0, 1), new UUID(0, 2), Asset.bitcoin(), Asset.rune("840000:3"), takerSide,
				BigDecimal.ONE, BigDecimal.TEN, maker, taker, TradeStatus.PENDING, Instant.EPOCH);
	}

}
