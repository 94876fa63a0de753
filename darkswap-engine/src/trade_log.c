#include "trade_log.h"

#include "arena.h"

_Static_assert(sizeof(struct trade_log_block) == BLOCK_SIZE, "eight entries fill a block");

static uint64_t block_number(uint64_t trade) {
	return trade / TRADE_LOG_BLOCK_ENTRIES;
}

static struct trade_log_entry *entry_in(uint32_t block, uint64_t trade) {
	return &DEREF(trade_log_block, block)->entries[trade % TRADE_LOG_BLOCK_ENTRIES];
}

struct trade_log_entry *trade_log_entry(struct trade_log const *log, uint64_t number) {
	return entry_in(*tree_find(&log->blocks, block_number(number)), number);
}

bool trade_log_knows_newest(struct trade_log const *log) {
	return log->newest_block == 0
			|| (!trade_log_is_empty(log) && *tree_find(&log->blocks, block_number(log->end - 1)) == log->newest_block);
}

NOINLINE static bool make_block(struct trade_log *log, uint64_t number) {
	uint32_t *place = tree_find_or_insert(&log->blocks, number);
	if (place == 0) {
		return false;
	}
	if (*place == 0) {
		*place = arena_allocate_scanned();
	}
	if (*place == 0) {
		tree_remove(&log->blocks, number);
		return false;
	}
	return true;
}

bool trade_log_make_room(struct trade_log *log, uint64_t count) {
	/* A block that holds trades, or once held the newest, is there already. */
	uint64_t number = block_number(log->end + TRADE_LOG_BLOCK_ENTRIES - 1);
	if (trade_log_is_empty(log)) {
		number = block_number(log->end);
	}
	while (number <= block_number(log->end + count - 1)) {
		if (!make_block(log, number)) {
			return false;
		}
		number++;
	}
	return true;
}

void trade_log_trim(struct trade_log *log) {
	uint64_t number = trade_log_is_empty(log) ? block_number(log->end) : block_number(log->end - 1) + 1;
	for (uint32_t *place = tree_find(&log->blocks, number); place != 0; place = tree_find(&log->blocks, number)) {
		arena_free_scanned(*place);
		tree_remove(&log->blocks, number);
		number++;
	}
	log->newest_block = 0;
}

void trade_log_append(struct trade_log *log, uint32_t reference) {
	struct darkswap_trade const *trade = DEREF(darkswap_trade, reference);
	if (log->newest_block == 0 || log->end % TRADE_LOG_BLOCK_ENTRIES == 0) {
		log->newest_block = *tree_find(&log->blocks, block_number(log->end));
	}
	struct trade_log_entry *entry = entry_in(log->newest_block, log->end);
	entry->executed_at = trade->executed_at;
	entry->price = trade->price;
	entry->amount = trade->amount;
	entry->trade = reference;
	entry->reserved = 0;
	log->end++;
	log->last_executed_at = trade->executed_at;
}

uint32_t trade_log_oldest(struct trade_log const *log) {
	return entry_in(tree_first_reference(&log->blocks), log->first)->trade;
}

uint32_t trade_log_remove_oldest(struct trade_log *log) {
	uint64_t number = block_number(log->first);
	uint32_t block = tree_first_reference(&log->blocks);
	uint32_t trade = trade_log_oldest(log);
	/* Others read it without the market's lock, to measure how full the memory is. */
	__atomic_store_n(&log->first, log->first + 1, __ATOMIC_SEQ_CST);
	if (block_number(log->first) != number || trade_log_is_empty(log)) {
		arena_free_scanned(block);
		tree_remove(&log->blocks, number);
	}
	if (trade_log_is_empty(log)) {
		log->newest_block = 0;
	}
	return trade;
}
