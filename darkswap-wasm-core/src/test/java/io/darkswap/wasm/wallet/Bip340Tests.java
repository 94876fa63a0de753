package io.darkswap.wasm.wallet;

import java.util.HexFormat;

import fr.acinq.bitcoin.Bech32;
import io.darkswap.wasm.BitcoinNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The published vectors, against the two places that sign and verify. */
class Bip340Tests {

	@ParameterizedTest
	@CsvFileSource(resources = "/wallet/bip340.csv", useHeadersInDisplayName = true)
	void signsAndVerifiesAsBip340Publishes(@Nullable String secretKey, String publicKey, @Nullable String auxiliary,
			String message, String signature, boolean valid) {
		String address = Bech32.encodeWitnessAddress("bc", (byte) 1, bytes(publicKey));
		assertThat(SignatureVerifier.verify(BitcoinNetwork.MAINNET, address, bytes(message), bytes(signature)))
			.isEqualTo(valid);
		if (secretKey != null && auxiliary != null) {
			assertThat(AccountType.TAPROOT.address(bytes(secretKey), "bc")).isEqualTo(address);
			assertThat(AccountType.TAPROOT.sign(bytes(message), bytes(secretKey), bytes(auxiliary)))
				.isEqualTo(bytes(signature));
		}
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
