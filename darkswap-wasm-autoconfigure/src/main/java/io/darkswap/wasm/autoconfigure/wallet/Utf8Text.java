package io.darkswap.wasm.autoconfigure.wallet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes a file in UTF-8, with or without a byte-order mark, and keeps no copy of its
 * text.
 */
final class Utf8Text {

	private static final int MARK_LENGTH = 3;

	private Utf8Text() {
	}

	/**
	 * Returns the text in a new array, for the caller to erase.
	 * @throws MalformedTextException if the bytes are in another encoding
	 */
	static char[] decode(byte[] bytes, int length) throws MalformedTextException {
		refuseUtf16(bytes, length);
		int start = hasMark(bytes, length) ? MARK_LENGTH : 0;
		char[] decoded = new char[length - start];
		try {
			CharBuffer text = CharBuffer.wrap(decoded);
			CoderResult result = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(bytes, start, length - start), text, true);
			if (result.isError()) {
				throw new MalformedTextException("is not in UTF-8: save it in that encoding");
			}
			return Arrays.copyOf(decoded, text.position());
		}
		finally {
			Arrays.fill(decoded, '\0');
		}
	}

	/** UTF-16 without a byte-order mark has a zero byte beside every ASCII letter. */
	private static void refuseUtf16(byte[] bytes, int length) throws MalformedTextException {
		boolean marked = length >= 2 && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
				|| (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
		for (int i = 0; i < length; i++) {
			if (marked || bytes[i] == 0) {
				throw new MalformedTextException("is in UTF-16, or no text: save it in UTF-8");
			}
		}
	}

	private static boolean hasMark(byte[] bytes, int length) {
		return length >= MARK_LENGTH && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
	}

	/**
	 * Names the fault of a text without quoting the text.
	 */
	static final class MalformedTextException extends IOException {

		MalformedTextException(String message) {
			super(message);
		}

		@Override
		public String getMessage() {
			return String.valueOf(super.getMessage());
		}

	}

}
