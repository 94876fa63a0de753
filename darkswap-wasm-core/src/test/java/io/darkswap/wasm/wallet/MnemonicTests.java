package io.darkswap.wasm.wallet;

import java.util.HexFormat;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MnemonicTests {

	private static final String ABANDON = "abandon ".repeat(11) + "about";

	@ParameterizedTest
	@CsvFileSource(resources = "/wallet/bip39.csv", useHeadersInDisplayName = true)
	void givesTheSeedsThatBip39Publishes(String mnemonic, String seed) {
		assertThat(seed(mnemonic, "TREZOR")).isEqualTo(seed);
	}

	// From the tests of bitcoin-kmp; all vectors of BIP39 have a passphrase.
	@Test
	void givesTheKnownSeedWithoutAPassphrase() {
		assertThat(seed(ABANDON, "")).isEqualTo("5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1"
				+ "9a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4");
	}

	@Test
	void readsWordsSeparatedByAnyWhiteSpace() {
		assertThat(seed("\t" + ABANDON.replace(" ", "  \r\n") + "\n", "")).isEqualTo(seed(ABANDON, ""));
	}

	@ParameterizedTest
	@CsvSource({ "\u00e9, e\u0301", "\uFB01, fi", "\u3323, \u30bb\u30f3\u30c8" })
	void takesAPassphraseInAnyUnicodeForm(String one, String other) {
		assertThat(one).isNotEqualTo(other);
		assertThat(seed(ABANDON, one)).isEqualTo(seed(ABANDON, other));
	}

	@Test
	void everyPassphraseLeadsToAnotherSeed() {
		assertThat(seed(ABANDON, "")).isNotEqualTo(seed(ABANDON, " ")).isNotEqualTo(seed(ABANDON, "\u00e9"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 11, 13, 14, 16, 23, 25, 48 })
	void refusesAnotherNumberOfWordsThanBip39Has(int words) {
		assertRefused("abandon ".repeat(words)).withMessageContaining("12, 15, 18, 21 or 24");
	}

	@ParameterizedTest
	@ValueSource(ints = { 12, 15, 18, 21, 24 })
	void refusesAWrongChecksum(int words) {
		assertRefused("abandon ".repeat(words)).withMessageContaining("checksum");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Abandon", "abando", "abandonn", "zzz", "a", "\u00e9", "about,about" })
	void refusesAWordThatIsNotInTheListNamingOnlyItsPlace(String word) {
		assertRefused(ABANDON.replaceFirst("^abandon abandon", "abandon " + word)).withMessageContaining("word 2")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("abandon").doesNotContain(' ' + word + ' '));
	}

	private static ThrowableAssertAlternative<DarkSwapException> assertRefused(String mnemonic) {
		return assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> seed(mnemonic, ""))
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
	}

	private static String seed(String mnemonic, String passphrase) {
		try (Mnemonic words = new Mnemonic(mnemonic.toCharArray())) {
			return HexFormat.of().formatHex(words.toSeed(passphrase.toCharArray()));
		}
	}

}
