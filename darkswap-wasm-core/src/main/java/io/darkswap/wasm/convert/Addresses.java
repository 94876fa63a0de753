package io.darkswap.wasm.convert;

import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.engine.EngineAbi;

/** Makers' and takers' addresses as the engine keeps them: printable ASCII. */
public final class Addresses {

	private Addresses() {
	}

	/**
	 * Returns the address's bytes.
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is empty,
	 * longer than 90 characters (BIP173), or not printable ASCII
	 */
	public static byte[] bytes(String address, String name) {
		Arguments.notNull(address, name);
		// What is not ASCII becomes more than one byte, all of them negative.
		byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
		if (bytes.length == 0 || bytes.length > EngineAbi.LIMIT_ADDRESS_MAX || !arePrintable(bytes)) {
			throw DarkSwapException.invalidArgument(
					"The %s '%s' is not an address: it has 1 to 90 printable ASCII characters", name, address);
		}
		return bytes;
	}

	/**
	 * Without a branch for each: an address is long, and looking at it costs as much as
	 * the rest of the order.
	 */
	private static boolean arePrintable(byte[] bytes) {
		int negativeIfOutside = 0;
		for (byte character : bytes) {
			negativeIfOutside |= (character - '!') | ('~' - character);
		}
		return negativeIfOutside >= 0;
	}

}
