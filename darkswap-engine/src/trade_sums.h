/*
 * The sums of runs of a market's trades, so that a range of trades is summed without reading each one.
 * The shortest runs are the eight trades of a block of the log (level 1), and four runs of a level are one of the next,
 * up to 131,072 trades (level 8); each begins at a multiple of its length. A range consists of whole runs but for
 * fewer than eight trades at each end, so it takes at most 3 runs of each level but the last on either side: a tree of
 * partial aggregates, as in Yang and Widom, "Incremental computation and maintenance of temporal aggregates",
 * 2003, with the number of the run in place of a search key.
 *
 * The four runs that are one of the next level fill a block, and that run knows the block. So a range is walked from
 * block to block. Only a block that is no run yet, or not any more, is looked up in a tree of the blocks of all levels:
 *
 *   63..60  level        59..0  number of the run / 4
 *
 * Trades never change, so sums are written once, when a command unlocks its market: by then, what it may
 * still take back is gone. All runs that end at or before `log->summed` and begin with a trade that is kept
 * have their sums; later trades are read one by one.
 */
#ifndef DARKSWAP_TRADE_SUMS_H
#define DARKSWAP_TRADE_SUMS_H

#include "trade_log.h"

/*
 * Of any trades. Sums are of 128 bits, those of amount times price exact, at scale 16. Without trades, `low`
 * is the largest number.
 */
struct trade_sums {
	uint64_t volume_low;
	uint64_t volume_high;
	uint64_t quote_volume_low;
	uint64_t quote_volume_high;
	uint64_t high;
	uint64_t low;
};

#define NO_TRADES ((struct trade_sums){ .low = UINT64_MAX })

#define TRADE_RUNS_PER_BLOCK 4
#define TRADE_RUN_LEVELS 8

/*
 * Four runs, field by field: which of them ends after a time, and where its parts are, is in one line of cache.
 *
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+---------------+
 *   | last executed at, of each of the four runs                    |
 *   +---------------+---------------+---------------+---------------+ 32
 *   | parts, of each                                                |
 *   +---------------+---------------+---------------+---------------+ 64
 *   | high, of each                                                 |
 *   +---------------+---------------+---------------+---------------+ 96
 *   | low, of each                                                  |
 *   +---------------+---------------+---------------+---------------+ 128
 *   | volume, low half, of each                                     |
 *   +---------------+---------------+---------------+---------------+ 160
 *   | volume, high half, of each                                    |
 *   +---------------+---------------+---------------+---------------+ 192
 *   | quote volume, low half, of each                               |
 *   +---------------+---------------+---------------+---------------+ 224
 *   | quote volume, high half, of each                              |
 *   +---------------+---------------+---------------+---------------+ 256
 */
struct trade_runs {
	/* Ascending. INT64_MAX if a run has no sums yet, INT64_MIN if it never will have any. */
	int64_t last_executed_at[TRADE_RUNS_PER_BLOCK];
	/* The block with the run's four runs of the level below; on level 1, the block of the log with its entries. */
	uint64_t parts[TRADE_RUNS_PER_BLOCK];
	uint64_t high[TRADE_RUNS_PER_BLOCK];
	uint64_t low[TRADE_RUNS_PER_BLOCK];
	uint64_t volume_low[TRADE_RUNS_PER_BLOCK];
	uint64_t volume_high[TRADE_RUNS_PER_BLOCK];
	uint64_t quote_volume_low[TRADE_RUNS_PER_BLOCK];
	uint64_t quote_volume_high[TRADE_RUNS_PER_BLOCK];
};

/* How many trades a run of a level has, as a power of two; a trade is a run of level 0. */
static inline uint32_t trade_run_shift(uint32_t level) {
	return level == 0 ? 0 : 2 * level + 1;
}

/* The same as a number. */
static inline uint64_t trade_run_length(uint32_t level) {
	return UINT64_C(1) << trade_run_shift(level);
}

/* Whether a run is full whose sums are not written. */
bool trade_sums_are_due(struct trade_log const *log);

/* Writes the sums of the runs that end with the first run that is due. Returns false when the arena is empty. */
bool trade_sums_write_next(struct trade_log *log);

/* Frees the sums that no kept trade belongs to, after the oldest trade was removed. */
void trade_sums_evict(struct trade_log *log);

/* The block with a run that has sums, or null. */
struct trade_runs const *trade_sums_find(struct trade_log const *log, uint32_t level, uint64_t run);

/*
 * Whether no run is due, all runs add up to what their trades do, and no sums of evicted trades are left. For
 * tests.
 */
bool trade_sums_hold(struct trade_log const *log);

/* A place in a log from which trades are added up, in ascending order. */
struct trade_adder {
	struct trade_log const *log;
	bool quotes;
	/* The block of each level that was found last: its number, and where it is, or 0. */
	struct {
		uint64_t number;
		uint32_t block;
	} found[TRADE_RUN_LEVELS + 1];
	/* What the last walk added up. */
	struct trade_sums sums;
};

/* With quote volumes, or without, which is faster. The log must not change as long as the place is used. */
void trade_adder_begin(struct trade_adder *adder, struct trade_log const *log, bool quotes);

/* The entry of a trade that is kept. */
struct trade_log_entry const *trade_adder_entry(struct trade_adder *adder, uint64_t trade);

/*
 * Sums the trades from `trade` on that were executed at `last` or earlier, but none from `end` on, into `sums`. Returns
 * the number of the first one that it did not add.
 */
uint64_t trade_adder_add(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last);

/* The number of the first kept trade that was executed after `time`, or `end`. */
uint64_t trade_adder_seek(struct trade_adder *adder, int64_t time);

#endif
