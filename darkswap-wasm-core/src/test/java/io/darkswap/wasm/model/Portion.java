package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A portion of an amount. */
enum Portion {

	ALL, ALL_BUT_A_UNIT, A_UNIT_TOO_MUCH, HALF, A_UNIT;

	private static final BigDecimal UNIT = new BigDecimal("0.00000001");

	BigDecimal of(BigDecimal whole) {
		BigDecimal portion = switch (this) {
			case ALL -> whole;
			case ALL_BUT_A_UNIT -> whole.subtract(UNIT);
			case A_UNIT_TOO_MUCH -> whole.add(UNIT);
			case HALF -> whole.divide(BigDecimal.valueOf(2), Rules.SCALE, RoundingMode.DOWN);
			case A_UNIT -> UNIT;
		};
		return portion.max(UNIT);
	}

}
