package io.darkswap.wasm.trading;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;

/** The bytes of an order that its maker signs; the public API documents them. */
public final class CanonicalOrder {

	private static final byte[] TAG = sha256().digest("DarkSwap/order".getBytes(StandardCharsets.US_ASCII));

	private static final int LENGTH_WITHOUT_MAKER = 16 + 17 + 17 + 1 + 3 * Long.BYTES + 1;

	private CanonicalOrder() {
	}

	/**
	 * Return the hash of an order.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not an
	 * order that could be made
	 */
	public static byte[] hash(Order order) {
		return hash(ValidatedOrder.of(order));
	}

	static byte[] hash(ValidatedOrder order) {
		MessageDigest digest = sha256();
		digest.update(TAG);
		digest.update(TAG);
		return digest.digest(bytes(order));
	}

	private static byte[] bytes(ValidatedOrder order) {
		ByteBuffer bytes = ByteBuffer.allocate(LENGTH_WITHOUT_MAKER + order.makerBytes().length);
		bytes.putLong(order.id().getMostSignificantBits()).putLong(order.id().getLeastSignificantBits());
		put(bytes, order.base());
		put(bytes, order.quote());
		bytes.put((byte) order.side().ordinal());
		bytes.putLong(order.amount()).putLong(order.price()).putLong(order.expiresAt());
		bytes.put((byte) order.makerBytes().length).put(order.makerBytes());
		return bytes.array();
	}

	private static void put(ByteBuffer bytes, Asset asset) {
		bytes.put((byte) asset.type().ordinal()).putLong(asset.block()).putLong(asset.transaction());
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
