package io.darkswap.wasm.wallet;

import java.util.HexFormat;

import fr.acinq.bitcoin.DeterministicWallet.ExtendedPrivateKey;
import fr.acinq.bitcoin.KeyPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyDerivationTests {

	@ParameterizedTest
	@CsvFileSource(resources = "/wallet/bip32.csv", useHeadersInDisplayName = true, quoteCharacter = '"')
	void derivesTheKeysThatBip32Publishes(String seed, String chain, String extendedKey) {
		byte[] key = KeyDerivation.derive(HexFormat.of().parseHex(seed), KeyPath.computePath(chain));
		assertThat(key).isEqualTo(publishedKey(extendedKey));
	}

	private static byte[] publishedKey(String extendedKey) {
		return ExtendedPrivateKey.decode(extendedKey, new KeyPath("m")).getSecond().secretkeybytes.toByteArray();
	}

}
