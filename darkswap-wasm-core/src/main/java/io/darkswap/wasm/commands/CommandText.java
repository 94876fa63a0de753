package io.darkswap.wasm.commands;

import java.util.Locale;

import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.convert.FixedPoint;
import io.darkswap.wasm.convert.Timestamps;
import io.darkswap.wasm.engine.OrderCommand;

/** The parts of a command as text. */
final class CommandText {

	private CommandText() {
	}

	static String time(long micros) {
		return Timestamps.instant(micros).toString();
	}

	static String units(long units) {
		return FixedPoint.decimal(units).toPlainString();
	}

	static String side(OrderSide side) {
		return side.name().toLowerCase(Locale.ROOT);
	}

	static String order(OrderCommand order) {
		return "%sorder %s: %s %s %s at %s, maker %s, expires %s%s".formatted(order.imported() ? "imported " : "",
				order.id(), side(order.side()), units(order.amount()), order.pair(), units(order.price()),
				order.maker().text(), time(order.expiresAt()), (order.signature() != null) ? ", signed" : "");
	}

}
