package io.darkswap.sample.trading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.darkswap.wasm.Depth;
import io.darkswap.wasm.OrderSide;
import io.darkswap.wasm.PriceLevel;
import org.jspecify.annotations.Nullable;

/**
 * What taking the best orders would take and cost if the book stays as it is.
 *
 * @param fills what would be taken at each price, best price first
 * @param amount how much of the base asset would be taken
 * @param total how much of the quote asset would be owed, exactly
 * @param worstPrice the last price of these; absent if nothing would be taken
 * @param complete whether the whole amount would be taken
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
	 * What would be taken at one price.
	 *
	 * @param price how much of the quote asset for 1 of the base asset
	 * @param amount how much of the base asset
	 * @param total how much of the quote asset, exactly
	 */
	record Fill(BigDecimal price, BigDecimal amount, BigDecimal total) {

	}

}
