/* The making of trades: their records, and their places in the market's log and in the index. */
#ifndef DARKSWAP_TRADES_H
#define DARKSWAP_TRADES_H

#include "market.h"

/* Takes a block and makes room in the market's log for one trade. Returns 0, with nothing taken, when the arena is empty. */
uint32_t trades_prepare(struct market *market);

/* Gives both back. */
void trades_abandon(struct market *market, uint32_t block);

/*
 * Writes the trade of `amount` with an order that the request makes; `serial` is added to the id in
 * the request.
 */
void trades_write(struct darkswap_trade *trade, struct market const *market, struct darkswap_order const *order,
		uint64_t amount, uint64_t serial);

/* Puts a trade that is written into the index and the log. On DUPLICATE_TRADE or POISONED it is abandoned. */
enum darkswap_error trades_append(struct market *market, uint32_t trade);

/*
 * Takes at most `limit` of the trades from `end` on back out, the newest first, and what room they had.
 * OK, UNFINISHED if there are more, or POISONED.
 */
enum darkswap_error trades_undo(struct market *market, uint64_t end, uint32_t limit);

/*
 * Returns the market's oldest trade, which is nowhere any more and the caller's to free, or 0 if there
 * is none or the engine is poisoned.
 */
uint32_t trades_remove_oldest(struct market *market);

/* Evicts the market's oldest trade; returns false if there is none, or the engine is poisoned. */
bool trades_evict_oldest(struct market *market);

/* Evicts at most `limit` of the oldest trades until at most `kept` are left. Returns whether that is so. */
bool trades_evict_beyond(struct market *market, uint64_t kept, uint32_t limit);

/*
 * Writes the sums of the runs that the newest trades filled, going through at most `limit` trades. Where the
 * arena is empty, the oldest trades give their memory: sums never make a command fail. Returns whether all are
 * written. A trade that trades_undo may take back must not be summed.
 */
bool trades_sum_up(struct market *market, uint32_t limit);

#endif
