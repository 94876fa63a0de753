/* Adds up a market's trades. A call goes through a part of them. */
#include "engine.h"

/* As many as a loop goes through: functions that are called often are what a JIT compiles soon. */
#define TRADES_AT_ONCE 128

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

/*
 * The part of a market's log that a call goes through. Its blocks are looked up with the market locked;
 * their entries never change, so they are read without the lock.
 */
static _Thread_local struct {
	uint64_t first;
	uint64_t end;
	uint32_t blocks[DARKSWAP_SCAN_TRADES / TRADE_LOG_BLOCK_ENTRIES + 1];
} part;

static void look_up_blocks(struct trade_log const *log) {
	if (part.first >= part.end) {
		return;
	}
	uint64_t number = part.first / TRADE_LOG_BLOCK_ENTRIES;
	uint64_t blocks = (part.end - 1) / TRADE_LOG_BLOCK_ENTRIES - number + 1;
	struct tree_cursor cursor = tree_seek(&log->blocks, number);
	for (uint64_t i = 0; i < blocks; i++) {
		part.blocks[i] = tree_reference_at(&cursor);
		tree_next(&cursor);
	}
}

/* The entries from a trade of the part on, in one block. */
static inline struct trade_log_entry const *entries_from(uint64_t trade) {
	uint64_t block = trade / TRADE_LOG_BLOCK_ENTRIES - part.first / TRADE_LOG_BLOCK_ENTRIES;
	return &DEREF(trade_log_block, part.blocks[block])->entries[trade % TRADE_LOG_BLOCK_ENTRIES];
}

/* The first trade after those that are in one block with `trade`, or `end`. */
static inline uint64_t end_of_block(uint64_t trade, uint64_t end) {
	uint64_t next = (trade / TRADE_LOG_BLOCK_ENTRIES + 1) * TRADE_LOG_BLOCK_ENTRIES;
	return next < end ? next : end;
}

static void clear_statistics(void) {
	mailbox.statistics = (struct darkswap_statistics){ .low = UINT64_MAX };
}

/* Adds the trades from `first` up to `end`, a few blocks. */
MAY_READ_FREED NOINLINE static void add_trades(uint64_t first, uint64_t end) {
	struct darkswap_statistics *statistics = &mailbox.statistics;
	uint64_t volume = statistics->volume_low, volume_high = statistics->volume_high;
	uint64_t quote = statistics->quote_volume_low, quote_high = statistics->quote_volume_high;
	uint64_t high = statistics->high, low = statistics->low;
	for (uint64_t trade = first; trade < end;) {
		struct trade_log_entry const *entry = entries_from(trade);
		FOUR_AT_A_TIME
		for (uint64_t next = end_of_block(trade, end); trade < next; trade++, entry++) {
			uint64_t price = entry->price, amount = entry->amount, product_high;
			uint64_t product = multiply(amount, price, &product_high);
			volume += amount;
			volume_high += volume < amount;
			quote += product;
			quote_high += product_high + (quote < product);
			high = price > high ? price : high;
			low = price < low ? price : low;
		}
	}
	statistics->trades += end - first;
	statistics->volume_low = volume;
	statistics->volume_high = volume_high;
	statistics->quote_volume_low = quote;
	statistics->quote_volume_high = quote_high;
	statistics->high = high;
	statistics->low = low;
}

/* Adds the whole part. */
static void add_part(void) {
	clear_statistics();
	for (uint64_t first = part.first; first < part.end; first += TRADES_AT_ONCE) {
		uint64_t end = first + TRADES_AT_ONCE;
		add_trades(first, end < part.end ? end : part.end);
	}
	mailbox.next_trade = part.end;
}

/* Starts a candle with a trade. */
MAY_READ_FREED static void open_candle(struct darkswap_candle *candle, struct trade_log_entry const *entry) {
	candle->start = entry->executed_at - entry->executed_at % mailbox.request.interval;
	candle->open = entry->price;
	candle->high = entry->price;
	candle->low = entry->price;
	candle->volume_low = 0;
	candle->volume_high = 0;
	candle->trades = 0;
}

MAY_READ_FREED static void add_to_candle(struct darkswap_candle *candle, struct trade_log_entry const *entry) {
	candle->high = entry->price > candle->high ? entry->price : candle->high;
	candle->low = entry->price < candle->low ? entry->price : candle->low;
	candle->close = entry->price;
	candle->volume_low += entry->amount;
	candle->volume_high += candle->volume_low < entry->amount;
	candle->trades++;
}

/* The last candle of the page, if it is the trade's; otherwise a new one, or null if the page is full. */
MAY_READ_FREED static struct darkswap_candle *candle_for(struct trade_log_entry const *entry) {
	if (mailbox.listed != 0) {
		struct darkswap_candle *last = &mailbox.page.candles[mailbox.listed - 1];
		/* Unsigned: what was freed meanwhile may hold any time. */
		if ((uint64_t)entry->executed_at - (uint64_t)last->start < (uint64_t)mailbox.request.interval) {
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

/* Puts the trades from `first` up to `end`, a few blocks, into candles; returns where the page was full. */
MAY_READ_FREED NOINLINE static uint64_t draw_trades(uint64_t first, uint64_t end) {
	for (uint64_t trade = first; trade < end;) {
		struct trade_log_entry const *entry = entries_from(trade);
		for (uint64_t next = end_of_block(trade, end); trade < next; trade++, entry++) {
			struct darkswap_candle *candle = candle_for(entry);
			if (candle == 0) {
				return trade;
			}
			add_to_candle(candle, entry);
		}
	}
	return end;
}

/* Draws the part, or as much of it as the page holds. */
static void draw_part(void) {
	mailbox.listed = 0;
	mailbox.next_trade = part.first < part.end ? part.first : part.end;
	while (mailbox.next_trade < part.end) {
		uint64_t end = mailbox.next_trade + TRADES_AT_ONCE;
		end = end < part.end ? end : part.end;
		mailbox.next_trade = draw_trades(mailbox.next_trade, end);
		if (mailbox.next_trade != end) {
			break;
		}
	}
}

/* Which trades to go through: those of the window if the request names none. Some may be forgotten by now. */
static void find_part(struct trade_log const *log) {
	struct darkswap_request const *request = &mailbox.request;
	mailbox.market_time = request->now > log->last_executed_at ? request->now : log->last_executed_at;
	if (request->end_trade == 0) {
		mailbox.first_trade = trade_log_after(log, request->since);
		mailbox.end_trade = log->end;
		part.first = mailbox.first_trade;
		part.end = mailbox.end_trade;
	}
	else {
		part.first = request->first_trade > log->first ? request->first_trade : log->first;
		part.end = request->end_trade < log->end ? request->end_trade : log->end;
	}
	if (part.end > part.first && part.end - part.first > DARKSWAP_SCAN_TRADES) {
		part.end = part.first + DARKSWAP_SCAN_TRADES;
	}
	look_up_blocks(log);
}

static bool range_is_valid(void) {
	return mailbox.request.end_trade == 0 || mailbox.request.first_trade <= mailbox.request.end_trade;
}

/* Whether all trades of the part were there until now: what was read of them is good. */
static bool part_was_kept(struct market const *market) {
	/* No entry may be read after `first` is. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return part.first >= part.end || __atomic_load_n(&market->trades.first, __ATOMIC_SEQ_CST) <= part.first;
}

/*
 * Finds the part and unlocks its market again: scans run at once, and no writer waits for them. If
 * trades of it are forgotten meanwhile, it is gone through again with the market locked.
 */
static enum darkswap_error begin(struct market **market) {
	enum darkswap_error error = engine_lock_requested_to_read(market);
	if (error == DARKSWAP_OK) {
		find_part(&(*market)->trades);
		engine_unlock_read(*market);
	}
	return error;
}

static enum darkswap_error begin_locked(struct market *market) {
	enum darkswap_error error = engine_lock_to_read(market);
	if (error == DARKSWAP_OK) {
		find_part(&market->trades);
	}
	return error;
}

COMMAND(darkswap_statistics) {
	struct market *market;
	enum darkswap_error error = range_is_valid() ? begin(&market) : DARKSWAP_INVALID_ARGUMENT;
	if (error != DARKSWAP_OK) {
		return error;
	}
	add_part();
	if (!part_was_kept(market)) {
		error = begin_locked(market);
		if (error == DARKSWAP_OK) {
			add_part();
			engine_unlock_read(market);
		}
	}
	return error;
}

COMMAND(darkswap_candles) {
	struct market *market;
	bool valid = range_is_valid() && mailbox.request.interval > 0;
	enum darkswap_error error = valid ? begin(&market) : DARKSWAP_INVALID_ARGUMENT;
	if (error != DARKSWAP_OK) {
		return error;
	}
	draw_part();
	if (!part_was_kept(market)) {
		error = begin_locked(market);
		if (error == DARKSWAP_OK) {
			draw_part();
			engine_unlock_read(market);
		}
	}
	return error;
}
