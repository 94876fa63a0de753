package io.darkswap.wasm.wallet;

import java.util.List;
import java.util.regex.Pattern;

import fr.acinq.bitcoin.DeterministicWallet;
import fr.acinq.bitcoin.KeyPath;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Selects one of a seed's keys, and the kind of address that the wallet uses for it.
 *
 * @param network the network the address is for
 * @param type the kind of address
 * @param path the path of the key from the master key, as in {@code m/84'/0'/0'/0/0}
 * (BIP32): a step is a number below 2<sup>31</sup>, hardened when {@code '} or {@code h}
 * follows it
 */
public record Account(BitcoinNetwork network, AccountType type, String path) {

	// BIP32 keeps the depth of a key in one byte.
	private static final Pattern PATH = Pattern.compile("m(/\\d{1,10}['h]?){1,255}");

	/**
	 * Validates the path.
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} if the path is
	 * invalid
	 */
	public Account {
		if (!isPath(path)) {
			throw new DarkSwapException(ErrorCode.WALLET_INVALID,
					"\"%s\" is no derivation path: write it like m/84'/0'/0'/0/0, every number below 2147483648"
						.formatted(path));
		}
	}

	/**
	 * Returns the first native segwit address of a network's first account (BIP84).
	 * @param network the network the address is for
	 * @return the account
	 */
	public static Account of(BitcoinNetwork network) {
		return of(network, AccountType.NATIVE_SEGWIT);
	}

	/**
	 * Returns the first address of a network's first account (BIP84, BIP86).
	 * @param network the network the address is for
	 * @param type the kind of address
	 * @return the account
	 */
	public static Account of(BitcoinNetwork network, AccountType type) {
		int coinType = NetworkParameters.of(network).coinType();
		// Joined, not formatted: a format uses the digits of the default locale.
		return new Account(network, type, "m/" + type.purpose() + "'/" + coinType + "'/0'/0/0");
	}

	/**
	 * Returns the same account at another receive index, the last step of its path
	 * (BIP44).
	 * @param index the index, from 0
	 * @return the account
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is negative
	 */
	public Account withReceiveIndex(int index) {
		return withPath(this.path.substring(0, this.path.lastIndexOf('/') + 1) + index);
	}

	/**
	 * Returns the same network and kind of address for the key at another path.
	 * @param path the path from the master key
	 * @return the account
	 * @throws DarkSwapException with {@link ErrorCode#WALLET_INVALID} when it is not a
	 * derivation path
	 */
	public Account withPath(String path) {
		return new Account(this.network, this.type, path);
	}

	List<Long> steps() {
		return KeyPath.computePath(this.path);
	}

	private static boolean isPath(String path) {
		if (!PATH.matcher(path).matches()) {
			return false;
		}
		for (String step : path.substring("m/".length()).split("['h]?/|['h]$")) {
			if (Long.parseLong(step) >= DeterministicWallet.hardenedKeyIndex) {
				return false;
			}
		}
		return true;
	}

}
