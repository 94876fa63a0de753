package io.darkswap.wasm.convert;

import java.nio.charset.StandardCharsets;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class AddressCacheTests {

	private final AddressCache addresses = new AddressCache();

	@ParameterizedTest
	@ValueSource(strings = { "a", "ab", "abc", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx" })
	void anAddressIsAsciiAtFirstAndWhenCached(String address) {
		byte[] ascii = address.getBytes(StandardCharsets.US_ASCII);
		assertThat(bytes(address)).isEqualTo(ascii);
		assertThat(bytes(address)).isEqualTo(ascii);
	}

	@Test
	void aCachedAddressIsNotEncodedAgain() {
		byte[] first = bytes("maker");
		assertThat(bytes(new StringBuilder("maker").toString())).isSameAs(first);
	}

	@Test
	void addressesWithTheSameEndAreDistinguished() {
		for (String address : new String[] { "one-end", "another-end", "one-end" }) {
			assertThat(bytes(address)).isEqualTo(address.getBytes(StandardCharsets.US_ASCII));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "with space", "ä", "é" })
	void anInvalidAddressIsRefusedEachTime(String text) {
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> bytes(text))
				.extracting(DarkSwapException::code)
				.isEqualTo(ErrorCode.INVALID_ARGUMENT);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjZSX", "Tb1qmaker", "BC1Qw5", "bcrt1Qmaker" })
	void aBech32AddressInBothCasesIsRefused(String text) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> bytes(text))
			.withMessageContaining("maker's address '%s' mixes capitals and small letters", text)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@Test
	void aBech32AddressInCapitalsIsTheSameAddressAndAnotherAddressKeepsItsCase() {
		assertThat(bytes("TB1QW508D6QEJ")).asString().isEqualTo("tb1qw508d6qej");
		assertThat(bytes("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn")).asString()
			.isEqualTo("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn");
	}

	private byte[] bytes(String address) {
		return this.addresses.of(address, "maker's address").ascii();
	}

}
