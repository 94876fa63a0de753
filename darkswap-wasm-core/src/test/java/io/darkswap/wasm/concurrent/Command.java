package io.darkswap.wasm.concurrent;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;

import io.darkswap.wasm.ErrorCode;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.OrderStatus;

/**
 * A thread's command to one pair's book, and the book's answer without concurrent
 * commands. Times are microseconds since the epoch. Another process can run it.
 */
sealed interface Command extends Serializable {

	/** Changes the book as the command says. */
	Object answerOf(Book book);

	long now();

	/** When the orders expire that the command enters. */
	default LongStream expiries() {
		return LongStream.empty();
	}

	/** A read changes nothing: it passes over the orders that have expired. */
	sealed interface Read extends Command {

	}

	/** Orders that enter together. */
	record Create(List<BookOrder> orders, long now) implements Command {

		@Override
		public Object answerOf(Book book) {
			book.sweep(this.now);
			this.orders.forEach(book::enter);
			return this.orders;
		}

		@Override
		public LongStream expiries() {
			return this.orders.stream().mapToLong(BookOrder::expiresAt);
		}

	}

	/**
	 * A command that changes one order. An unknown order is not searched in the book, so
	 * no order expires.
	 */
	sealed interface OnOrder extends Command {

		UUID order();

		Object answerOf(Book book, BookOrder order);

		@Override
		default Object answerOf(Book book) {
			if (book.find(order()).isEmpty()) {
				return ErrorCode.ORDER_NOT_FOUND;
			}
			book.sweep(now());
			return book.find(order()).map((found) -> answerOf(book, found)).orElse(ErrorCode.ORDER_NOT_FOUND);
		}

	}

	record Get(UUID order, long now) implements Read {

		@Override
		public Object answerOf(Book book) {
			return book.find(this.order)
				.<Object>map((found) -> found.seenAt(this.now))
				.orElse(ErrorCode.ORDER_NOT_FOUND);
		}

	}

	record Cancel(UUID order, long now) implements OnOrder {

		@Override
		public Object answerOf(Book book, BookOrder found) {
			if (found.status() != OrderStatus.OPEN) {
				return ErrorCode.ORDER_NOT_OPEN;
			}
			book.cancel(found);
			return "cancelled";
		}

	}

	record Take(UUID order, long amount, long now) implements OnOrder {

		@Override
		public Object answerOf(Book book, BookOrder found) {
			if (found.status() != OrderStatus.OPEN) {
				return ErrorCode.ORDER_NOT_OPEN;
			}
			if (this.amount > found.remaining()) {
				return ErrorCode.AMOUNT_EXCEEDS_REMAINING;
			}
			return book.take(found, this.amount, this.now);
		}

	}

	record TakeBest(OrderSide side, long amount, long limit, long now) implements Command {

		@Override
		public Object answerOf(Book book) {
			book.sweep(this.now);
			List<BookTrade> trades = new ArrayList<>();
			long left = this.amount;
			OrderSide makers = (this.side == OrderSide.BUY) ? OrderSide.SELL : OrderSide.BUY;
			for (BookOrder order : book.side(makers, this.now)) {
				boolean within = (makers == OrderSide.SELL) ? order.price() <= this.limit : order.price() >= this.limit;
				if (left == 0 || !within) {
					break;
				}
				long taken = Math.min(left, order.remaining());
				trades.add(book.take(order, taken, this.now));
				left -= taken;
			}
			return trades;
		}

	}

	record GetOrders(long now) implements Read {

		@Override
		public Object answerOf(Book book) {
			List<BookOrder> orders = new ArrayList<>(book.side(OrderSide.BUY, this.now));
			orders.addAll(book.side(OrderSide.SELL, this.now));
			return orders;
		}

	}

	/** Both sides' price levels: the requested number, or only the best. */
	record GetDepth(int levels, long now) implements Read {

		@Override
		public Object answerOf(Book book) {
			return List.of(book.levels(OrderSide.BUY, this.levels, this.now),
					book.levels(OrderSide.SELL, this.levels, this.now));
		}

	}

	record GetBestBidAsk(long now) implements Read {

		@Override
		public Object answerOf(Book book) {
			return new GetDepth(1, this.now).answerOf(book);
		}

	}

	record GetTrades(int limit, long now) implements Read {

		@Override
		public Object answerOf(Book book) {
			return book.newestTrades(this.limit);
		}

	}

}
