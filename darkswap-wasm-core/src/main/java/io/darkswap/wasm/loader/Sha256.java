package io.darkswap.wasm.loader;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 as lower-case hexadecimal.
 */
final class Sha256 {

	private Sha256() {
	}

	static MessageDigest start() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	static String finish(MessageDigest digest) {
		return HexFormat.of().formatHex(digest.digest());
	}

	static boolean isOne(String text) {
		return text.matches("[0-9a-f]{64}");
	}

}
