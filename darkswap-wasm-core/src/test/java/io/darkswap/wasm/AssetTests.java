package io.darkswap.wasm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AssetTests {

	@ParameterizedTest
	@ValueSource(strings = { "BTC", "RUNE:840000:3", "ALKANE:2:0", "ALKANE:0:18446744073709551615" })
	void parsingReturnsTheWrittenAsset(String text) {
		assertThat(Asset.parse(text)).hasToString(text);
	}

	@Test
	void factoriesAndParsingReturnEqualAssets() {
		assertThat(Asset.parse("BTC")).isEqualTo(Asset.bitcoin());
		assertThat(Asset.parse("RUNE:840000:3")).isEqualTo(Asset.rune("840000:3"));
		assertThat(Asset.parse("ALKANE:2:0")).isEqualTo(Asset.alkane("2:0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "btc", "BTC:1", "DOGE:1:2", "RUNE", "RUNE:", "RUNE:840000", "RUNE:840000:", "RUNE::3",
			"RUNE:840000:3:4", "RUNE:-1:3", "RUNE:+1:3", "RUNE:01:3", "RUNE:1:3 ", "RUNE:x:3",
			"ALKANE:18446744073709551616:0", "ALKANE:999999999999999999999:0", "RUNE:\u0661:3" })
	void anInvalidAssetIsRefused(String text) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> Asset.parse(text))
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@Test
	void bitcoinHasNoId() {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> new Asset(AssetType.BITCOIN, "1:2"))
			.withMessageContaining("Bitcoin has no id");
	}

	@Test
	void aMessageShowsOnlyTheBeginningOfAVeryLongText() {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> Asset.parse("x".repeat(10_000)))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(300));
	}

}
