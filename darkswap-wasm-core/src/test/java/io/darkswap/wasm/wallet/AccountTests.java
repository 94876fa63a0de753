package io.darkswap.wasm.wallet;

import java.util.List;
import java.util.Locale;

import io.darkswap.wasm.BitcoinNetwork;
import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AccountTests {

	private final Account account = Account.of(BitcoinNetwork.MAINNET);

	@Test
	void isNativeSegwitByDefault() {
		assertThat(this.account.type()).isEqualTo(AccountType.NATIVE_SEGWIT);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			MAINNET, NATIVE_SEGWIT, m/84'/0'/0'/0/0
			MAINNET, TAPROOT,       m/86'/0'/0'/0/0
			TESTNET, NATIVE_SEGWIT, m/84'/1'/0'/0/0
			SIGNET,  TAPROOT,       m/86'/1'/0'/0/0
			REGTEST, NATIVE_SEGWIT, m/84'/1'/0'/0/0""")
	void startsAtTheFirstAddressOfTheNetworksFirstAccount(BitcoinNetwork network, AccountType type, String path) {
		assertThat(Account.of(network, type)).isEqualTo(new Account(network, type, path));
	}

	@Test
	void aPathHasTheSameDigitsInEveryLanguage() {
		Locale locale = Locale.getDefault();
		Locale.setDefault(Locale.forLanguageTag("ar-EG"));
		try {
			assertThat(Account.of(BitcoinNetwork.MAINNET).withReceiveIndex(7).path()).isEqualTo("m/84'/0'/0'/0/7");
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Test
	void theReceiveIndexIsTheLastStep() {
		assertThat(this.account.withReceiveIndex(7).path()).isEqualTo("m/84'/0'/0'/0/7");
		assertThat(this.account.withPath("m/1h").withReceiveIndex(7).path()).isEqualTo("m/7");
	}

	@Test
	void bothMarksOfAHardenedStepMeanTheSame() {
		assertThat(this.account.withPath("m/2147483647h/3'/2147483647").steps())
			.isEqualTo(List.of(0xFFFFFFFFL, 0x80000003L, 0x7FFFFFFFL));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "m", "m/", "84'/0'", "m//1", "m/1/", "m/a", "m/-1", "m/1''", "m/1H", "m/ 1",
			"m/2147483648", "m/2147483648'", "m/4294967295", "m/9999999999", "m/99999999999", "M/1" })
	void refusesWhatIsNoPath(String path) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.account.withPath(path))
			.withMessageContaining("m/84'/0'/0'/0/0")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
	}

	@Test
	void refusesAPathDeeperThanBip32CanTell() {
		assertThat(this.account.withPath("m" + "/0".repeat(255)).steps()).hasSize(255);
		assertThatExceptionOfType(DarkSwapException.class)
			.isThrownBy(() -> this.account.withPath("m" + "/0".repeat(256)));
	}

	@Test
	void refusesANegativeReceiveIndex() {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> this.account.withReceiveIndex(-1))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCode.WALLET_INVALID));
	}

}
