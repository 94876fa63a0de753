/*
 * Adds up a market's trades. A call goes through a part of them, with the market locked for that
 * part only, and through a leaf of the log's tree at a time: loops that a JIT compiles soon.
 */
#include "engine.h"

/* The lower 64 bits of a product; `high` gets the upper ones. */
static inline uint64_t multiply(uint64_t a, uint64_t b, uint64_t *high) {
	if (((a | b) >> 32) == 0) {
		*high = 0;
		return a * b;
	}
	uint64_t a_high = a >> 32, a_low = (uint32_t)a;
	uint64_t b_high = b >> 32, b_low = (uint32_t)b;
	uint64_t middle = a_high * b_low + ((a_low * b_low) >> 32);
	uint64_t carry = a_low * b_high + (uint32_t)middle;
	*high = a_high * b_high + (middle >> 32) + (carry >> 32);
	return a * b;
}

/* The trades from `first` on that the leaf at the cursor has blocks of, up to `end`. */
static uint64_t end_in_leaf(struct tree_cursor const *cursor, uint64_t first, uint64_t end) {
	uint64_t blocks = tree_node_at(cursor->leaf)->count - cursor->entry;
	uint64_t leaf_end = (first / TRADE_LOG_BLOCK_ENTRIES + blocks) * TRADE_LOG_BLOCK_ENTRIES;
	return leaf_end < end ? leaf_end : end;
}

static inline struct trade_log_entry const *entry_in(struct tree_cursor const *cursor, uint64_t first, uint64_t trade) {
	uint64_t block = trade / TRADE_LOG_BLOCK_ENTRIES - first / TRADE_LOG_BLOCK_ENTRIES;
	uint32_t reference = tree_node_at(cursor->leaf)->references[cursor->entry + block];
	return &AT(trade_log_block, reference)->entries[trade % TRADE_LOG_BLOCK_ENTRIES];
}

static void next_leaf(struct tree_cursor *cursor) {
	cursor->leaf = tree_node_at(cursor->leaf)->next;
	cursor->entry = 0;
}

static void clear_statistics(void) {
	mailbox.statistics = (struct darkswap_statistics){ .low = UINT64_MAX };
}

/* Adds the trades from `first` up to `end`, all of them in the leaf at the cursor. */
APART static void add_trades(struct tree_cursor const *cursor, uint64_t first, uint64_t end) {
	struct darkswap_statistics *statistics = &mailbox.statistics;
	uint64_t volume = statistics->volume_low, volume_high = statistics->volume_high;
	uint64_t quote = statistics->quote_volume_low, quote_high = statistics->quote_volume_high;
	uint64_t high = statistics->high, low = statistics->low;
	for (uint64_t trade = first; trade < end; trade++) {
		struct trade_log_entry const *entry = entry_in(cursor, first, trade);
		uint64_t price = entry->price, amount = entry->amount, product_high;
		uint64_t product = multiply(amount, price, &product_high);
		volume += amount;
		volume_high += volume < amount;
		quote += product;
		quote_high += product_high + (quote < product);
		high = price > high ? price : high;
		low = price < low ? price : low;
	}
	statistics->trades += end - first;
	statistics->volume_low = volume;
	statistics->volume_high = volume_high;
	statistics->quote_volume_low = quote;
	statistics->quote_volume_high = quote_high;
	statistics->high = high;
	statistics->low = low;
}

/* Starts a candle with a trade. */
static void open_candle(struct darkswap_candle *candle, struct trade_log_entry const *entry) {
	candle->start = entry->executed_at - entry->executed_at % mailbox.request.interval;
	candle->open = entry->price;
	candle->high = entry->price;
	candle->low = entry->price;
	candle->volume_low = 0;
	candle->volume_high = 0;
	candle->trades = 0;
}

static void add_to_candle(struct darkswap_candle *candle, struct trade_log_entry const *entry) {
	candle->high = entry->price > candle->high ? entry->price : candle->high;
	candle->low = entry->price < candle->low ? entry->price : candle->low;
	candle->close = entry->price;
	candle->volume_low += entry->amount;
	candle->volume_high += candle->volume_low < entry->amount;
	candle->trades++;
}

/* The last candle of the page, if it is the trade's; otherwise a new one, or null if the page is full. */
static struct darkswap_candle *candle_for(struct trade_log_entry const *entry) {
	if (mailbox.listed != 0) {
		struct darkswap_candle *last = &mailbox.page.candles[mailbox.listed - 1];
		if (entry->executed_at - last->start < mailbox.request.interval) {
			return last;
		}
	}
	if (mailbox.listed == DARKSWAP_PAGE_CANDLES) {
		return 0;
	}
	struct darkswap_candle *candle = &mailbox.page.candles[mailbox.listed++];
	open_candle(candle, entry);
	return candle;
}

/* Puts the trades from `first` up to `end`, all in one leaf, into candles; returns where the page was full. */
APART static uint64_t draw_trades(struct tree_cursor const *cursor, uint64_t first, uint64_t end) {
	for (uint64_t trade = first; trade < end; trade++) {
		struct trade_log_entry const *entry = entry_in(cursor, first, trade);
		struct darkswap_candle *candle = candle_for(entry);
		if (candle == 0) {
			return trade;
		}
		add_to_candle(candle, entry);
	}
	return end;
}

/* Which trades to go through: those of the window if the request names none. Some may be forgotten by now. */
static void find_range(struct trade_log const *log, uint64_t *first, uint64_t *end) {
	struct darkswap_request const *request = &mailbox.request;
	if (request->end_trade == 0) {
		mailbox.first_trade = trade_log_after(log, request->since);
		mailbox.end_trade = log->end;
		*first = mailbox.first_trade;
		*end = mailbox.end_trade;
	}
	else {
		*first = request->first_trade > log->first ? request->first_trade : log->first;
		*end = request->end_trade < log->end ? request->end_trade : log->end;
	}
	if (*end > *first && *end - *first > DARKSWAP_SCAN_TRADES) {
		*end = *first + DARKSWAP_SCAN_TRADES;
	}
}

static bool range_is_valid(void) {
	return mailbox.request.end_trade == 0 || mailbox.request.first_trade <= mailbox.request.end_trade;
}

uint32_t DARKSWAP_EXPORT(darkswap_statistics)(void) {
	struct market *market;
	enum darkswap_error error = range_is_valid() ? engine_lock_requested_market(&market) : DARKSWAP_INVALID_ARGUMENT;
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint64_t first, end;
	clear_statistics();
	find_range(&market->trades, &first, &end);
	if (first < end) {
		struct tree_cursor cursor = tree_seek(&market->trades.blocks, first / TRADE_LOG_BLOCK_ENTRIES);
		for (; first < end; next_leaf(&cursor)) {
			uint64_t leaf_end = end_in_leaf(&cursor, first, end);
			add_trades(&cursor, first, leaf_end);
			first = leaf_end;
		}
	}
	mailbox.next_trade = end;
	engine_unlock_market(market);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_candles)(void) {
	struct market *market;
	bool valid = range_is_valid() && mailbox.request.interval > 0;
	enum darkswap_error error = valid ? engine_lock_requested_market(&market) : DARKSWAP_INVALID_ARGUMENT;
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint64_t first, end;
	mailbox.listed = 0;
	find_range(&market->trades, &first, &end);
	if (first < end) {
		struct tree_cursor cursor = tree_seek(&market->trades.blocks, first / TRADE_LOG_BLOCK_ENTRIES);
		for (; first < end; next_leaf(&cursor)) {
			uint64_t leaf_end = end_in_leaf(&cursor, first, end);
			first = draw_trades(&cursor, first, leaf_end);
			if (first != leaf_end) {
				break;
			}
		}
	}
	mailbox.next_trade = first < end ? first : end;
	engine_unlock_market(market);
	return DARKSWAP_OK;
}
