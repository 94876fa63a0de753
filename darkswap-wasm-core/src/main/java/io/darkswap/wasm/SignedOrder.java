package io.darkswap.wasm;

/**
 * An order with its maker's signature, to be shown to others: they can check that the
 * maker made it, and {@linkplain DarkSwapClient#importOrder import} it. Immutable.
 * <p>
 * What is signed is the order's id, pair, side, amount, price, expiry and maker; its
 * status, what remains of it and when it was made may differ from book to book.
 *
 * @param order the order
 * @param signature 64 bytes in hexadecimal, as {@code Wallet.sign} makes them over the
 * hash that {@link #hash} returns
 */
public record SignedOrder(Order order, String signature) {

	/** Refuses what is not there. */
	public SignedOrder {
		Arguments.notNull(order, "order");
		Arguments.notNull(signature, "signature");
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
	public static byte[] hash(Order order) {
		return CanonicalOrder.hash(CheckedOrder.of(order));
	}

}
