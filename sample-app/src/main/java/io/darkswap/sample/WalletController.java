package io.darkswap.sample;

import io.darkswap.wasm.DarkSwapClient;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who trades here.
 */
@RestController
@RequestMapping("/api/wallet")
class WalletController {

	private final DarkSwapClient client;

	WalletController(DarkSwapClient client) {
		this.client = client;
	}

	@GetMapping("/address")
	WalletAddress address() {
		return new WalletAddress(this.client.getAddress());
	}

	record WalletAddress(String address) {

	}

}
