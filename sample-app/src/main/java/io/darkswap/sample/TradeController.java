package io.darkswap.sample;

import java.util.UUID;

import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.Trade;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How trades were settled on chain.
 */
@RestController
@RequestMapping("/api/trades")
class TradeController {

	private final DarkSwapClient client;

	TradeController(DarkSwapClient client) {
		this.client = client;
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
