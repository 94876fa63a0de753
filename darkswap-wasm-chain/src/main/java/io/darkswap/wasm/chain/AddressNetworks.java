package io.darkswap.wasm.chain;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.darkswap.wasm.BitcoinNetwork;

/**
 * Derives from an address's prefix the networks on which the address exists.
 */
final class AddressNetworks {

	/** BIP173 permits all upper case, as QR codes use it. */
	private static final Pattern UPPER_CASE_SEGWIT = Pattern.compile("(BC|TB|BCRT)1[0-9A-Z]+");

	private static final Pattern MAINNET = Pattern.compile("bc1.*|[13].*");

	private static final Pattern REGTEST = Pattern.compile("bcrt1.*");

	private static final Pattern TEST_SEGWIT = Pattern.compile("tb1.*");

	private static final Pattern TEST_BASE58 = Pattern.compile("[mn2].*");

	private AddressNetworks() {
	}

	/**
	 * Returns the lower-case form of a segwit address, and any other address unchanged.
	 */
	static String normalize(String address) {
		return UPPER_CASE_SEGWIT.matcher(address).matches() ? address.toLowerCase(Locale.ROOT) : address;
	}

	/**
	 * Returns the networks of a normalized address: all networks if the prefix is
	 * unknown.
	 */
	static Set<BitcoinNetwork> of(String address) {
		if (MAINNET.matcher(address).matches()) {
			return EnumSet.of(BitcoinNetwork.MAINNET);
		}
		if (REGTEST.matcher(address).matches()) {
			return EnumSet.of(BitcoinNetwork.REGTEST);
		}
		if (TEST_SEGWIT.matcher(address).matches()) {
			return EnumSet.of(BitcoinNetwork.TESTNET, BitcoinNetwork.SIGNET);
		}
		if (TEST_BASE58.matcher(address).matches()) {
			return EnumSet.complementOf(EnumSet.of(BitcoinNetwork.MAINNET));
		}
		return EnumSet.allOf(BitcoinNetwork.class);
	}

}
