package io.darkswap.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of an order that its maker signs, see {@link SignedOrder#hash}. */
final class CanonicalOrder {

	private static final byte[] TAG = sha256().digest("DarkSwap/order".getBytes(StandardCharsets.US_ASCII));

	private static final int LENGTH_WITHOUT_MAKER = 16 + 17 + 17 + 1 + 3 * Long.BYTES + 1;

	private CanonicalOrder() {
	}

	static byte[] hash(CheckedOrder order) {
		MessageDigest digest = sha256();
		digest.update(TAG);
		digest.update(TAG);
		return digest.digest(bytes(order));
	}

	private static byte[] bytes(CheckedOrder order) {
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
		AssetId id = AssetId.of(asset);
		bytes.put((byte) asset.type().ordinal()).putLong(id.block()).putLong(id.transaction());
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
