package io.darkswap.wasm.wallet;

import java.util.Arrays;

import fr.acinq.bitcoin.Base58Check;
import kotlin.Pair;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;

/**
 * Decodes a private key in the wallet import format of Bitcoin Core's
 * {@code dumpprivkey}.
 */
final class Wif {

	private static final int KEY_SIZE = 32;

	private Wif() {
	}

	static byte[] decode(char[] wif, BitcoinNetwork network) {
		byte[] payload = decode(wif, NetworkParameters.of(network).wifPrefix());
		try {
			if (payload.length == KEY_SIZE) {
				throw invalid("is for an uncompressed public key, which segwit does not allow: use another key");
			}
			if (payload.length != KEY_SIZE + 1 || payload[KEY_SIZE] != 1) {
				throw invalid("is not one in WIF: give 52 characters that start with K, L or c");
			}
			byte[] key = Arrays.copyOf(payload, KEY_SIZE);
			if (!NativeLibrary.secp256k1().secKeyVerify(key)) {
				throw invalid("is outside the range of keys: use another key");
			}
			return key;
		}
		finally {
			Arrays.fill(payload, (byte) 0);
		}
	}

	private static byte[] decode(char[] wif, int prefix) {
		Pair<Byte, byte[]> decoded;
		try {
			// The library takes a string: it lives until it is collected.
			decoded = Base58Check.decode(new String(wif).strip());
		}
		catch (RuntimeException ex) {
			// Its message may quote the key, so it does not become the cause.
			throw invalid("fails its checksum: check that it is in WIF and complete");
		}
		if (Byte.toUnsignedInt(decoded.getFirst()) != prefix) {
			Arrays.fill(decoded.getSecond(), (byte) 0);
			throw invalid("is not for this network: mainnet's start with K or L, the others' with c");
		}
		return decoded.getSecond();
	}

	private static DarkSwapException invalid(String why) {
		return new DarkSwapException(ErrorCode.WALLET_INVALID, "The private key " + why);
	}

}
