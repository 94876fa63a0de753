package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.time.Duration;

import io.darkswap.wasm.Asset;
import io.darkswap.wasm.NewOrder;
import io.darkswap.wasm.OrderSide;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * A request to create an order.
 *
 * @param baseAsset the asset that is traded
 * @param quoteAsset the asset that it is paid in
 * @param side whether to buy or sell the base asset
 * @param amount the amount of the base asset
 * @param price the amount of the quote asset for 1 of the base asset
 * @param expirySeconds its lifetime in seconds
 */
record OrderRequest(@NotNull Asset baseAsset, @NotNull Asset quoteAsset, @NotNull OrderSide side,
		@NotNull @Positive @Digits(integer = 12, fraction = 8) BigDecimal amount,
		@NotNull @Positive @Digits(integer = 12, fraction = 8) BigDecimal price, @Positive long expirySeconds) {

	NewOrder by(String maker) {
		return new NewOrder(this.baseAsset, this.quoteAsset, this.side, this.amount, this.price, maker,
				Duration.ofSeconds(this.expirySeconds));
	}

}
