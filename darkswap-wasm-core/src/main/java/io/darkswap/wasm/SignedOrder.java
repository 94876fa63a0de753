package io.darkswap.wasm;

/**
 * An order with its maker's signature, to be shown to others: they can check that the
 * maker made it, and {@linkplain DarkSwapClient#importOrder import} it. Immutable.
 * <p>
 * The signature covers the network and the order's id, pair, side, amount, price, expiry
 * and maker, and the id is derived from all of these, so that two orders never share one.
 * The order's status, what remains of it and when it was made may differ from book to
 * book.
 *
 * @param order the order
 * @param signature 64 bytes in hexadecimal, as {@code Wallet.sign} makes them over the
 * hash that {@link OrderHash} returns
 */
public record SignedOrder(Order order, String signature) {

	/** Refuses what is not there. */
	public SignedOrder {
		if (order == null || signature == null) {
			throw DarkSwapException.invalidArgument("The %s is missing", (order == null) ? "order" : "signature");
		}
	}

}
