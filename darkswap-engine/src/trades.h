/* The making of trades: their records, and their places in the market's log and in the index. */
#ifndef DARKSWAP_TRADES_H
#define DARKSWAP_TRADES_H

#include "market.h"

/*
 * Takes `count` blocks, linked through their first word, and makes room in the market's log. On
 * MEMORY_EXHAUSTED nothing was taken.
 */
enum darkswap_error trades_prepare(struct market *market, uint64_t count, uint32_t *blocks);

/* Gives back the blocks that trades_next_block did not hand out, and the room that no trade has taken. */
void trades_abandon(struct market *market, uint32_t blocks);

/* Takes the first of the blocks. */
uint32_t trades_next_block(uint32_t *blocks);

/*
 * Writes the trade of `amount` with an order that the request makes; `serial` is added to the id in
 * the request.
 */
void trades_write(struct darkswap_trade *trade, struct market const *market, struct darkswap_order const *order,
		uint64_t amount, uint64_t serial);

/* Puts a trade that is written into the index and the log. On DUPLICATE_TRADE or POISONED its block is freed. */
enum darkswap_error trades_append(struct market *market, uint32_t trade);

/* Takes the trades from `end` on back out, as if they had never been made. OK or POISONED. */
enum darkswap_error trades_undo(struct market *market, uint64_t end, int64_t last_executed_at);

/*
 * Returns the market's oldest trade, which is nowhere any more and the caller's to free, or 0 if there
 * is none or the engine is poisoned.
 */
uint32_t trades_remove_oldest(struct market *market);

/* Forgets the market's oldest trade; returns false if there is none, or the engine is poisoned. */
bool trades_forget_oldest(struct market *market);

/* Forgets the oldest trades until at most `kept` are left, or the engine is poisoned. */
void trades_forget_beyond(struct market *market, uint64_t kept);

#endif
