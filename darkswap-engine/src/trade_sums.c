#include "trade_sums.h"

#include "arena.h"
#include "multiply.h"

_Static_assert(sizeof(struct trade_runs) == BLOCK_SIZE, "four runs fill a block");
_Static_assert(TRADE_LOG_BLOCK_ENTRIES == 8, "a block of entries is one of the shortest runs");

/*
 * The key of a block in the tree. A block is a run of the next level, and has its number. Level 0 is a block of
 * entries, which has the same key in the log's own tree.
 */
static uint64_t key_of(uint32_t level, uint64_t number) {
	return (uint64_t)level << 60 | number;
}

/* The trade itself, or the next one at which a run of the level begins. */
static uint64_t round_up(uint64_t trade, uint32_t level) {
	uint64_t length = trade_run_length(level);
	return (trade + length - 1) & ~(length - 1);
}

static uint64_t round_down(uint64_t trade, uint32_t level) {
	return trade & ~(trade_run_length(level) - 1);
}

INLINE static void add_wide(uint64_t *low, uint64_t *high, uint64_t added_low, uint64_t added_high) {
	*low += added_low;
	*high += added_high + (*low < added_low);
}

INLINE static void add_prices(struct trade_sums *sums, uint64_t high, uint64_t low) {
	sums->high = high > sums->high ? high : sums->high;
	sums->low = low < sums->low ? low : sums->low;
}

INLINE static void add_trade(struct trade_sums *sums, struct trade_log_entry const *entry, bool quotes) {
	add_wide(&sums->volume_low, &sums->volume_high, entry->amount, 0);
	add_prices(sums, entry->price, entry->price);
	if (quotes) {
		uint64_t high, low = multiply(entry->amount, entry->price, &high);
		add_wide(&sums->quote_volume_low, &sums->quote_volume_high, low, high);
	}
}

INLINE static void add_run(struct trade_sums *sums, struct trade_runs const *runs, uint64_t i, bool quotes) {
	add_wide(&sums->volume_low, &sums->volume_high, runs->volume_low[i], runs->volume_high[i]);
	add_prices(sums, runs->high[i], runs->low[i]);
	if (quotes) {
		add_wide(&sums->quote_volume_low, &sums->quote_volume_high, runs->quote_volume_low[i],
				runs->quote_volume_high[i]);
	}
}

void trade_adder_begin(struct trade_adder *adder, struct trade_log const *log, bool quotes) {
	adder->log = log;
	adder->quotes = quotes;
	for (uint32_t level = 0; level <= TRADE_RUN_LEVELS; level++) {
		adder->found[level].block = 0;
	}
}

static bool has_found(struct trade_adder const *adder, uint32_t level, uint64_t number) {
	return adder->found[level].block != 0 && adder->found[level].number == number;
}

static void remember(struct trade_adder *adder, uint32_t level, uint64_t number, uint32_t block) {
	adder->found[level].number = number;
	adder->found[level].block = block;
}

/* Whether a run has sums, and all its trades are kept. */
static bool has_sums(struct trade_log const *log, uint32_t level, uint64_t run) {
	uint32_t shift = trade_run_shift(level);
	return (run + 1) << shift <= log->summed && run << shift >= log->first;
}

/*
 * Finds a block by its number: down from run to parts, from the lowest block above it that was found before, or else
 * from the highest from which runs with sums lead down, which a tree finds.
 */
NOINLINE static void find_block(struct trade_adder *adder, uint32_t level, uint64_t number) {
	struct trade_log const *log = adder->log;
	uint32_t above = level;
	uint64_t at = number;
	while (!has_found(adder, above, at) && above < TRADE_RUN_LEVELS && has_sums(log, above + 1, at)) {
		above++;
		at /= TRADE_RUNS_PER_BLOCK;
	}
	if (!has_found(adder, above, at)) {
		remember(adder, above, at, *tree_find(above == 0 ? &log->blocks : &log->sums, key_of(above, at)));
	}
	while (above != level) {
		struct trade_runs const *runs = DEREF(trade_runs, adder->found[above].block);
		above--;
		at = number >> 2 * (above - level);
		remember(adder, above, at, (uint32_t)runs->parts[at % TRADE_RUNS_PER_BLOCK]);
	}
}

/* The block of a level that a trade is in. */
static uint32_t block_with(struct trade_adder *adder, uint32_t level, uint64_t trade) {
	uint64_t number = trade >> trade_run_shift(level + 1);
	if (!has_found(adder, level, number)) {
		find_block(adder, level, number);
	}
	return adder->found[level].block;
}

static struct trade_log_entry const *entry_in(uint32_t block, uint64_t trade) {
	return &DEREF(trade_log_block, block)->entries[trade % TRADE_LOG_BLOCK_ENTRIES];
}

struct trade_log_entry const *trade_adder_entry(struct trade_adder *adder, uint64_t trade) {
	return entry_in(block_with(adder, 0, trade), trade);
}

static uint64_t smaller(uint64_t a, uint64_t b) {
	return a < b ? a : b;
}

/* Adds trades of one block of entries from `trade` up to `stop`, as long as they were executed at `last` or earlier. */
INLINE static uint64_t add_trades(struct trade_sums *sums, uint32_t block, uint64_t trade, uint64_t stop, int64_t last,
		bool quotes) {
	struct trade_log_entry const *entry = entry_in(block, trade);
	for (; trade < stop && entry->executed_at <= last; trade++, entry++) {
		add_trade(sums, entry, quotes);
	}
	return trade;
}

/* How many of the runs end at `last` or earlier. */
INLINE static uint32_t count_until(struct trade_runs const *runs, int64_t last) {
	int64_t const *times = runs->last_executed_at;
	return times[3] <= last ? 4 : (uint32_t)(times[0] <= last) + (times[1] <= last) + (times[2] <= last);
}

/* The same for trades that are whole runs of one block. */
INLINE static uint64_t add_runs(struct trade_sums *sums, struct trade_runs const *runs, uint32_t level, uint64_t trade,
		uint64_t stop, int64_t last, bool quotes) {
	uint32_t shift = trade_run_shift(level);
	uint64_t until = smaller(stop, round_down(trade, level + 1) + ((uint64_t)count_until(runs, last) << shift));
	for (; trade < until; trade += trade_run_length(level)) {
		add_run(sums, runs, (trade >> shift) % TRADE_RUNS_PER_BLOCK, quotes);
	}
	return trade;
}

/* The same for one block of any level. A run that is not over by `last` is the next block to look at. */
INLINE static uint64_t add_block(struct trade_adder *adder, struct trade_sums *sums, uint32_t level, uint64_t trade,
		uint64_t stop, int64_t last, bool quotes) {
	uint32_t block = block_with(adder, level, trade);
	if (level == 0) {
		return add_trades(sums, block, trade, stop, last, quotes);
	}
	struct trade_runs const *runs = DEREF(trade_runs, block);
	trade = add_runs(sums, runs, level, trade, stop, last, quotes);
	if (trade < stop) {
		uint64_t run = trade >> trade_run_shift(level);
		remember(adder, level - 1, run, (uint32_t)runs->parts[run % TRADE_RUNS_PER_BLOCK]);
	}
	return trade;
}

/*
 * Goes from level to level up, as long as all of a block is added and there are sums beyond it, and then down again.
 * This is one loop in which each access to memory occurs once, because of what HotSpot inlines (see NOINLINE).
 */
INLINE static uint64_t walk(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last, bool quotes) {
	uint64_t summed = smaller(end, adder->log->summed);
	struct trade_sums sums = NO_TRADES;
	uint32_t level = 0;
	bool rises = true, is_done;
	do {
		uint64_t next = round_up(trade, level + 1);
		rises = rises && level < TRADE_RUN_LEVELS && next < summed;
		uint64_t limit = rises ? next : level == 0 ? end : round_down(summed, level);
		for (uint64_t stop = trade; trade == stop && trade < limit;) {
			stop = smaller(round_down(trade, level + 1) + trade_run_length(level + 1), limit);
			trade = add_block(adder, &sums, level, trade, stop, last, quotes);
		}
		rises = rises && trade == limit;
		is_done = !rises && level == 0;
		level = rises ? level + 1 : level - 1;
	} while (!is_done);
	adder->sums = sums;
	return trade;
}

NOINLINE static uint64_t walk_with_quotes(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last) {
	return walk(adder, trade, end, last, true);
}

NOINLINE static uint64_t walk_without_quotes(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last) {
	return walk(adder, trade, end, last, false);
}

uint64_t trade_adder_add(struct trade_adder *adder, uint64_t trade, uint64_t end, int64_t last) {
	return adder->quotes ? walk_with_quotes(adder, trade, end, last) : walk_without_quotes(adder, trade, end, last);
}

uint64_t trade_adder_seek(struct trade_adder *adder, int64_t time) {
	struct trade_log const *log = adder->log;
	if (trade_log_is_empty(log) || trade_log_entry(log, log->first)->executed_at > time) {
		return log->first;
	}
	return walk_without_quotes(adder, log->first, log->end, time);
}

/* The first trade of the shortest run that is to be summed next: one whose trades are all kept. */
static uint64_t next_run(struct trade_log const *log) {
	uint64_t first = round_up(log->first, 1);
	return log->summed < first ? first : log->summed;
}

bool trade_sums_are_due(struct trade_log const *log) {
	return next_run(log) + trade_run_length(1) <= log->end;
}

static void set_times(struct trade_runs *runs, uint64_t count, int64_t time) {
	for (uint64_t i = 0; i < count; i++) {
		runs->last_executed_at[i] = time;
	}
}

/* The block in which the sums of a run are to be written, or null when the arena is empty. */
static struct trade_runs *make_runs(struct trade_log *log, uint32_t level, uint64_t run) {
	uint64_t key = key_of(level, run / TRADE_RUNS_PER_BLOCK);
	uint32_t *place = tree_find_or_insert(&log->sums, key);
	if (place == 0) {
		return 0;
	}
	bool is_new = *place == 0;
	*place = is_new ? arena_allocate_scanned() : *place;
	if (*place == 0) {
		tree_remove(&log->sums, key);
		return 0;
	}
	struct trade_runs *runs = DEREF(trade_runs, *place);
	if (is_new) {
		set_times(runs, TRADE_RUNS_PER_BLOCK, INT64_MAX);
	}
	uint64_t before = run % TRADE_RUNS_PER_BLOCK;
	if (before != 0 && runs->last_executed_at[before - 1] == INT64_MAX) {
		/* Its first trades were evicted before it was full, and so were those of the runs before it. */
		set_times(runs, before, INT64_MIN);
	}
	return runs;
}

/* The block with the parts of a run. */
static uint32_t parts_of(struct trade_log const *log, uint32_t level, uint64_t run) {
	return *tree_find(level == 1 ? &log->blocks : &log->sums, key_of(level - 1, run));
}

/* Sums the parts of a run, and returns when the last of its trades was executed. */
static int64_t sum_parts(struct trade_sums *sums, uint32_t level, uint32_t parts) {
	*sums = NO_TRADES;
	if (level == 1) {
		struct trade_log_entry const *entries = DEREF(trade_log_block, parts)->entries;
		for (uint32_t i = 0; i < TRADE_LOG_BLOCK_ENTRIES; i++) {
			add_trade(sums, &entries[i], true);
		}
		return entries[TRADE_LOG_BLOCK_ENTRIES - 1].executed_at;
	}
	struct trade_runs const *runs = DEREF(trade_runs, parts);
	for (uint32_t i = 0; i < TRADE_RUNS_PER_BLOCK; i++) {
		add_run(sums, runs, i, true);
	}
	return runs->last_executed_at[TRADE_RUNS_PER_BLOCK - 1];
}

static bool write_run(struct trade_log *log, uint32_t level, uint64_t run) {
	struct trade_runs *runs = make_runs(log, level, run);
	if (runs == 0) {
		return false;
	}
	struct trade_sums sums;
	uint32_t i = run % TRADE_RUNS_PER_BLOCK, parts = parts_of(log, level, run);
	runs->last_executed_at[i] = sum_parts(&sums, level, parts);
	runs->parts[i] = parts;
	runs->high[i] = sums.high;
	runs->low[i] = sums.low;
	runs->volume_low[i] = sums.volume_low;
	runs->volume_high[i] = sums.volume_high;
	runs->quote_volume_low[i] = sums.quote_volume_low;
	runs->quote_volume_high[i] = sums.quote_volume_high;
	return true;
}

bool trade_sums_write_next(struct trade_log *log) {
	uint64_t end = next_run(log) + trade_run_length(1);
	for (uint32_t level = 1; level <= TRADE_RUN_LEVELS; level++) {
		bool ends_here = end % trade_run_length(level) == 0 && end - log->first >= trade_run_length(level);
		if (ends_here && !write_run(log, level, end / trade_run_length(level) - 1)) {
			return false;
		}
	}
	log->summed = end;
	return true;
}

static void free_block(struct trade_log *log, uint32_t level, uint64_t run) {
	uint32_t const *place = tree_find(&log->sums, key_of(level, run / TRADE_RUNS_PER_BLOCK));
	if (place != 0) {
		arena_free_scanned(*place);
		tree_remove(&log->sums, key_of(level, run / TRADE_RUNS_PER_BLOCK));
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

struct trade_runs const *trade_sums_find(struct trade_log const *log, uint32_t level, uint64_t run) {
	uint32_t const *place = tree_find(&log->sums, key_of(level, run / TRADE_RUNS_PER_BLOCK));
	return place == 0 ? 0 : DEREF(trade_runs, *place);
}

/* Sums a run up again from its trades. */
static bool run_holds(struct trade_log const *log, uint32_t level, uint64_t run) {
	uint64_t length = trade_run_length(level), end = (run + 1) * length;
	struct trade_runs const *runs = trade_sums_find(log, level, run);
	struct trade_sums sums = NO_TRADES;
	for (uint64_t trade = run * length; trade < end; trade++) {
		add_trade(&sums, trade_log_entry(log, trade), true);
	}
	uint32_t i = run % TRADE_RUNS_PER_BLOCK;
	return runs != 0 && runs->last_executed_at[i] == trade_log_entry(log, end - 1)->executed_at
			&& runs->parts[i] == parts_of(log, level, run)
			&& runs->high[i] == sums.high && runs->low[i] == sums.low
			&& runs->volume_low[i] == sums.volume_low && runs->volume_high[i] == sums.volume_high
			&& runs->quote_volume_low[i] == sums.quote_volume_low
			&& runs->quote_volume_high[i] == sums.quote_volume_high;
}

/* Whether some of the trades are kept that a block of runs, or what of it is written, belongs to. */
static bool is_needed(struct trade_log const *log, uint64_t key) {
	uint32_t level = (uint32_t)(key >> 60);
	uint64_t length = trade_run_length(level) * TRADE_RUNS_PER_BLOCK;
	uint64_t block = key & (UINT64_MAX >> 4);
	return level >= 1 && level <= TRADE_RUN_LEVELS && block * length < log->summed
			&& (block + 1) * length > log->first && !trade_log_is_empty(log);
}

/* Whether no run of a block ends before an earlier one. */
static bool is_in_order(struct trade_runs const *runs) {
	bool in_order = true;
	for (uint32_t i = 1; i < TRADE_RUNS_PER_BLOCK; i++) {
		in_order = in_order && runs->last_executed_at[i - 1] <= runs->last_executed_at[i];
	}
	return in_order;
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
		hold = hold && is_needed(log, tree_node_at(cursor.leaf)->keys[cursor.entry])
				&& is_in_order(DEREF(trade_runs, tree_reference_at(&cursor)));
	}
	return hold;
}
