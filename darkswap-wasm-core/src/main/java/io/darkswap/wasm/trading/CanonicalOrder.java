package io.darkswap.wasm.trading;

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
import io.darkswap.wasm.engine.OrderCommand;

/**
 * Encodes the bytes of an order that its maker signs, and from which its id is derived.
 * The public API documents them.
 */
public final class CanonicalOrder {

	private static final byte VERSION = 2;

	private static final String TAG = "DarkSwap/order/v2";

	private static final String ID_TAG = "DarkSwap/order-id/v2";

	/** The first version, which named no network. */
	private static final String FIRST_TAG = "DarkSwap/order";

	private static final int LENGTH_WITHOUT_MAKER = 2 + 16 + 17 + 17 + 1 + 3 * Long.BYTES + 1;

	private CanonicalOrder() {
	}

	/**
	 * Return the hash of an order.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if its fields are
	 * not valid
	 */
	public static byte[] hash(BitcoinNetwork network, Order order) {
		return hash(network, OrderCommand.of(order));
	}

	/**
	 * Return the derived id of an order with this content.
	 * @throws DarkSwapException as {@link #hash} does
	 */
	public static UUID id(BitcoinNetwork network, Order order) {
		return id(network, OrderCommand.of(order));
	}

	static byte[] hash(BitcoinNetwork network, OrderCommand order) {
		return taggedHash(TAG, bytes(network, order, order.id().getLeastSignificantBits()));
	}

	static UUID id(BitcoinNetwork network, OrderCommand order) {
		long bits = ByteBuffer.wrap(taggedHash(ID_TAG, bytes(network, order, 0))).getLong();
		return new UUID(order.id().getMostSignificantBits(), TimeOrderedIds.low(bits));
	}

	/** Return the hash that makers signed in the first version. */
	static byte[] firstHash(OrderCommand order) {
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
