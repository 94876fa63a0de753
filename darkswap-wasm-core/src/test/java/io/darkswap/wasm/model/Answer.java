package io.darkswap.wasm.model;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.darkswap.wasm.DarkSwapException;
import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.Order;
import io.darkswap.wasm.Trade;

/**
 * The outcome of a call.
 *
 * @param value the result, or an unexpected exception
 * @param error the code of the refusal
 * @param place the refused one of many, from the start of the message, or empty
 */
record Answer(Object value, ErrorCode error, String place) {

	private static final Pattern PLACE = Pattern.compile("orders\\[\\d+]");

	static Answer of(Exchange exchange, Function<Exchange, Object> call) {
		try {
			return new Answer(call.apply(exchange), null, "");
		}
		catch (DarkSwapException ex) {
			Matcher matcher = PLACE.matcher(ex.getMessage());
			return new Answer(null, ex.code(), matcher.lookingAt() ? matcher.group() : "");
		}
		catch (RuntimeException ex) {
			return new Answer(ex, null, "");
		}
	}

	boolean isRefusal(ErrorCode code) {
		return this.error == code;
	}

	/** The ids of the orders or trades in it. */
	List<UUID> ids() {
		Stream<?> records = (this.value instanceof List<?> list) ? list.stream() : Stream.ofNullable(this.value);
		return records.flatMap(Answer::id).toList();
	}

	@Override
	public String toString() {
		return (this.error == null) ? String.valueOf(this.value) : this.error + " " + this.place;
	}

	private static Stream<UUID> id(Object found) {
		if (found instanceof Order order) {
			return Stream.of(order.id());
		}
		return (found instanceof Trade trade) ? Stream.of(trade.id()) : Stream.empty();
	}

}
