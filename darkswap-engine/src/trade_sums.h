/*
 * The sums of runs of a market's trades, so that a range of trades is summed without reading each one.
 * The shortest runs are of 16 trades (level 1), and four runs of a level are one of the next, up to 262,144
 * trades (level 8); each begins at a multiple of its length. A range consists of whole runs but for fewer than
 * 16 trades at each end, so it takes at most 3 runs of each level but the last on either side: a tree of
 * partial aggregates, as in Yang and Widom, "Incremental computation and maintenance of temporal aggregates",
 * 2003, with the number of the run in place of a search key.
 *
 * The four runs that are one of the next level fill a block. One tree finds the blocks of all levels:
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

/*
 *   0               8               16              24              32
 *   +---------------+---------------+---------------+---------------+
 *   | volume, low and high          | quote volume, low and high    |
 *   +---------------+---------------+---------------+---------------+ 32
 *   | high          | low           | last exec. at | entries       |
 *   +---------------+---------------+---------------+---------------+ 64
 */
struct trade_run {
	struct trade_sums sums;
	int64_t last_executed_at;
	/* Level 1: the blocks of the log with the entries of its trades. */
	uint32_t entries[2];
};

#define TRADE_RUNS_PER_BLOCK 4
#define TRADE_RUN_LEVELS 8

/* How many trades a run of a level has; a trade is a run of level 0. */
static inline uint64_t trade_run_length(uint32_t level) {
	return level == 0 ? 1 : UINT64_C(4) << 2 * level;
}

/* Whether a run is full whose sums are not written. */
bool trade_sums_are_due(struct trade_log const *log);

/* Writes the sums of the runs that end with the first run that is due. Returns false when the arena is empty. */
bool trade_sums_write_next(struct trade_log *log);

/* Frees the sums that no kept trade belongs to, after the oldest trade was removed. */
void trade_sums_evict(struct trade_log *log);

/* The sums of a run that has them, or null. */
struct trade_run const *trade_sums_find(struct trade_log const *log, uint32_t level, uint64_t run);

/*
 * Whether no run is due, all runs add up to what their trades do, and no sums of evicted trades are left. For
 * tests.
 */
bool trade_sums_hold(struct trade_log const *log);

/* A place in a log from which trades are added up, in ascending order. */
struct trade_adder {
	struct trade_log const *log;
	/* The last block of entries, and of runs of each level, and where it was found. */
	struct {
		uint64_t key;
		struct tree_cursor cursor;
		uint32_t block;
	} found[TRADE_RUN_LEVELS + 1];
	struct trade_sums sums;
};

void trade_adder_begin(struct trade_adder *adder, struct trade_log const *log);

/* The entry of a trade that is kept. */
struct trade_log_entry const *trade_adder_entry(struct trade_adder *adder, uint64_t trade);

/*
 * Adds the trades from `trade` on that were executed at `last` or earlier, but none from `end` on. Returns
 * the number of the first one that it did not add.
 */
uint64_t trade_adder_add(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last);

/* The number of the first kept trade that was executed after `time`, or `end`. */
uint64_t trade_adder_seek(struct trade_adder *adder, int64_t time);

#endif
