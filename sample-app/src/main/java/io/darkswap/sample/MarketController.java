package io.darkswap.sample;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BestBidAsk;
import io.darkswap.wasm.DarkSwapClient;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the market offers.
 */
@RestController
@RequestMapping("/api/markets")
class MarketController {

	private final DarkSwapClient client;

	MarketController(DarkSwapClient client) {
		this.client = client;
	}

	@GetMapping("/best")
	BestBidAsk best(@RequestParam Asset base, @RequestParam Asset quote) {
		return this.client.getBestBidAsk(base, quote);
	}

}
