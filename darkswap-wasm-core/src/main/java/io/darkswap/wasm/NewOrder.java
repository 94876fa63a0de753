package io.darkswap.wasm;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * An order to be made as one of many, see {@link DarkSwapClient#createOrders}. Immutable.
 * Arguments are those of {@link DarkSwapClient#createOrder}.
 *
 * @param base the asset that is traded
 * @param quote the asset that it is paid in
 * @param side whether the maker buys or sells the base asset
 * @param amount how much of the base asset; positive, at most 8 decimals
 * @param price how much of the quote asset for 1 of the base asset; positive, at most 8
 * decimals
 * @param maker the address of who makes it, 1 to 90 printable ASCII characters; the
 * wallet's own address if it is {@code null}
 * @param expiry how long it can be taken, in whole microseconds
 */
public record NewOrder(Asset base, Asset quote, OrderSide side, BigDecimal amount, BigDecimal price,
		@Nullable String maker, Duration expiry) {
}
