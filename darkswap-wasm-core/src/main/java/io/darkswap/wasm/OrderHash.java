package io.darkswap.wasm;

import java.util.UUID;

import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.trading.CanonicalOrder;

/**
 * The hash of an order that its maker signs, and the id that a signed order has: for
 * those who make orders without a client.
 * <p>
 * Both are made of these bytes, all numbers big-endian:
 *
 * <pre>
 *   1  version: 2
 *   1  network: 0 mainnet, 1 testnet, 2 regtest, 3 signet
 *  16  id
 *  17  base asset: type (0 bitcoin, 1 rune, 2 alkane), block (8), transaction (8)
 *  17  quote asset, likewise
 *   1  side: 0 buy, 1 sell
 *   8  amount, units of 1e-8
 *   8  price, units of 1e-8
 *   8  expiry, microseconds since the epoch
 *   1  length of the maker's address
 *   n  the maker's address in ASCII; a bech32 address in small letters
 * </pre>
 */
public final class OrderHash {

	private OrderHash() {
	}

	/**
	 * Return the hash that the maker signs: the tagged SHA-256 of BIP340 over the bytes,
	 * with the tag {@code DarkSwap/order/v2}.
	 * @param network the network that the maker's address belongs to
	 * @param order the order, with the {@linkplain #idOf id} that is derived from it
	 * @return 32 bytes
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not an
	 * order that could be made
	 */
	public static byte[] of(BitcoinNetwork network, Order order) {
		Arguments.notNull(network, "network");
		return CanonicalOrder.hash(network, order);
	}

	/**
	 * Return the id of a signed order. Its upper half is that of the order; makers choose
	 * one that they have not used before. Its lower half has the variant of RFC 9562 and
	 * the last 62 bits of the first 8 bytes of the tagged hash, with the tag
	 * {@code DarkSwap/order-id/v2}, over the bytes with zeros in place of the lower half.
	 * So nobody can give an order of their own the id of another maker's order.
	 * @param network the network that the maker's address belongs to
	 * @param order the order; the lower half of its id is not looked at
	 * @return the id that an order with this content has
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not an
	 * order that could be made
	 */
	public static UUID idOf(BitcoinNetwork network, Order order) {
		Arguments.notNull(network, "network");
		return CanonicalOrder.id(network, order);
	}

}
