package io.darkswap.wasm.engine.abi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Reads addresses in records as text. They are ASCII, which the client validates before
 * they enter the engine. The same few makers occur in most records of a listing, so the
 * addresses read last are cached. The last characters of an address determine its slot.
 * One per session; not thread-safe.
 */
public final class AddressTexts {

	private static final int SLOT_BITS = 8;

	/** Spreads differences anywhere in a word to its upper bits. */
	private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

	private final @Nullable Slot[] slots = new Slot[1 << SLOT_BITS];

	/**
	 * Returns an address.
	 * @param buffer holds the record
	 * @param offset the offset of the address
	 * @param length the number of characters
	 */
	public String read(ByteBuffer buffer, int offset, int length) {
		if (length < Long.BYTES) {
			return decode(buffer, offset, length);
		}
		long end = buffer.getLong(offset + length - Long.BYTES);
		int index = (int) (end * SPREAD >>> Long.SIZE - SLOT_BITS);
		Slot slot = this.slots[index];
		if (slot == null || !slot.holds(buffer, offset, length)) {
			slot = Slot.of(buffer, offset, length);
			this.slots[index] = slot;
		}
		return slot.text;
	}

	private static String decode(ByteBuffer buffer, int offset, int length) {
		byte[] text = new byte[length];
		buffer.get(offset, text);
		return new String(text, StandardCharsets.US_ASCII);
	}

	/**
	 * An address as text, and as its words, the last of which may overlap.
	 */
	private static final class Slot {

		private final String text;

		private final long[] words;

		private Slot(String text, long[] words) {
			this.text = text;
			this.words = words;
		}

		static Slot of(ByteBuffer buffer, int offset, int length) {
			long[] words = new long[(length + Long.BYTES - 1) / Long.BYTES];
			for (int i = 0; i < words.length; i++) {
				words[i] = buffer.getLong(offset + position(i, length));
			}
			return new Slot(decode(buffer, offset, length), words);
		}

		boolean holds(ByteBuffer buffer, int offset, int length) {
			if (this.text.length() != length) {
				return false;
			}
			for (int i = 0; i < this.words.length; i++) {
				if (this.words[i] != buffer.getLong(offset + position(i, length))) {
					return false;
				}
			}
			return true;
		}

		private static int position(int word, int length) {
			return Math.min(word * Long.BYTES, length - Long.BYTES);
		}

	}

}
