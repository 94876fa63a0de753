package io.darkswap.wasm;

import java.math.BigDecimal;

/**
 * Tells what an address owns, usually by asking a server that indexes the chain. An
 * application may implement it over its own node.
 * <p>
 * Implementations are safe for use by many threads at once, and never guess: what they do
 * not know, they fail to tell.
 */
public interface BalanceSource {

	/**
	 * Returns whether this source can tell balances of an asset. Answers at once, without
	 * asking anybody.
	 * @param asset the asset
	 * @return whether {@link #balance} may be called with it
	 */
	boolean supports(Asset asset);

	/**
	 * Returns how much of an asset an address owns.
	 * @param address the address
	 * @param asset an asset that this source {@linkplain #supports supports}
	 * @return the exact amount, not negative, in whole assets: for bitcoin in BTC with
	 * all 8 decimals, for others with as many decimals as the chain divides the asset
	 * into, so that the {@linkplain BigDecimal#unscaledValue() unscaled value} counts its
	 * smallest units
	 * @throws RuntimeException if the balance cannot be told, with a message that tells a
	 * person what to do; the client shows that message, so it holds no secret. A
	 * {@link DarkSwapException} goes on to the client's caller as it is
	 */
	BigDecimal balance(String address, Asset asset);

}
