/*
 * One market: the orders and trades of one asset pair. Everything in it changes under its lock, which the registry
 * has; its summary can be read without.
 */
#ifndef DARKSWAP_MARKET_H
#define DARKSWAP_MARKET_H

#include "darkswap_abi.h"
#include "queue.h"
#include "trade_log.h"
#include "tree.h"

/*
 *   0       summary: best prices, behind their version
 *   64      number, next market with the same hash, slot in the registry
 *   80      base asset, quote asset
 *   128     bids and asks by rank, open orders by expiry, all in queues
 *   164     how many closed orders
 *   168     sequence of the next order
 *   176     closed orders, oldest first
 *   184     trades
 *   248     what is left to be done before it is unlocked, records of queues
 */
struct market {
	struct darkswap_summary summary;
	uint32_t number;
	uint32_t registry_next;
	uint32_t slot;
	uint32_t reserved;
	struct darkswap_asset base;
	struct darkswap_asset quote;
	struct tree sides[2];
	/* Runs of orders: see expiry.h. */
	struct tree expiries;
	uint32_t closed;
	uint64_t next_sequence;
	uint32_t oldest_closed;
	uint32_t newest_closed;
	struct trade_log trades;
	/* Bits of enum market_work, which outlast a command that has done enough. */
	uint32_t work;
	struct queue_pool queues;
};

/* What a command may leave to be done before it unlocks the market. */
enum market_work {
	/* The summary may have to change. */
	MARKET_SUMMARY = 1,
	/* There may be more closed orders than are kept. */
	MARKET_CLOSED = 2,
	/* There may be more trades than are kept, or trades to sum up. */
	MARKET_TRADES = 4,
};

/*
 * A market that is locked, or why it is not. One word, because a function returns a structure of two through memory.
 *
 *   63      32 31       0
 *   +---------+----------+
 *   | market  | record   |   the record that was looked for, or 0
 *   | 0       | error    |
 *   +---------+----------+
 */
struct locked {
	uint64_t word;
};

static inline struct locked locked_market(struct market *market, uint32_t record) {
	return (struct locked){ (uint64_t)ADDRESS_OF(market) << 32 | record };
}

static inline struct locked not_locked(enum darkswap_error error) {
	return (struct locked){ error };
}

static inline enum darkswap_error locked_error(struct locked locked) {
	return locked.word >> 32 == 0 ? (enum darkswap_error)locked.word : DARKSWAP_OK;
}

/* The market, if there is no error. */
static inline struct market *market_of(struct locked locked) {
	return DEREF(market, locked.word >> 32);
}

static inline uint32_t record_of(struct locked locked) {
	return (uint32_t)locked.word;
}

/* Returns a market without orders and trades, or 0 when the arena is empty. */
uint32_t market_create(uint32_t number, struct darkswap_asset const *base, struct darkswap_asset const *quote);

/* Whether the market has no orders, open or closed, and no trades: without its lock, no more than a guess. */
bool market_is_empty(struct market const *market);

/* Whether it has no open orders and no trades, as a market that others opened in vain: likewise. */
bool market_is_quiet(struct market const *market);

/* Frees an empty market. */
void market_free(struct market *market);

/* An order's place on its side: the better the price, the smaller the rank. */
static inline uint64_t market_rank(uint32_t side, uint64_t price) {
	return side == DARKSWAP_BUY ? ~price : price;
}

/* Puts an open order, already in the index, into the book. Returns false when the arena is empty. */
bool market_insert(struct market *market, uint32_t order);

/* Takes an open order out of the book, into nothing: to undo market_insert. */
void market_remove(struct market *market, uint32_t order);

/*
 * Takes an open order out of the book and into the history of closed orders, which may then be too
 * long, and emits that, which is prepared. It needs no memory. OK or POISONED.
 */
enum darkswap_error market_close_order(struct market *market, uint32_t order, enum darkswap_status status, int64_t now);

/* Whether there are orders whose time has come. The summary must be up to date, as it is when the market is locked. */
static inline bool market_has_due(struct market const *market, int64_t moment) {
	return market->summary.earliest_expiry <= moment;
}

/*
 * Closes at most `limit` of the orders whose time has come. OK, UNFINISHED if there are more, NO_ROOM_FOR_EVENTS, or
 * POISONED.
 */
enum darkswap_error market_expire(struct market *market, int64_t now, uint32_t limit);

/* Lowers what remains of an open order. */
void market_fill(struct market *market, uint32_t order, uint64_t amount);

/*
 * Returns the oldest closed order, which is nowhere any more and the caller's to free, or 0 if there
 * is none or the engine is poisoned. The summary must be up to date.
 */
uint32_t market_remove_oldest(struct market *market);

/* Frees the oldest closed order; returns false if there is none, or the engine is poisoned. */
bool market_evict_oldest(struct market *market);

/*
 * Evicts at most `limit` of the oldest closed orders until at most `kept` are left. Returns whether
 * that is so. The summary must be up to date.
 */
bool market_evict_beyond(struct market *market, uint32_t kept, uint32_t limit);

/* Brings the summary up to date. */
void market_publish(struct market *market);

#endif
