package io.darkswap.wasm.convert;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.arguments.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Caches the addresses used last, validated and encoded, because an application creates
 * orders for the same few makers. The end of an address determines its slot. Thread-safe.
 */
public final class AddressCache {

	/** A power of two. */
	private static final int SLOTS = 256;

	/** Spreads characters that differ in few bits. */
	private static final int SPREAD = 31;

	private final @Nullable Known[] slots = new Known[SLOTS];

	/**
	 * Validate an address.
	 * @throws DarkSwapException as {@link Addresses#of} does
	 */
	public Address of(String address, String name) {
		Arguments.notNull(address, name);
		int slot = slot(address);
		Known known = this.slots[slot];
		if (known == null || !known.given.equals(address)) {
			known = new Known(address, Addresses.of(address, name));
			this.slots[slot] = known;
		}
		return known.address;
	}

	private static int slot(String address) {
		int length = address.length();
		return (length < 2) ? 0 : (address.charAt(length - 1) * SPREAD + address.charAt(length - 2)) & (SLOTS - 1);
	}

	/** Immutable, so that every thread reads a complete entry. */
	private record Known(String given, Address address) {
	}

}
