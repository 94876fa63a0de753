package io.darkswap.wasm.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of what there is. */
enum Share {

	ALL, ALL_BUT_A_UNIT, A_UNIT_TOO_MUCH, HALF, A_UNIT;

	private static final BigDecimal UNIT = new BigDecimal("0.00000001");

	BigDecimal of(BigDecimal whole) {
		BigDecimal share = switch (this) {
			case ALL -> whole;
			case ALL_BUT_A_UNIT -> whole.subtract(UNIT);
			case A_UNIT_TOO_MUCH -> whole.add(UNIT);
			case HALF -> whole.divide(BigDecimal.valueOf(2), Rules.SCALE, RoundingMode.DOWN);
			case A_UNIT -> UNIT;
		};
		return share.max(UNIT);
	}

}
