package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.util.List;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapClient;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns the wallet's address and balances.
 */
@RestController
@RequestMapping("/api/wallet")
class WalletController {

	private static final int BTC_DECIMALS = 8;

	private static final int MOST_ASSETS = 10;

	private final DarkSwapClient client;

	WalletController(DarkSwapClient client) {
		this.client = client;
	}

	@GetMapping("/address")
	WalletAddress address() {
		return new WalletAddress(this.client.getAddress());
	}

	/** Draws the address as a QR code: an SVG image of a Bitcoin URI (BIP 21). */
	@GetMapping(path = "/qr", produces = "image/svg+xml")
	String qrCode() {
		return QrCodeImage.svg("bitcoin:" + this.client.getAddress());
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

	/**
	 * Returns the wallet's balance of each asset, or the reason why a balance is not
	 * available.
	 */
	@GetMapping("/balances")
	List<KnownBalance> balances(@RequestParam @Size(min = 1, max = MOST_ASSETS) List<Asset> asset) {
		return asset.stream().map(this::knownBalance).toList();
	}

	private KnownBalance knownBalance(Asset asset) {
		try {
			return new KnownBalance(asset, this.client.getAssetBalance(asset), null);
		}
		catch (DarkSwapException ex) {
			return new KnownBalance(asset, null, ex.code());
		}
	}

	/**
	 * The wallet's balance of an asset.
	 *
	 * @param asset the asset
	 * @param amount the balance; absent if it is not available
	 * @param code the reason why it is not available; absent if it is
	 */
	record KnownBalance(Asset asset, @Nullable BigDecimal amount, @Nullable ErrorCode code) {

	}

	record WalletAddress(String address) {

	}

	record BitcoinBalance(long satoshi, BigDecimal btc) {

	}

	record AssetBalance(Asset asset, BigDecimal amount) {

	}

}
