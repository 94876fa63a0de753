package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An order to create, see {@link DarkSwapClient#createOrder(NewOrder)} and
 * {@link DarkSwapClient#createOrders}, which validate it. Immutable.
 *
 * <pre class="code">
 * TradingPair pair = TradingPair.of("BTC/RUNE:840000:3");
 * NewOrder order = NewOrder.sell(pair).amount("0.5").price("120000").expiresIn(Duration.ofHours(1));
 * </pre>
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param side whether the maker buys or sells the base asset
 * @param amount the amount of the base asset; positive, at most 8 decimals
 * @param price the amount of the quote asset for 1 of the base asset; positive, at most 8
 * decimals
 * @param maker the maker's address, 1 to 90 printable ASCII characters; the wallet's own
 * address if it is {@code null}
 * @param expiry the time until the order expires, in whole microseconds
 */
public record NewOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price,
		@Nullable String maker, Duration expiry) {

	/**
	 * Begin an order that sells the base asset of a pair.
	 * @param pair the pair
	 * @return a draft without amount and price
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the pair is
	 * missing
	 */
	public static Draft sell(TradingPair pair) {
		return new Draft(pair, OrderSide.SELL);
	}

	/**
	 * Begin an order that buys the base asset of a pair.
	 * @param pair the pair
	 * @return a draft without amount and price
	 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the pair is
	 * missing
	 */
	public static Draft buy(TradingPair pair) {
		return new Draft(pair, OrderSide.BUY);
	}

	/**
	 * An incomplete order; {@link #expiresIn} completes it. Its maker is the client's
	 * wallet unless another is set. Not thread-safe.
	 */
	public static final class Draft {

		private final TradingPair pair;

		private final OrderSide side;

		private @Nullable BigDecimal amount;

		private @Nullable BigDecimal price;

		private @Nullable String maker;

		private Draft(TradingPair pair, OrderSide side) {
			this.pair = required(pair, "pair");
			this.side = side;
		}

		/**
		 * Set the amount of the base asset.
		 * @param amount positive, at most 8 decimals
		 * @return this draft
		 */
		public Draft amount(BigDecimal amount) {
			this.amount = amount;
			return this;
		}

		/**
		 * Set the amount of the base asset.
		 * @param amount a decimal number, as in {@code 0.5}
		 * @return this draft
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not
		 * a number
		 */
		public Draft amount(String amount) {
			return amount(number(amount, "amount"));
		}

		/**
		 * Set the price, in the quote asset for 1 of the base asset.
		 * @param price positive, at most 8 decimals
		 * @return this draft
		 */
		public Draft price(BigDecimal price) {
			this.price = price;
			return this;
		}

		/**
		 * Set the price, in the quote asset for 1 of the base asset.
		 * @param price a decimal number, as in {@code 120000}
		 * @return this draft
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if it is not
		 * a number
		 */
		public Draft price(String price) {
			return price(number(price, "price"));
		}

		/**
		 * Set the address of the maker.
		 * @param maker 1 to 90 printable ASCII characters
		 * @return this draft
		 */
		public Draft maker(String maker) {
			this.maker = maker;
			return this;
		}

		/**
		 * Set the time until the order expires.
		 * @param timeToLive at least a microsecond
		 * @return the order
		 * @throws DarkSwapException with {@link ErrorCode#INVALID_ARGUMENT} if the
		 * amount, the price or the duration is missing
		 */
		public NewOrder expiresIn(Duration timeToLive) {
			return new NewOrder(this.pair.base(), this.pair.quote(), this.side, required(this.amount, "amount"),
					required(this.price, "price"), this.maker, required(timeToLive, "expiry"));
		}

		private static <T> T required(@Nullable T value, String name) {
			if (value == null) {
				throw DarkSwapException.invalidArgument("The %s is missing", name);
			}
			return value;
		}

		private static BigDecimal number(String text, String name) {
			try {
				return new BigDecimal(required(text, name));
			}
			catch (NumberFormatException ex) {
				throw DarkSwapException.invalidArgument("The %s '%s' is not a number: write it as in 0.5", name, text);
			}
		}

	}

}
