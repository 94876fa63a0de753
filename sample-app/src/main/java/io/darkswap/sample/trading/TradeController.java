package io.darkswap.sample.trading;

import java.util.List;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Trade;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the application's own trades, and records their settlement on chain.
 */
@RestController
@RequestMapping("/api/trades")
class TradeController {

	private static final int MOST = 1000;

	private final DarkSwapClient client;

	private final MarketViews views;

	TradeController(DarkSwapClient client, MarketViews views) {
		this.client = client;
		this.views = views;
	}

	/**
	 * Returns the trades that the application's own address made or took, newest first.
	 */
	@GetMapping("/own")
	List<OwnTrade> listOwn(@RequestParam Asset base, @RequestParam Asset quote,
			@RequestParam(defaultValue = "100") @Min(1) @Max(MOST) int limit) {
		return this.views.ownTrades(base, quote, limit);
	}

	@PostMapping("/{id}/complete")
	Trade complete(@PathVariable UUID id) {
		return this.client.completeTrade(id);
	}

	@PostMapping("/{id}/fail")
	Trade fail(@PathVariable UUID id) {
		return this.client.failTrade(id);
	}

}
