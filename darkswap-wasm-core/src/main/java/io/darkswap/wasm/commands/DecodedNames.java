package io.darkswap.wasm.commands;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.AssetType;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.TradingPair;
import io.darkswap.wasm.convert.Address;
import io.darkswap.wasm.convert.Addresses;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pairs and addresses of commands, and keeps those that were read last, because
 * most commands repeat a few. Thread-safe: threads that race keep one of their equal,
 * immutable values.
 */
public final class DecodedNames {

	private static final AssetType[] ASSET_TYPES = AssetType.values();

	/** More pairs than a client trades at a time, a power of two. */
	private static final int PAIR_SLOTS = 1024;

	/** A power of two. */
	private static final int ADDRESS_SLOTS = 256;

	private static final int SPREAD = 31;

	private final @Nullable KnownPair[] pairs = new KnownPair[PAIR_SLOTS];

	private final @Nullable Address[] addresses = new Address[ADDRESS_SLOTS];

	/**
	 * Read a pair.
	 * @throws DarkSwapException if it is not one
	 */
	public TradingPair pair(ByteBuffer bytes, int at) {
		int slot = KnownPair.slot(bytes, at);
		KnownPair known = this.pairs[slot];
		if (known == null || !known.isIn(bytes, at)) {
			known = KnownPair.read(bytes, at);
			this.pairs[slot] = known;
		}
		return known.pair;
	}

	/**
	 * Read an address.
	 * @throws DarkSwapException if it is not one in its canonical form
	 */
	public Address address(ByteBuffer bytes, int at, int length) {
		int slot = (length < 2) ? 0
				: (bytes.get(at + length - 1) * SPREAD + bytes.get(at + length - 2)) & (ADDRESS_SLOTS - 1);
		Address known = this.addresses[slot];
		if (known == null || !holds(bytes, at, length, known.ascii())) {
			known = read(bytes, at, length);
			this.addresses[slot] = known;
		}
		return known;
	}

	private static boolean holds(ByteBuffer bytes, int at, int length, byte[] ascii) {
		return length == ascii.length && bytes.slice(at, length).equals(ByteBuffer.wrap(ascii));
	}

	private static Address read(ByteBuffer bytes, int at, int length) {
		byte[] ascii = new byte[length];
		bytes.get(at, ascii);
		String text = new String(ascii, StandardCharsets.ISO_8859_1);
		try {
			Address address = Addresses.of(text, "address");
			if (address.text().equals(text)) {
				return address;
			}
		}
		catch (DarkSwapException ex) {
			throw CommandFormat.malformed(String.valueOf(ex.getMessage()));
		}
		throw CommandFormat.malformed("the address %s is not in lower case".formatted(text));
	}

	/** A pair with its numbers. */
	private record KnownPair(TradingPair pair, long baseBlock, long baseTransaction, long quoteBlock,
			long quoteTransaction, short types) {

		static int slot(ByteBuffer bytes, int at) {
			long mixed = 0;
			for (int i = 0; i < CommandFormat.PAIR_TYPES; i += Long.BYTES) {
				mixed = SPREAD * mixed + bytes.getLong(at + i);
			}
			return Long.hashCode(SPREAD * mixed + bytes.getShort(at + CommandFormat.PAIR_TYPES)) & (PAIR_SLOTS - 1);
		}

		boolean isIn(ByteBuffer bytes, int at) {
			return this.baseBlock == bytes.getLong(at) && this.baseTransaction == bytes.getLong(at + Long.BYTES)
					&& this.quoteBlock == bytes.getLong(at + 2 * Long.BYTES)
					&& this.quoteTransaction == bytes.getLong(at + 3 * Long.BYTES)
					&& this.types == bytes.getShort(at + CommandFormat.PAIR_TYPES);
		}

		static KnownPair read(ByteBuffer bytes, int at) {
			long baseBlock = bytes.getLong(at);
			long baseTransaction = bytes.getLong(at + Long.BYTES);
			long quoteBlock = bytes.getLong(at + 2 * Long.BYTES);
			long quoteTransaction = bytes.getLong(at + 3 * Long.BYTES);
			try {
				return new KnownPair(
						new TradingPair(asset(bytes.get(at + CommandFormat.PAIR_TYPES), baseBlock, baseTransaction),
								asset(bytes.get(at + CommandFormat.PAIR_TYPES + 1), quoteBlock, quoteTransaction)),
						baseBlock, baseTransaction, quoteBlock, quoteTransaction,
						bytes.getShort(at + CommandFormat.PAIR_TYPES));
			}
			catch (DarkSwapException ex) {
				throw CommandFormat.malformed(String.valueOf(ex.getMessage()));
			}
		}

		private static Asset asset(int type, long block, long transaction) {
			if (type < 0 || type >= ASSET_TYPES.length) {
				throw CommandFormat.malformed("the type of an asset is " + type);
			}
			if (ASSET_TYPES[type] != AssetType.BITCOIN) {
				return new Asset(ASSET_TYPES[type],
						Long.toUnsignedString(block) + ":" + Long.toUnsignedString(transaction));
			}
			if (block != 0 || transaction != 0) {
				throw CommandFormat.malformed("bitcoin has an id");
			}
			return Asset.bitcoin();
		}

	}

}
