#include "trade_sums.h"

#include "arena.h"
#include "multiply.h"

struct trade_run_block {
	struct trade_run runs[TRADE_RUNS_PER_BLOCK];
};

_Static_assert(sizeof(struct trade_run_block) == BLOCK_SIZE, "four runs fill a block");
_Static_assert(2 * TRADE_LOG_BLOCK_ENTRIES == 16, "two blocks of entries are one of the shortest runs");

static uint64_t key_of(uint32_t level, uint64_t run) {
	return (uint64_t)level << 60 | run / TRADE_RUNS_PER_BLOCK;
}

static struct trade_run *run_in(uint32_t block, uint64_t run) {
	return &DEREF(trade_run_block, block)->runs[run % TRADE_RUNS_PER_BLOCK];
}

/* The trade itself, or the next one at which a run of the level begins. */
static uint64_t round_up(uint64_t trade, uint32_t level) {
	uint64_t length = trade_run_length(level);
	return (trade + length - 1) & ~(length - 1);
}

static uint64_t round_down(uint64_t trade, uint32_t level) {
	return trade & ~(trade_run_length(level) - 1);
}

static inline void add_sums(struct trade_sums *sums, struct trade_sums const *added) {
	sums->volume_low += added->volume_low;
	sums->volume_high += added->volume_high + (sums->volume_low < added->volume_low);
	sums->quote_volume_low += added->quote_volume_low;
	sums->quote_volume_high += added->quote_volume_high + (sums->quote_volume_low < added->quote_volume_low);
	sums->high = added->high > sums->high ? added->high : sums->high;
	sums->low = added->low < sums->low ? added->low : sums->low;
}

static inline struct trade_sums sums_of(struct trade_log_entry const *entry) {
	struct trade_sums sums = { .volume_low = entry->amount, .high = entry->price, .low = entry->price };
	sums.quote_volume_low = multiply(entry->amount, entry->price, &sums.quote_volume_high);
	return sums;
}

void trade_adder_begin(struct trade_adder *adder, struct trade_log const *log) {
	*adder = (struct trade_adder){ .log = log, .sums = NO_TRADES };
}

/* The block that a tree has for a key: at a level, one is needed several times, and then its neighbour. */
static uint32_t block_at(struct trade_adder *adder, uint32_t level, struct tree const *tree, uint64_t key) {
	if (adder->found[level].block == 0 || adder->found[level].key != key) {
		tree_move(tree, &adder->found[level].cursor, key);
		adder->found[level].key = key;
		adder->found[level].block = tree_reference_at(&adder->found[level].cursor);
	}
	return adder->found[level].block;
}

static struct trade_run const *run_at(struct trade_adder *adder, uint32_t level, uint64_t run) {
	return run_in(block_at(adder, level, &adder->log->sums, key_of(level, run)), run);
}

/* The block with a trade's entry, which its run knows, unless it has no sums. */
static uint32_t entries_of(struct trade_adder *adder, uint64_t trade) {
	struct trade_log const *log = adder->log;
	uint64_t number = trade / TRADE_LOG_BLOCK_ENTRIES;
	if (trade < log->summed && round_down(trade, 1) >= log->first) {
		return run_at(adder, 1, trade / trade_run_length(1))->entries[number % 2];
	}
	return block_at(adder, 0, &log->blocks, number);
}

struct trade_log_entry const *trade_adder_entry(struct trade_adder *adder, uint64_t trade) {
	return &DEREF(trade_log_block, entries_of(adder, trade))->entries[trade % TRADE_LOG_BLOCK_ENTRIES];
}

static uint64_t smaller(uint64_t a, uint64_t b) {
	return a < b ? a : b;
}

/* The first number after those that are in one block with `number`, `size` to a block, or `end`. */
static uint64_t end_of_block(uint64_t number, uint64_t size, uint64_t end) {
	return smaller(number - number % size + size, end);
}

/* Adds the trades from `trade` up to `end`, as long as they were executed at `last` or earlier. */
NOINLINE static uint64_t add_trades(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last) {
	struct trade_sums sums = adder->sums;
	uint64_t stop = trade;
	while (trade == stop && trade < end) {
		struct trade_log_entry const *entry = trade_adder_entry(adder, trade);
		stop = end_of_block(trade, TRADE_LOG_BLOCK_ENTRIES, end);
		for (; trade < stop && entry->executed_at <= last; trade++, entry++) {
			struct trade_sums added = sums_of(entry);
			add_sums(&sums, &added);
		}
	}
	adder->sums = sums;
	return trade;
}

/* The same for runs of a level. */
NOINLINE static uint64_t add_runs(struct trade_adder *adder, uint32_t level, uint64_t run, uint64_t end, int64_t last) {
	struct trade_sums sums = adder->sums;
	uint64_t stop = run;
	while (run == stop && run < end) {
		struct trade_run const *at = run_at(adder, level, run);
		stop = end_of_block(run, TRADE_RUNS_PER_BLOCK, end);
		for (; run < stop && at->last_executed_at <= last; run++, at++) {
			add_sums(&sums, &at->sums);
		}
	}
	adder->sums = sums;
	return run;
}

/* The same for trades that are whole runs of a level: both numbers are multiples of its length. */
static uint64_t add_level(struct trade_adder *adder, uint32_t level, uint64_t trade, uint64_t end, int64_t last) {
	if (trade >= end) {
		return trade;
	}
	if (level == 0) {
		return add_trades(adder, trade, end, last);
	}
	uint64_t length = trade_run_length(level);
	return add_runs(adder, level, trade / length, end / length, last) * length;
}

/* From level to level up to the longest runs, as far as there are any within the range, and down again. */
uint64_t trade_adder_add(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last) {
	uint64_t summed = smaller(end, adder->log->summed);
	uint32_t level = 0;
	while (level < TRADE_RUN_LEVELS && round_up(trade, level + 1) < summed) {
		uint64_t next = round_up(trade, level + 1);
		trade = add_level(adder, level, trade, next, last);
		if (trade != next) {
			break;
		}
		level++;
	}
	for (; level != 0; level--) {
		trade = add_level(adder, level, trade, round_down(summed, level), last);
	}
	return add_level(adder, 0, trade, end, last);
}

uint64_t trade_adder_seek(struct trade_adder *adder, int64_t time) {
	uint64_t first = trade_adder_add(adder, adder->log->first, adder->log->end, time);
	adder->sums = NO_TRADES;
	return first;
}

/* The first trade of the run of 16 that is to be summed next: one whose trades are all kept. */
static uint64_t next_run(struct trade_log const *log) {
	uint64_t first = round_up(log->first, 1);
	return log->summed < first ? first : log->summed;
}

bool trade_sums_are_due(struct trade_log const *log) {
	return next_run(log) + trade_run_length(1) <= log->end;
}

/* Where the sums of a run are to be written, or null when the arena is empty. */
static struct trade_run *make_run(struct trade_log *log, uint32_t level, uint64_t run) {
	uint64_t key = key_of(level, run);
	uint32_t *place = tree_find_or_insert(&log->sums, key);
	if (place == 0) {
		return 0;
	}
	if (*place == 0) {
		*place = arena_allocate_scanned();
	}
	if (*place == 0) {
		tree_remove(&log->sums, key);
		return 0;
	}
	return run_in(*place, run);
}

static uint32_t block_of(struct trade_log const *log, uint64_t trade) {
	return *tree_find(&log->blocks, trade / TRADE_LOG_BLOCK_ENTRIES);
}

/* Sums the run of a level that ends before `end`. */
static bool write_run(struct trade_log *log, uint32_t level, uint64_t end) {
	uint64_t first = end - trade_run_length(level);
	struct trade_run *run = make_run(log, level, first / trade_run_length(level));
	if (run == 0) {
		return false;
	}
	struct trade_adder adder;
	trade_adder_begin(&adder, log);
	add_level(&adder, level - 1, first, end, INT64_MAX);
	run->sums = adder.sums;
	run->last_executed_at = trade_log_entry(log, end - 1)->executed_at;
	run->entries[0] = level == 1 ? block_of(log, first) : 0;
	run->entries[1] = level == 1 ? block_of(log, end - 1) : 0;
	return true;
}

bool trade_sums_write_next(struct trade_log *log) {
	uint64_t end = next_run(log) + trade_run_length(1);
	for (uint32_t level = 1; level <= TRADE_RUN_LEVELS; level++) {
		bool ends_here = end % trade_run_length(level) == 0 && end - log->first >= trade_run_length(level);
		if (ends_here && !write_run(log, level, end)) {
			return false;
		}
	}
	log->summed = end;
	return true;
}

static void free_block(struct trade_log *log, uint32_t level, uint64_t run) {
	uint32_t const *place = tree_find(&log->sums, key_of(level, run));
	if (place != 0) {
		arena_free_scanned(*place);
		tree_remove(&log->sums, key_of(level, run));
	}
}

void trade_sums_evict(struct trade_log *log) {
	bool is_empty = trade_log_is_empty(log);
	for (uint32_t level = 1; level <= TRADE_RUN_LEVELS; level++) {
		uint64_t length = trade_run_length(level);
		/* A block of longer runs ends where one of shorter runs ends. */
		if (!is_empty && log->first % (length * TRADE_RUNS_PER_BLOCK) != 0) {
			return;
		}
		free_block(log, level, (log->first - 1) / length);
	}
}

struct trade_run const *trade_sums_find(struct trade_log const *log, uint32_t level, uint64_t run) {
	uint32_t const *place = tree_find(&log->sums, key_of(level, run));
	return place == 0 ? 0 : run_in(*place, run);
}

/* Sums a run up again from its trades. */
static bool run_holds(struct trade_log const *log, uint32_t level, uint64_t run) {
	uint64_t length = trade_run_length(level), end = (run + 1) * length;
	struct trade_run const *found = trade_sums_find(log, level, run);
	struct trade_adder adder;
	trade_adder_begin(&adder, log);
	add_trades(&adder, run * length, end, INT64_MAX);
	struct trade_sums const *a = &adder.sums, *b = found == 0 ? 0 : &found->sums;
	return b != 0 && a->volume_low == b->volume_low && a->volume_high == b->volume_high
			&& a->quote_volume_low == b->quote_volume_low && a->quote_volume_high == b->quote_volume_high
			&& a->high == b->high && a->low == b->low
			&& found->last_executed_at == trade_log_entry(log, end - 1)->executed_at
			&& (level != 1 || (found->entries[0] == block_of(log, end - length) && found->entries[1] == block_of(log, end - 1)));
}

/* Whether some of the trades are kept that a block of runs, or what of it is written, belongs to. */
static bool block_is_needed(struct trade_log const *log, uint64_t key) {
	uint32_t level = (uint32_t)(key >> 60);
	uint64_t length = trade_run_length(level) * TRADE_RUNS_PER_BLOCK;
	uint64_t block = key & (UINT64_MAX >> 4);
	return level >= 1 && level <= TRADE_RUN_LEVELS && block * length < log->summed
			&& (block + 1) * length > log->first && !trade_log_is_empty(log);
}

bool trade_sums_hold(struct trade_log const *log) {
	bool hold = !trade_sums_are_due(log);
	for (uint32_t level = 1; level <= TRADE_RUN_LEVELS; level++) {
		uint64_t length = trade_run_length(level);
		for (uint64_t run = round_up(log->first, level) / length; (run + 1) * length <= log->summed; run++) {
			hold = hold && run_holds(log, level, run);
		}
	}
	for (struct tree_cursor cursor = tree_first(&log->sums); cursor.leaf != 0; tree_next(&cursor)) {
		hold = hold && block_is_needed(log, tree_node_at(cursor.leaf)->keys[cursor.entry]);
	}
	return hold;
}
