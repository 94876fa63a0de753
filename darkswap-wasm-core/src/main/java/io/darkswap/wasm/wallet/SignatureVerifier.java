package io.darkswap.wasm.wallet;

import java.util.Arrays;

import fr.acinq.bitcoin.Bech32;
import fr.acinq.bitcoin.ByteVector;
import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.ByteVector64;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PublicKey;
import fr.acinq.bitcoin.XonlyPublicKey;
import kotlin.Pair;
import kotlin.Triple;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Verifies signatures of {@link Wallet#sign} from public data alone. It has no state and
 * is safe for use by many threads at once.
 */
public final class SignatureVerifier {

	private SignatureVerifier() {
	}

	/**
	 * Verifies that the key behind an address made a signature. A taproot address
	 * contains its public key (BIP341). A native segwit address contains a hash of its
	 * public key, which is recovered from the signature (SEC 1, 4.1.6).
	 * @param network the network the address must belong to
	 * @param address the address of the expected signer
	 * @param hash32 the 32 bytes that were signed
	 * @param signature the signature, in {@link Wallet#sign}'s form
	 * @return {@code true} if the signature is valid; {@code false} otherwise, also for a
	 * malformed signature and for any text that is not a taproot or native segwit address
	 * of one key on that network
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the hash does
	 * not have 32 bytes
	 */
	public static boolean verify(BitcoinNetwork network, String address, byte[] hash32, byte[] signature) {
		if (hash32.length != 32) {
			throw new DarkSwapException(ErrorCode.INVALID_ARGUMENT,
					"%d bytes cannot have been signed: pass their 32-byte hash".formatted(hash32.length));
		}
		if (signature.length != 64) {
			return false;
		}
		try {
			Triple<String, Byte, byte[]> witness = Bech32.decodeWitnessAddress(address);
			byte[] program = witness.getThird();
			if (!witness.getFirst().equals(NetworkParameters.of(network).addressPrefix())) {
				return false;
			}
			return switch (witness.getSecond()) {
				case 0 -> program.length == 20 && verifySegwit(program, hash32, signature);
				case 1 -> program.length == 32 && verifyTaproot(program, hash32, signature);
				default -> false;
			};
		}
		catch (RuntimeException ex) {
			// The library rejects bytes that are not an address, a point or a signature.
			return false;
		}
	}

	private static boolean verifyTaproot(byte[] publicKey, byte[] hash32, byte[] signature) {
		return Crypto.verifySignatureSchnorr(new ByteVector32(hash32), new ByteVector(signature),
				new XonlyPublicKey(new ByteVector32(publicKey)));
	}

	private static boolean verifySegwit(byte[] publicKeyHash, byte[] hash32, byte[] signature) {
		Pair<PublicKey, PublicKey> signers = Crypto.recoverPublicKey(new ByteVector64(signature), hash32);
		return isSigner(signers.getFirst(), publicKeyHash, hash32, signature)
				|| isSigner(signers.getSecond(), publicKeyHash, hash32, signature);
	}

	private static boolean isSigner(PublicKey key, byte[] publicKeyHash, byte[] hash32, byte[] signature) {
		return Arrays.equals(key.hash160(), publicKeyHash)
				&& NativeLibrary.secp256k1().verify(signature, hash32, key.value.toByteArray());
	}

}
