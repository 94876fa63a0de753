package io.darkswap.wasm;

import io.darkswap.wasm.trading.CanonicalOrder;

/** The hash of an order that its maker signs. */
public final class OrderHash {

	private OrderHash() {
	}

	/**
	 * Returns the hash that makers sign: the tagged SHA-256 of BIP340, with the tag
	 * {@code DarkSwap/order}, over these bytes, all numbers big-endian:
	 *
	 * <pre>
	 *  16  id
	 *  17  base asset: type (0 bitcoin, 1 rune, 2 alkane), block (8), transaction (8)
	 *  17  quote asset, likewise
	 *   1  side: 0 buy, 1 sell
	 *   8  amount, units of 1e-8
	 *   8  price, units of 1e-8
	 *   8  expiry, microseconds since the epoch
	 *   1  length of the maker's address
	 *   n  the maker's address in ASCII
	 * </pre>
	 * @param order the order
	 * @return 32 bytes
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not an
	 * order that could be made
	 */
	public static byte[] of(Order order) {
		return CanonicalOrder.hash(order);
	}

}
