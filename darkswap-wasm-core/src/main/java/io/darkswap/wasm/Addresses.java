package io.darkswap.wasm;

import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.engine.EngineAbi;

/** Makers' and takers' addresses as the engine keeps them: printable ASCII. */
final class Addresses {

	private Addresses() {
	}

	/**
	 * Returns the address's bytes.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is empty,
	 * longer than 90 characters (BIP173), or not printable ASCII
	 */
	static byte[] bytes(String address, String name) {
		Arguments.notNull(address, name);
		if (address.isEmpty() || address.length() > EngineAbi.LIMIT_ADDRESS_MAX || !isPrintable(address)) {
			throw Arguments.invalid("The %s '%s' is not an address: it has 1 to 90 printable ASCII characters", name,
					address);
		}
		return address.getBytes(StandardCharsets.US_ASCII);
	}

	/** A stream of characters would cost more than the rest of the order. */
	private static boolean isPrintable(String address) {
		for (int i = 0; i < address.length(); i++) {
			char character = address.charAt(i);
			if (character <= ' ' || character > '~') {
				return false;
			}
		}
		return true;
	}

}
