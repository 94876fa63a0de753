package io.darkswap.wasm.engine.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Addresses of records as text. */
class AddressTextsTests {

	private static final int OFFSET = 68;

	private final AddressTexts texts = new AddressTexts();

	@ParameterizedTest
	@ValueSource(ints = { 1, 7, 8, 9, 16, 42, 62, 89, 90 })
	void anAddressOfAnyLengthIsReadWhole(int length) {
		String address = "x".repeat(length - 1) + "y";
		assertThat(read(address)).isEqualTo(address);
		assertThat(read(address)).isEqualTo(address);
	}

	@Test
	void anAddressIsNotTakenForAnotherWithTheSameEnd() {
		for (int i = 0; i < 3; i++) {
			assertThat(read("bc1qone-and-the-same-end")).isEqualTo("bc1qone-and-the-same-end");
			assertThat(read("bc1qtwo-and-the-same-end")).isEqualTo("bc1qtwo-and-the-same-end");
			assertThat(read("tb1-and-the-same-end")).isEqualTo("tb1-and-the-same-end");
		}
	}

	@Test
	void anAddressThatWasJustReadIsReused() {
		assertThat(read("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"))
			.isSameAs(read("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
	}

	private String read(String address) {
		ByteBuffer buffer = ByteBuffer.allocate(TradeLayout.SIZE).order(ByteOrder.LITTLE_ENDIAN);
		buffer.put(OFFSET, address.getBytes(StandardCharsets.US_ASCII));
		return this.texts.read(buffer, OFFSET, address.length());
	}

}
