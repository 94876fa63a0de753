package io.darkswap.wasm.convert;

import java.util.Locale;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.arguments.Arguments;
import io.darkswap.wasm.engine.abi.EngineAbi;

/**
 * Validates the addresses of makers and takers, which the engine keeps in printable
 * ASCII.
 */
public final class Addresses {

	private Addresses() {
	}

	/**
	 * Validate an address.
	 * @return the address, in lower case if it is a bech32 address in capitals, which is
	 * the same address (BIP173)
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is empty,
	 * longer than 90 characters (BIP173), not printable ASCII, or a bech32 address in
	 * both cases
	 */
	public static Address of(String address, String name) {
		Arguments.notNull(address, name);
		int length = address.length();
		if (length == 0 || length > EngineAbi.LIMIT_ADDRESS_MAX || !isPrintable(address)) {
			throw DarkSwapException.invalidArgument(
					"The %s '%s' is not an address: it has 1 to 90 printable ASCII characters", name, address);
		}
		String text = isBech32(address) ? inSmallLetters(address, name) : address;
		byte[] ascii = new byte[length];
		for (int i = 0; i < length; i++) {
			ascii[i] = (byte) text.charAt(i);
		}
		return new Address(text, ascii);
	}

	/**
	 * Return whether all characters are printable. It has no branch for each character:
	 * an address is long, and a check with branches would cost as much as the rest of the
	 * order.
	 */
	private static boolean isPrintable(String text) {
		int negativeIfOutside = 0;
		for (int i = 0; i < text.length(); i++) {
			negativeIfOutside |= (text.charAt(i) - '!') | ('~' - text.charAt(i));
		}
		return negativeIfOutside >= 0;
	}

	private static boolean isBech32(String address) {
		return startsWith(address, "bc1") || startsWith(address, "tb1") || startsWith(address, "bcrt1");
	}

	private static boolean startsWith(String address, String prefix) {
		return address.regionMatches(true, 0, prefix, 0, prefix.length());
	}

	/** BIP173 allows either case and no mixture of both. */
	private static String inSmallLetters(String address, String name) {
		String small = address.toLowerCase(Locale.ROOT);
		if (!address.equals(small) && !address.equals(address.toUpperCase(Locale.ROOT))) {
			throw DarkSwapException.invalidArgument(
					"The %s '%s' mixes capitals and small letters, which a bech32 address does not (BIP173): correct it",
					name, address);
		}
		return small;
	}

}
