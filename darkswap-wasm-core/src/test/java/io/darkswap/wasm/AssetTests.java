package io.darkswap.wasm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

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

	@Test
	void assetsAndPairsAreEqualIfTheirTypesAndIdsAre() {
		List<String> texts = List.of("BTC", "RUNE:2:0", "RUNE:2:1", "ALKANE:2:0", "ALKANE:0:2");
		for (String text : texts) {
			for (String other : texts) {
				assertEqualIf(text.equals(other), Asset.parse(text), Asset.parse(other));
				assertEqualIf(text.equals(other), TradingPair.of(text + "/RUNE:1:1"),
						TradingPair.of(other + "/RUNE:1:1"));
				assertEqualIf(text.equals(other), TradingPair.of("RUNE:1:1/" + text),
						TradingPair.of("RUNE:1:1/" + other));
			}
		}
		assertEqualIf(false, TradingPair.of("BTC/RUNE:1:1"), TradingPair.of("RUNE:1:1/BTC"));
		assertEqualIf(false, Asset.bitcoin(), "BTC");
		assertEqualIf(false, TradingPair.of("BTC/RUNE:1:1"), "BTC/RUNE:1:1");
	}

	private static void assertEqualIf(boolean equal, Object one, Object other) {
		assertThat(one.equals(other)).isEqualTo(equal);
		assertThat(one.equals(null)).isFalse();
		assertThat(equal && one.hashCode() != other.hashCode()).isFalse();
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

	/** Maps find keys with equal hash codes by their order. */
	@Test
	void assetsAndPairsAreOrderedByTypeAndNumbers() {
		List<Asset> ascending = Stream
			.of("BTC", "RUNE:9:10", "RUNE:10:9", "RUNE:10:18446744073709551615", "ALKANE:2:0", "ALKANE:2:1")
			.map(Asset::parse)
			.toList();
		List<TradingPair> pairs = ascending.stream()
			.flatMap((base) -> ascending.stream()
				.filter((quote) -> !quote.equals(base))
				.map((quote) -> new TradingPair(base, quote)))
			.toList();
		List<Asset> assets = new ArrayList<>(ascending);
		List<TradingPair> shuffled = new ArrayList<>(pairs);
		Collections.shuffle(assets, new Random(1));
		Collections.shuffle(shuffled, new Random(1));
		assertThat(assets.stream().sorted()).isEqualTo(ascending);
		assertThat(shuffled.stream().sorted()).isEqualTo(pairs);
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
