package io.darkswap.sample;

import java.math.BigDecimal;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who trades here, and what they own.
 */
@RestController
@RequestMapping("/api/wallet")
class WalletController {

	private static final int BTC_DECIMALS = 8;

	private final DarkSwapClient client;

	WalletController(DarkSwapClient client) {
		this.client = client;
	}

	@GetMapping("/address")
	WalletAddress address() {
		return new WalletAddress(this.client.getAddress());
	}

	@GetMapping("/balance")
	BitcoinBalance balance() {
		long satoshi = this.client.getBalance();
		return new BitcoinBalance(satoshi, BigDecimal.valueOf(satoshi, BTC_DECIMALS));
	}

	@GetMapping("/balance/{asset}")
	AssetBalance balance(@PathVariable Asset asset) {
		return new AssetBalance(asset, this.client.getAssetBalance(asset));
	}

	record WalletAddress(String address) {

	}

	record BitcoinBalance(long satoshi, BigDecimal btc) {

	}

	record AssetBalance(Asset asset, BigDecimal amount) {

	}

}
