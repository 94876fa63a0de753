package io.darkswap.wasm.wallet;

import java.math.BigDecimal;
import java.util.Optional;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;

/**
 * Returns balances of addresses, usually from a server that indexes the chain. An
 * application may implement it over its own node.
 * <p>
 * Implementations are safe for use by many threads at once. They never guess: an unknown
 * balance is a failure.
 */
public interface BalanceSource {

	/**
	 * Returns whether this source returns balances of an asset. Does not block.
	 * @param asset the asset
	 * @return whether {@link #balance} may be called with it
	 */
	boolean supports(Asset asset);

	/**
	 * Returns an address's balance of an asset.
	 * @param address the address
	 * @param asset an asset that this source {@linkplain #supports supports}
	 * @return the exact amount, not negative, in whole assets: for bitcoin in BTC with
	 * all 8 decimals, for others with as many decimals as the chain divides the asset
	 * into, so that the {@linkplain BigDecimal#unscaledValue() unscaled value} counts its
	 * smallest units
	 * @throws RuntimeException if the balance is not known, with a message that names the
	 * remedy; the client shows that message, so it must hold no secret. The client
	 * rethrows a {@link DarkSwapException} unchanged
	 */
	BigDecimal balance(String address, Asset asset);

	/**
	 * Returns a limitation of this source's balances, which health details show.
	 * @return one sentence for an operator, without secrets; empty by default
	 */
	default Optional<String> limitation() {
		return Optional.empty();
	}

}
