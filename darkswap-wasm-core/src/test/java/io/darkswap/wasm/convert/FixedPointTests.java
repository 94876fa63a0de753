package io.darkswap.wasm.convert;

import java.math.BigDecimal;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class FixedPointTests {

	private static final String LARGEST = "184467440737.09551615";

	@ParameterizedTest
	@CsvSource({ "1, 100000000", "0.5, 50000000", "0.00000001, 1", "1E+3, 100000000000",
			"0.500000000000000000, 50000000" })
	void aDecimalThatFitsIsConvertedExactly(BigDecimal decimal, long units) {
		assertThat(FixedPoint.positive(decimal, "amount")).isEqualTo(units);
	}

	@Test
	void theLargestAmountFillsAllUnsignedBits() {
		assertThat(FixedPoint.positive(new BigDecimal(LARGEST), "amount")).isEqualTo(-1L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.000000001", "1.123456789", "1E-9", "1E-999999999" })
	void moreThanEightDecimalsAreRefused(BigDecimal decimal) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> FixedPoint.positive(decimal, "amount"))
			.withMessageContaining("8 decimals")
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "184467440737.09551616", "999999999999", "1E+12", "1E+999999999" })
	void moreThanSixtyFourBitsAreRefused(BigDecimal decimal) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> FixedPoint.positive(decimal, "amount"))
			.withMessageContaining("too large");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "0.000000000", "-1", "-0.00000001" })
	void aDecimalThatIsNotPositiveIsRefused(BigDecimal decimal) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> FixedPoint.positive(decimal, "price"))
			.withMessage("The price must be positive");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.00000001", "0.50000000", "92233720368.54775807", "92233720368.54775808", LARGEST })
	void convertingBackReturnsTheSameDecimal(BigDecimal decimal) {
		assertThat(FixedPoint.decimal(FixedPoint.positive(decimal, "amount"))).isEqualTo(decimal);
	}

	@Test
	void sumsBeyondSixtyFourBitsAreConverted() {
		assertThat(FixedPoint.decimal(-1L, 1)).isEqualTo(new BigDecimal("368934881474.19103231"));
	}

	@ParameterizedTest
	@CsvSource({ "0.00000001, 0.5, 0.000000005", "0.00000001, 0.00000001, 0.0000000000000001",
			"0.5, 0.00000001, 0.000000005" })
	void aProductBelowTheSmallestUnitIsRefused(BigDecimal amount, BigDecimal price, String owed) {
		assertThatExceptionOfType(DarkSwapException.class).isThrownBy(() -> requirePayable(amount, price))
			.withMessageContaining(owed)
			.extracting(DarkSwapException::code)
			.isEqualTo(ErrorCode.INVALID_ARGUMENT);
	}

	@ParameterizedTest
	@CsvSource({ "0.00000001, 1", "1, 0.00000001", "0.00000002, 0.5", "0.00000001, 184467440737.09551615" })
	void theSmallestUnitCanBePaid(BigDecimal amount, BigDecimal price) {
		assertThatNoException().isThrownBy(() -> requirePayable(amount, price));
	}

	private static void requirePayable(BigDecimal amount, BigDecimal price) {
		FixedPoint.requirePayable(FixedPoint.positive(amount, "amount"), FixedPoint.positive(price, "price"));
	}

}
