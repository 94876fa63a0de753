package io.darkswap.wasm.signing;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.Order;

/**
 * An order with its maker's signature, for other clients, which can verify and import it.
 * Immutable.
 * <p>
 * The signature covers the network and the order's id, pair, side, amount, price, expiry
 * and maker, and the id is derived from all of these, so that two orders never share one.
 * The order's status, remaining amount and timestamp may differ from book to book.
 *
 * @param order the order
 * @param signature 64 bytes in hexadecimal, which {@code Wallet.sign} creates over the
 * hash that {@link OrderHash} returns
 */
public record SignedOrder(Order order, String signature) {

	/** Rejects a missing order or signature. */
	public SignedOrder {
		if (order == null || signature == null) {
			throw DarkSwapException.invalidArgument("The %s is missing", (order == null) ? "order" : "signature");
		}
	}

}
