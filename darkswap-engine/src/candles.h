/* The candles of a market's trades. */
#ifndef DARKSWAP_CANDLES_H
#define DARKSWAP_CANDLES_H

#include "trade_log.h"

/* The first trade of the last `count` intervals up to `time`, or `end` if they have none. Both are at least 1. */
uint64_t candles_seek(struct trade_log const *log, int64_t time, int64_t interval, uint32_t count);

/*
 * Draws the candles of the trades from `*trade` on, oldest first, at most `count`. Returns how many; `*trade` is
 * then the first one that is in none of them, or `end`.
 */
uint32_t candles_draw(struct trade_log const *log, int64_t interval, uint64_t *trade, struct darkswap_candle *candles,
		uint32_t count);

#endif
