package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.Candle;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Depth;
import io.darkswap.wasm.MarketStats;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.Trade;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the orders, trades and statistics of markets, and takes their best orders.
 */
@RestController
@RequestMapping("/api/markets")
class MarketController {

	/** Keeps answers small. */
	private static final int MOST = 1000;

	/** The number of price levels that a preview reads. */
	private static final int PREVIEW_LEVELS = 10_000;

	private final DarkSwapClient client;

	private final MarketViews views;

	MarketController(DarkSwapClient client, MarketViews views) {
		this.client = client;
		this.views = views;
	}

	/** Returns every market that an order was ever made in. */
	@GetMapping
	List<MarketTicker> list() {
		return this.views.tickers();
	}

	@GetMapping("/ticker")
	MarketTicker ticker(@RequestParam Asset base, @RequestParam Asset quote) {
		return this.views.ticker(base, quote);
	}

	@GetMapping("/best")
	BestBidAsk best(@RequestParam Asset base, @RequestParam Asset quote) {
		return this.client.getBestBidAsk(base, quote);
	}

	@GetMapping("/depth")
	Depth depth(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "10") @Min(1) @Max(MOST) int levels) {
		return this.client.getDepth(base, quote, levels);
	}

	@GetMapping("/trades")
	List<Trade> trades(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit) {
		return this.client.getTrades(base, quote, limit);
	}

	@GetMapping("/stats")
	MarketStats stats(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "24h") @DurationFormat(style = Style.SIMPLE) Duration window) {
		return this.client.getMarketStats(base, quote, window);
	}

	/**
	 * Returns the candles of the latest intervals, or the latest candles that begin
	 * before a time.
	 */
	@GetMapping("/candles")
	List<Candle> candles(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "1m") @DurationFormat(style = Style.SIMPLE) Duration interval,
			@RequestParam(defaultValue = "60") @Min(1) @Max(MOST) int limit,
			@RequestParam(required = false) @Nullable Instant before) {
		return (before != null) ? this.views.candlesBefore(base, quote, interval, limit, before)
				: this.client.getCandles(base, quote, interval, limit);
	}

	/** Takes the best orders up to the amount; none if no price is within the limit. */
	@PostMapping("/take")
	List<Trade> take(@Valid @RequestBody TakeBestRequest request) {
		return this.client.takeBest(request.baseAsset(), request.quoteAsset(), request.side(), request.amount(),
				request.limitPrice());
	}

	/** Returns a preview of taking the best orders now. Changes nothing. */
	@PostMapping("/take/preview")
	TakePreview preview(@Valid @RequestBody TakeBestRequest request) {
		Depth depth = this.client.getDepth(request.baseAsset(), request.quoteAsset(), PREVIEW_LEVELS);
		return TakePreview.of(depth, request.side(), request.amount(), request.limitPrice());
	}

	/**
	 * A request to take a market's best orders.
	 *
	 * @param baseAsset the asset that is traded
	 * @param quoteAsset the asset that it is paid in
	 * @param side whether to buy or sell the base asset
	 * @param amount the most to take of the base asset
	 * @param limitPrice the worst price
	 */
	record TakeBestRequest(@NotNull Asset baseAsset, @NotNull Asset quoteAsset, @NotNull OrderSide side,
			@NotNull @Positive @Digits(integer = 12, fraction = 8) BigDecimal amount,
			@NotNull @Positive @Digits(integer = 12, fraction = 8) BigDecimal limitPrice) {

	}

}
