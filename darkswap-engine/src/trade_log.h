/*
 * A market's trades, numbered from 0 in the order they were made. The fields that statistics read stand
 * close together, eight entries to a block; the blocks are found through a tree by their number, an
 * eighth of their first trade's. The trade records themselves are elsewhere.
 */
#ifndef DARKSWAP_TRADE_LOG_H
#define DARKSWAP_TRADE_LOG_H

#include "darkswap_abi.h"
#include "tree.h"

#define TRADE_LOG_BLOCK_ENTRIES 8

/*
 *   0               8               16              24      28      32
 *   +---------------+---------------+---------------+-------+-------+
 *   | executed at   | price         | amount        | trade |       |
 *   +---------------+---------------+---------------+-------+-------+
 */
struct trade_log_entry {
	int64_t executed_at;
	uint64_t price;
	uint64_t amount;
	uint32_t trade;
	uint32_t reserved;
};

struct trade_log_block {
	struct trade_log_entry entries[TRADE_LOG_BLOCK_ENTRIES];
};

struct trade_log {
	struct tree blocks;
	/* The sums of runs of trades, see trade_sums.h, and the trade up to which they are written. */
	struct tree sums;
	uint64_t summed;
	/* The oldest trade that is kept, and the one after the newest. */
	uint64_t first;
	uint64_t end;
	/* When the newest trade ever was made: a market's time never runs back. */
	int64_t last_executed_at;
	/* The block of the newest trade, or 0 where only the tree has it. */
	uint32_t newest_block;
	uint32_t reserved;
};

/*
 * Makes room for `count` more trades. Returns false when the arena is empty; what room there is then
 * is for trade_log_trim to give back.
 */
bool trade_log_make_room(struct trade_log *log, uint64_t count);

/* Gives back what room no trade has taken. */
void trade_log_trim(struct trade_log *log);

/* Adds a trade, for which there is room. */
void trade_log_append(struct trade_log *log, uint32_t trade);

/* Removes the oldest trade, which must exist, and returns its record, which is the caller's to free. */
uint32_t trade_log_remove_oldest(struct trade_log *log);

/* The record of the oldest trade, which must exist. */
uint32_t trade_log_oldest(struct trade_log const *log);

/* Whether the block of the newest trade is that of the tree, where it is known. For tests. */
bool trade_log_knows_newest(struct trade_log const *log);

/* The entry of a trade that is kept. */
struct trade_log_entry *trade_log_entry(struct trade_log const *log, uint64_t number);

/* The same by the entry of the trade before it, or 0. */
static inline struct trade_log_entry *trade_log_entry_after(struct trade_log const *log, struct trade_log_entry *before,
		uint64_t number) {
	bool is_in_block = before != 0 && number % TRADE_LOG_BLOCK_ENTRIES != 0;
	return is_in_block ? before + 1 : trade_log_entry(log, number);
}

/* A market's time at a moment, which no trade is later than. */
static inline int64_t trade_log_time(struct trade_log const *log, int64_t moment) {
	return moment > log->last_executed_at ? moment : log->last_executed_at;
}

static inline bool trade_log_is_empty(struct trade_log const *log) {
	return log->first == log->end;
}

#endif
