package io.darkswap.wasm.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.engine.OrderCommand;

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

	private static final byte VERSION = 2;

	private static final String TAG = "DarkSwap/order/v2";

	private static final String ID_TAG = "DarkSwap/order-id/v2";

	/** The first version, which named no network. */
	private static final String FIRST_TAG = "DarkSwap/order";

	private static final int LENGTH_WITHOUT_MAKER = 2 + 16 + 17 + 17 + 1 + 3 * Long.BYTES + 1;

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
		return of(network, OrderCommand.of(order));
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
		return idOf(network, OrderCommand.of(order));
	}

	static byte[] of(BitcoinNetwork network, OrderCommand order) {
		return taggedHash(TAG, bytes(network, order, order.id().getLeastSignificantBits()));
	}

	static UUID idOf(BitcoinNetwork network, OrderCommand order) {
		long bits = ByteBuffer.wrap(taggedHash(ID_TAG, bytes(network, order, 0))).getLong();
		return new UUID(order.id().getMostSignificantBits(), TimeOrderedIds.low(bits));
	}

	/** Return the hash that makers signed in the first version. */
	static byte[] ofFirstVersion(OrderCommand order) {
		byte[] bytes = bytes(BitcoinNetwork.MAINNET, order, order.id().getLeastSignificantBits());
		return taggedHash(FIRST_TAG, ByteBuffer.wrap(bytes, 2, bytes.length - 2));
	}

	private static byte[] bytes(BitcoinNetwork network, OrderCommand order, long idLow) {
		byte[] maker = order.maker().ascii();
		ByteBuffer bytes = ByteBuffer.allocate(LENGTH_WITHOUT_MAKER + maker.length);
		bytes.put(VERSION).put((byte) network.ordinal());
		bytes.putLong(order.id().getMostSignificantBits()).putLong(idLow);
		put(bytes, order.pair().base());
		put(bytes, order.pair().quote());
		bytes.put((byte) order.side().ordinal());
		bytes.putLong(order.amount()).putLong(order.price()).putLong(order.expiresAt());
		bytes.put((byte) maker.length).put(maker);
		return bytes.array();
	}

	private static void put(ByteBuffer bytes, Asset asset) {
		bytes.put((byte) asset.type().ordinal()).putLong(asset.block()).putLong(asset.transaction());
	}

	private static byte[] taggedHash(String tag, byte[] bytes) {
		return taggedHash(tag, ByteBuffer.wrap(bytes));
	}

	/** Return the tagged hash of BIP340. */
	private static byte[] taggedHash(String tag, ByteBuffer bytes) {
		MessageDigest digest = sha256();
		byte[] hashedTag = digest.digest(tag.getBytes(StandardCharsets.US_ASCII));
		digest.update(hashedTag);
		digest.update(hashedTag);
		digest.update(bytes);
		return digest.digest();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
