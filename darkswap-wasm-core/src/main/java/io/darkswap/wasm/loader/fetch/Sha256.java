package io.darkswap.wasm.loader.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes SHA-256 as lower-case hexadecimal.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Create a digest.
	 * @return an empty SHA-256 digest
	 */
	public static MessageDigest start() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Return a digest's value, and reset it.
	 * @param digest the digest
	 * @return 64 hexadecimal digits in lower case
	 */
	public static String finish(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * Return whether a text has the form of a SHA-256.
	 * @param text the text
	 * @return whether it has 64 hexadecimal digits in lower case
	 */
	public static boolean isOne(String text) {
		return text.matches("[0-9a-f]{64}");
	}

}
