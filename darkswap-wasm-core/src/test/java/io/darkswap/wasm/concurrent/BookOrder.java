package io.darkswap.wasm.concurrent;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.UUID;

import io.darkswap.wasm.Order;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;

/** An order in the {@link Book}; amounts and prices are whole numbers. */
record BookOrder(UUID id, OrderSide side, long amount, long remaining, long price, OrderStatus status,
		long expiresAt) implements Serializable {

	static BookOrder of(Order order) {
		return new BookOrder(order.id(), order.side(), whole(order.amount()), whole(order.remaining()),
				whole(order.price()), order.status(), RecordingClock.micros(order.expiry()));
	}

	static long whole(BigDecimal number) {
		return number.longValueExact();
	}

	BookOrder taken(long taken) {
		long left = this.remaining - taken;
		return new BookOrder(this.id, this.side, this.amount, left, this.price,
				(left == 0) ? OrderStatus.FILLED : OrderStatus.OPEN, this.expiresAt);
	}

	/** As a reader sees it: an open order that is past its time has expired. */
	BookOrder seenAt(long now) {
		return (this.status == OrderStatus.OPEN && this.expiresAt <= now) ? closed(OrderStatus.EXPIRED) : this;
	}

	BookOrder closed(OrderStatus how) {
		return new BookOrder(this.id, this.side, this.amount, this.remaining, this.price, how, this.expiresAt);
	}

}
