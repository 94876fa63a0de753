package io.darkswap.wasm;

import java.util.UUID;

import io.darkswap.wasm.convert.Arguments;
import io.darkswap.wasm.trading.CanonicalOrder;

/**
 * Computes the hash of an order that its maker signs, and the id of a signed order, for
 * makers without a client.
 * <p>
 * Both are computed over these bytes, all numbers big-endian:
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
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its fields are
	 * not valid
	 */
	public static byte[] of(BitcoinNetwork network, Order order) {
		Arguments.notNull(network, "network");
		return CanonicalOrder.hash(network, order);
	}

	/**
	 * Return the id of a signed order. Its upper half is that of the order's id; a maker
	 * uses each upper half once. Its lower half has the variant of RFC 9562 and the last
	 * 62 bits of the first 8 bytes of the tagged hash, with the tag
	 * {@code DarkSwap/order-id/v2}, over the bytes with zeros in place of the lower half.
	 * So no maker can create an order with the id of another maker's order.
	 * @param network the network that the maker's address belongs to
	 * @param order the order; the lower half of its id is ignored
	 * @return the derived id of an order with this content
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its fields are
	 * not valid
	 */
	public static UUID idOf(BitcoinNetwork network, Order order) {
		Arguments.notNull(network, "network");
		return CanonicalOrder.id(network, order);
	}

}
