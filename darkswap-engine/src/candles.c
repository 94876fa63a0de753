#include "candles.h"

void candles_begin(struct candles *candles, struct trade_log const *log, int64_t time, int64_t interval,
		uint32_t count) {
	int64_t first = time / interval - ((int64_t)count - 1);
	trade_adder_begin(&candles->adder, log, false);
	candles->undrawn = first <= 0 ? log->first : trade_adder_seek(&candles->adder, first * interval - 1);
}

/* The end of the interval that begins at `start`. */
static int64_t last_time(int64_t start, int64_t interval) {
	return start > INT64_MAX - interval ? INT64_MAX : start + interval - 1;
}

/* Draws the candle that begins with a trade; returns the first trade after it. */
NOINLINE static uint64_t draw(struct darkswap_candle *candle, struct trade_adder *adder, int64_t interval,
		uint64_t trade) {
	struct trade_log_entry const *first = trade_adder_entry(adder, trade);
	int64_t start = first->executed_at - first->executed_at % interval;
	uint64_t next = trade_adder_add(adder, trade, adder->log->end, last_time(start, interval));
	candle->start = start;
	candle->open = first->price;
	candle->high = adder->sums.high;
	candle->low = adder->sums.low;
	candle->close = trade_adder_entry(adder, next - 1)->price;
	candle->volume_low = adder->sums.volume_low;
	candle->volume_high = adder->sums.volume_high;
	candle->trades = next - trade;
	return next;
}

uint32_t candles_draw(struct candles *candles, int64_t interval, struct darkswap_candle *drawn, uint32_t count) {
	uint32_t listed = 0;
	while (listed < count && candles->undrawn < candles->adder.log->end) {
		candles->undrawn = draw(&drawn[listed++], &candles->adder, interval, candles->undrawn);
	}
	return listed;
}
