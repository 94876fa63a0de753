package io.darkswap.wasm.wallet;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

import fr.acinq.bitcoin.MnemonicCode;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * An English mnemonic (BIP39), as indices into the word list.
 * <p>
 * The functions of bitcoin-kmp take strings, which cannot be erased; only its word list
 * is used here.
 */
final class Mnemonic implements AutoCloseable {

	private static final int SHORTEST = 12;

	private static final int LONGEST = 24;

	private static final int BITS_PER_WORD = 11;

	private static final int ROUNDS = 2048;

	private final List<String> wordList = MnemonicCode.INSTANCE.getEnglishWordlist();

	private final int[] words = new int[LONGEST];

	private int size;

	/** Reads words separated by white space, and verifies their checksum. */
	Mnemonic(char[] text) {
		try {
			read(text);
			if (this.size < SHORTEST || this.size % 3 != 0) {
				throw invalid("has %d words: it must have 12, 15, 18, 21 or 24".formatted(this.size));
			}
			if (!checksumMatches()) {
				throw invalid("fails its checksum: check every word and their order");
			}
		}
		catch (DarkSwapException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Returns the 64-byte seed of BIP32.
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if UTF-8 cannot
	 * encode the passphrase
	 */
	byte[] toSeed(char[] passphrase) {
		byte[] salt = salt(passphrase);
		byte[] password = joined();
		try {
			return Pbkdf2.derive(password, salt, ROUNDS);
		}
		finally {
			Arrays.fill(password, (byte) 0);
			Arrays.fill(salt, (byte) 0);
		}
	}

	@Override
	public void close() {
		Arrays.fill(this.words, 0);
	}

	private void read(char[] text) {
		int start = 0;
		for (int end = 0; end <= text.length; end++) {
			if (end == text.length || Character.isWhitespace(text[end])) {
				if (end > start) {
					add(CharBuffer.wrap(text, start, end - start));
				}
				start = end + 1;
			}
		}
	}

	private void add(CharBuffer word) {
		if (this.size == LONGEST) {
			throw invalid("has more than 24 words: it must have 12, 15, 18, 21 or 24");
		}
		int index = indexOf(word);
		if (index < 0) {
			throw invalid(
					"is not English BIP39 at word %d: check its spelling, in lower case".formatted(this.size + 1));
		}
		this.words[this.size++] = index;
	}

	private int indexOf(CharBuffer word) {
		int low = 0;
		int high = this.wordList.size() - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = CharSequence.compare(this.wordList.get(middle), word);
			if (order == 0) {
				return middle;
			}
			if (order < 0) {
				low = middle + 1;
			}
			else {
				high = middle - 1;
			}
		}
		return -1;
	}

	/**
	 * Verifies the checksum. The bits of the words are the entropy, then one bit of its
	 * hash for every 32.
	 */
	private boolean checksumMatches() {
		int bits = this.size * BITS_PER_WORD;
		int checksumBits = bits / 33;
		byte[] entropy = new byte[(bits - checksumBits) / 8];
		for (int i = 0; i < entropy.length * 8; i++) {
			if (bit(i)) {
				entropy[i / 8] |= (byte) (0x80 >>> (i % 8));
			}
		}
		int hash = Byte.toUnsignedInt(sha256(entropy)[0]);
		Arrays.fill(entropy, (byte) 0);
		int checksum = this.words[this.size - 1] & ((1 << checksumBits) - 1);
		return checksum == hash >>> (8 - checksumBits);
	}

	/**
	 * Computes SHA-256 with the JDK, whose reset erases the input. bitcoin-kmp leaves a
	 * copy.
	 */
	private static byte[] sha256(byte[] bytes) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] hash = digest.digest(bytes);
			digest.reset();
			return hash;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private boolean bit(int i) {
		return (this.words[i / BITS_PER_WORD] >>> (BITS_PER_WORD - 1 - i % BITS_PER_WORD) & 1) == 1;
	}

	private byte[] joined() {
		int length = this.size - 1;
		for (int i = 0; i < this.size; i++) {
			length += word(i).length();
		}
		ByteBuffer joined = ByteBuffer.allocate(length);
		for (int i = 0; i < this.size; i++) {
			if (i > 0) {
				joined.put((byte) ' ');
			}
			for (int j = 0; j < word(i).length(); j++) {
				joined.put((byte) word(i).charAt(j));
			}
		}
		return joined.array();
	}

	private String word(int i) {
		return this.wordList.get(this.words[i]);
	}

	private static byte[] salt(char[] passphrase) {
		ByteBuffer encoded = encoded(normalized(passphrase));
		byte[] salt = ByteBuffer.allocate(8 + encoded.remaining())
			.put("mnemonic".getBytes(StandardCharsets.US_ASCII))
			.put(encoded)
			.array();
		Arrays.fill(encoded.array(), (byte) 0);
		return salt;
	}

	/**
	 * Encodes a passphrase, or rejects it. A question mark in place of an unencodable
	 * character would open another wallet.
	 */
	private static ByteBuffer encoded(CharBuffer passphrase) {
		try {
			return StandardCharsets.UTF_8.newEncoder().encode(passphrase);
		}
		catch (CharacterCodingException ex) {
			throw new DarkSwapException(ErrorCode.WALLET_INVALID,
					"The passphrase holds half of a character (a lone surrogate), which UTF-8 cannot encode: correct it");
		}
	}

	/**
	 * Normalizes a passphrase. Only a passphrase beyond ASCII needs it. The JDK then
	 * creates strings, which live until they are collected.
	 */
	private static CharBuffer normalized(char[] passphrase) {
		for (char c : passphrase) {
			if (c > 0x7F) {
				return CharBuffer.wrap(Normalizer.normalize(CharBuffer.wrap(passphrase), Normalizer.Form.NFKD));
			}
		}
		return CharBuffer.wrap(passphrase);
	}

	private static DarkSwapException invalid(String why) {
		return new DarkSwapException(ErrorCode.WALLET_INVALID, "The mnemonic " + why);
	}

}
