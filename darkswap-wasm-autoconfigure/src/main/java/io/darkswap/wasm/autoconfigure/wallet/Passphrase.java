package io.darkswap.wasm.autoconfigure.wallet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Validates BIP39 passphrases. They have no checksum: every text opens a wallet, so a
 * damaged passphrase silently opens another wallet. Implausible texts are refused. A file
 * may hold spaces at the ends and invisible characters, which properties lose or gain on
 * their way. Messages name positions and never characters.
 */
final class Passphrase {

	private static final char REPLACEMENT = '\uFFFD';

	private static final char MARK = '\uFEFF';

	private static final char JOINER = '\u200D';

	/** Emoji, also as surrogates, come after it, and most alphabets before it. */
	private static final char FIRST_SYMBOL = '\u2010';

	/** Letters and marks without a shape that are no format characters. */
	private static final String FILLERS = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

	private Passphrase() {
	}

	/**
	 * Returns the passphrase of a property, and erases the array if the passphrase is
	 * refused.
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if it is
	 * implausible
	 */
	static char[] ofProperty(String property, String fileProperty, char[] text) {
		String fault = faultOfProperty(text);
		return accept(text, fault,
				"%s %s: correct it, or put it into a file that %s names, which is read as UTF-8 in every locale"
					.formatted(property, fault, fileProperty));
	}

	/**
	 * Returns the passphrase of a file, without the end of its line. Erases the array.
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if it is
	 * implausible
	 */
	static char[] ofFile(String property, char[] text) {
		char[] line = Arrays.copyOf(text, lengthOfLine(text));
		Arrays.fill(text, '\0');
		String fault = fault(line);
		return accept(line, fault, "The text of the file that %s names %s: correct it".formatted(property, fault));
	}

	private static char[] accept(char[] text, @Nullable String fault, String message) {
		if (fault != null) {
			Arrays.fill(text, '\0');
			throw new DarkSwapException(ErrorCode.WALLET_INVALID, message);
		}
		return text;
	}

	private static int lengthOfLine(char[] text) {
		int length = text.length;
		if (length > 0 && text[length - 1] == '\n') {
			length--;
			if (length > 0 && text[length - 1] == '\r') {
				length--;
			}
		}
		return length;
	}

	private static @Nullable String faultOfProperty(char[] text) {
		String fault = fault(text);
		if (fault != null) {
			return fault;
		}
		if (isSpace(text[0]) || isSpace(text[text.length - 1])) {
			return "starts or ends with a space";
		}
		int invisible = indexOfInvisible(text);
		if (invisible >= 0) {
			return "holds an invisible character at character %d".formatted(invisible + 1);
		}
		return isUtf8ReadAsLatin1(text) ? "was saved as UTF-8 and read as Latin-1, as .properties files are" : null;
	}

	private static @Nullable String fault(char[] text) {
		if (IntStream.range(0, text.length).allMatch((i) -> Character.isWhitespace(text[i]))) {
			return "is blank";
		}
		for (int i = 0; i < text.length; i++) {
			String fault = fault(text, i);
			if (fault != null) {
				return "holds %s at character %d".formatted(fault, i + 1);
			}
		}
		return null;
	}

	private static @Nullable String fault(char[] text, int i) {
		char c = text[i];
		if (c == REPLACEMENT) {
			return "U+FFFD, which replaces what could not be decoded (in an environment variable or an argument: by the locale)";
		}
		if (c == MARK) {
			return "a byte-order mark";
		}
		if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
			return "a control character, such as the end of a line,";
		}
		return isLoneSurrogate(text, i) ? "half a character (a lone surrogate)" : null;
	}

	/**
	 * Returns the index of a character without a shape, such as a zero-width space, which
	 * copying from a web page or a document adds, or -1. Joiners within emoji are
	 * accepted.
	 */
	private static int indexOfInvisible(char[] text) {
		for (int i = 0; i < text.length; i += Character.charCount(Character.codePointAt(text, i))) {
			int c = Character.codePointAt(text, i);
			boolean format = Character.getType(c) == Character.FORMAT && !isPartOfEmoji(text, i);
			if (format || FILLERS.indexOf(c) >= 0) {
				return i;
			}
		}
		return -1;
	}

	/** A zero-width joiner is one between two symbols, as in the emoji of a family. */
	private static boolean isPartOfEmoji(char[] text, int i) {
		return text[i] == JOINER && i > 0 && i + 1 < text.length && text[i - 1] >= FIRST_SYMBOL
				&& text[i + 1] >= FIRST_SYMBOL;
	}

	/** A no-break space is white space, too. */
	private static boolean isSpace(char c) {
		return Character.isWhitespace(c) || Character.isSpaceChar(c);
	}

	private static boolean isLoneSurrogate(char[] text, int i) {
		if (Character.isHighSurrogate(text[i])) {
			return i + 1 == text.length || !Character.isLowSurrogate(text[i + 1]);
		}
		return Character.isLowSurrogate(text[i]) && (i == 0 || !Character.isHighSurrogate(text[i - 1]));
	}

	/**
	 * A plausible text beyond ASCII, encoded in Latin-1, is not valid UTF-8. Characters
	 * beyond Latin-1, such as an escaped one, separate the runs that are examined.
	 */
	private static boolean isUtf8ReadAsLatin1(char[] text) {
		int start = 0;
		for (int i = 0; i <= text.length; i++) {
			if (i == text.length || text[i] > 0xFF) {
				if (isUtf8ReadAsLatin1(text, start, i)) {
					return true;
				}
				start = i + 1;
			}
		}
		return false;
	}

	private static boolean isUtf8ReadAsLatin1(char[] text, int start, int end) {
		boolean ascii = true;
		ByteBuffer bytes = ByteBuffer.allocate(end - start);
		for (int i = start; i < end; i++) {
			ascii &= text[i] < 0x80;
			bytes.put((byte) text[i]);
		}
		return !ascii && isUtf8(bytes.flip());
	}

	private static boolean isUtf8(ByteBuffer bytes) {
		try {
			CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes);
			Arrays.fill(decoded.array(), '\0');
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
		finally {
			Arrays.fill(bytes.array(), (byte) 0);
		}
	}

}
