package io.darkswap.wasm.wallet;

import fr.acinq.bitcoin.Bech32;
import fr.acinq.bitcoin.PublicKey;

/** The kind of address of a key. It determines the key's derivation and signatures. */
public enum AccountType {

	/** Native segwit: BIP84 paths, {@code bc1q} addresses, ECDSA signatures. */
	NATIVE_SEGWIT(84) {

		@Override
		byte[] outputKey(byte[] privateKey) {
			return privateKey.clone();
		}

		@Override
		String address(byte[] outputKey, String prefix) {
			return Bech32.encodeWitnessAddress(prefix, (byte) 0, publicKey(outputKey).hash160());
		}

		@Override
		byte[] sign(byte[] hash32, byte[] outputKey, byte[] auxiliary) {
			return NativeLibrary.secp256k1().sign(hash32, outputKey);
		}

	},

	/** Taproot with one key: BIP86 paths, {@code bc1p} addresses, BIP340 signatures. */
	TAPROOT(86) {

		@Override
		byte[] outputKey(byte[] privateKey) {
			return TaprootKey.tweaked(privateKey, publicKey(privateKey));
		}

		@Override
		String address(byte[] outputKey, String prefix) {
			return Bech32.encodeWitnessAddress(prefix, (byte) 1, publicKey(outputKey).xOnly().value.toByteArray());
		}

		@Override
		byte[] sign(byte[] hash32, byte[] outputKey, byte[] auxiliary) {
			return NativeLibrary.secp256k1().signSchnorr(hash32, outputKey, auxiliary);
		}

	};

	private final int purpose;

	AccountType(int purpose) {
		this.purpose = purpose;
	}

	/** Returns the first step of this type's paths (BIP43). */
	int purpose() {
		return this.purpose;
	}

	/** Returns the key that spends from the address of a derived key, in a new array. */
	abstract byte[] outputKey(byte[] privateKey);

	abstract String address(byte[] outputKey, String prefix);

	/**
	 * Signs a hash. BIP340 uses the 32 auxiliary bytes; ECDSA uses the nonce of RFC 6979.
	 */
	abstract byte[] sign(byte[] hash32, byte[] outputKey, byte[] auxiliary);

	private static PublicKey publicKey(byte[] privateKey) {
		return new PublicKey(PublicKey.compress(NativeLibrary.secp256k1().pubkeyCreate(privateKey)));
	}

}
