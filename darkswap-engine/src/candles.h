/* The candles of a market's trades. */
#ifndef DARKSWAP_CANDLES_H
#define DARKSWAP_CANDLES_H

#include "trade_sums.h"

/* A place among a market's trades, between two candles. */
struct candles {
	struct trade_adder adder;
	/* The first trade that is in no candle yet, or the log's end. */
	uint64_t undrawn;
};

/* Begins with the first trade of the last `count` intervals up to `time`. `interval` and `count` are at least 1. */
void candles_begin(struct candles *candles, struct trade_log const *log, int64_t time, int64_t interval,
		uint32_t count);

/* Draws the next candles, oldest first, at most `count`. Returns how many. The log is as it was at the beginning. */
uint32_t candles_draw(struct candles *candles, int64_t interval, struct darkswap_candle *drawn, uint32_t count);

#endif
