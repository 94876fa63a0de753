package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.Depth;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.PriceLevel;
import org.jspecify.annotations.Nullable;

/**
 * The fills and the cost of taking the best orders in the current book.
 *
 * @param fills the fills by price, best price first
 * @param amount the amount of the base asset
 * @param total the exact amount of the quote asset
 * @param worstPrice the last price of the fills; absent if there is none
 * @param complete whether the fills reach the requested amount
 */
record TakePreview(List<Fill> fills, BigDecimal amount, BigDecimal total, @Nullable BigDecimal worstPrice,
		boolean complete) {

	static TakePreview of(Depth depth, OrderSide side, BigDecimal amount, BigDecimal limitPrice) {
		List<PriceLevel> levels = (side == OrderSide.BUY) ? depth.asks() : depth.bids();
		List<Fill> fills = new ArrayList<>();
		BigDecimal wanted = amount;
		BigDecimal total = BigDecimal.ZERO;
		for (PriceLevel level : levels) {
			if (wanted.signum() == 0 || isWorse(level.price(), limitPrice, side)) {
				break;
			}
			BigDecimal taken = wanted.min(level.amount());
			Fill fill = new Fill(level.price(), taken, level.price().multiply(taken));
			fills.add(fill);
			wanted = wanted.subtract(taken);
			total = total.add(fill.total());
		}
		BigDecimal worst = fills.isEmpty() ? null : fills.get(fills.size() - 1).price();
		return new TakePreview(fills, amount.subtract(wanted), total, worst, wanted.signum() == 0);
	}

	private static boolean isWorse(BigDecimal price, BigDecimal limit, OrderSide side) {
		int comparison = price.compareTo(limit);
		return (side == OrderSide.BUY) ? comparison > 0 : comparison < 0;
	}

	/**
	 * The fill at one price.
	 *
	 * @param price the amount of the quote asset for 1 of the base asset
	 * @param amount the amount of the base asset
	 * @param total the exact amount of the quote asset
	 */
	record Fill(BigDecimal price, BigDecimal amount, BigDecimal total) {

	}

}
