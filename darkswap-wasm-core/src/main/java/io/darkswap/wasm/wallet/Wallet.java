package io.darkswap.wasm.wallet;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * An address that can sign. The key stays behind this interface: an application may
 * implement it over its own key store, hardware or remote signer. {@link HdWallet} is the
 * library's own implementation.
 * <p>
 * Implementations are safe for use by many threads at once.
 */
public interface Wallet {

	/**
	 * Returns the address that this wallet trades from. It never changes.
	 * @return a bech32 (BIP173) or bech32m (BIP350) address of {@link #network()}
	 */
	String address();

	/**
	 * Signs a hash with the key behind {@link #address()}, so that
	 * {@link SignatureVerifier} accepts it for that address.
	 * @param hash32 the 32 bytes to sign, themselves a hash; not modified
	 * @return 64 bytes: for a taproot address a BIP340 Schnorr signature, for a native
	 * segwit address an ECDSA signature as {@code r || s}, big-endian, with the low
	 * {@code s} of BIP146
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if there are not
	 * 32 bytes, or {@link ErrorCode#WALLET_INVALID} when the wallet can no longer sign
	 */
	byte[] sign(byte[] hash32);

	/**
	 * Returns the network {@link #address()} belongs to.
	 * @return the network
	 */
	BitcoinNetwork network();

}
