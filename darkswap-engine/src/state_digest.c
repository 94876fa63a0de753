/*
 * A digest of what readers can see: of each market its open orders in their queues, its closed orders and its trades,
 * and which ids are used. Places, markets' numbers and what else depends on the order in which markets take turns are
 * left out, so it is the same for the same commands of each market. A market that has nothing counts for nothing.
 */
#include "cursor.h"
#include "digest.h"
#include "engine.h"
#include "recovery.h"
#include "registry.h"
#include "signature.h"
#include "table.h"
#include "used_ids.h"
#include "words.h"

/* The next part of the digest; of a market, which is locked from OPEN to TRADES. */
enum part { NO_DIGEST = 0, MARKET, OPEN, CLOSED, TRADES, USED_IDS, DIGESTED };

static _Thread_local struct {
	enum part part;
	bool is_of_all;
	int64_t now;
	/* The number of the market, and of all markets its slot. */
	uint32_t number;
	uint32_t slot;
	struct market const *market;
	uint32_t side;
	/* Where the digest goes on: among open orders, closed orders, trades, or used ids. */
	struct cursor open;
	uint32_t closed;
	uint64_t trade;
	struct index_walk ids;
	/* Of the market so far, and the sum of those that are through. */
	uint64_t of_market;
	uint64_t sum;
} digesting;

static void fold(uint64_t value) {
	digesting.of_market = digest_fold(digesting.of_market, value);
}

static void fold_words(void const *from, uint32_t bytes) {
	word const *words = from;
	for (uint32_t i = 0; i < bytes / sizeof(word); i++) {
		fold(words[i]);
	}
}

static void fold_asset(struct darkswap_asset const *asset) {
	fold(asset->type);
	fold(asset->block);
	fold(asset->transaction);
}

static void fold_order(uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	fold_words(order, offsetof(struct darkswap_order, market));
	fold((uint32_t)order->side | (uint32_t)order->status << 8 | (uint32_t)order->maker_length << 16
			| (uint32_t)order->flags << 24);
	uint8_t maker[DARKSWAP_ADDRESS_ROOM];
	copy_maker(maker, order);
	fold_words(maker, sizeof maker);
	fold((uint64_t)order->changed_at);
	if (order->signature != 0) {
		fold_words(DEREF(darkswap_order, order->signature), DARKSWAP_SIGNATURE_SIZE);
	}
}

/* Both addresses and what follows them, but for their first four bytes, are whole words. */
static void fold_trade(uint32_t reference) {
	struct darkswap_trade const *trade = DEREF(darkswap_trade, reference);
	uint32_t begin = offsetof(struct darkswap_trade, maker), whole = (begin + 7) & ~7u;
	fold_words(trade, offsetof(struct darkswap_trade, market));
	fold((uint32_t)trade->taker_side | (uint32_t)trade->status << 8 | (uint32_t)trade->maker_length << 16
			| (uint32_t)trade->taker_length << 24);
	for (uint32_t i = 0; i < whole - begin; i++) {
		fold(trade->maker[i]);
	}
	fold_words((uint8_t const *)trade + whole, (uint32_t)sizeof *trade - whole);
}

static void seek_side(uint32_t side) {
	digesting.side = side;
	cursor_seek(&digesting.open, &digesting.market->sides[side]);
	fold(side);
}

static void seek_slot(uint32_t slot) {
	digesting.slot = slot;
	digesting.number = slot <= registry_slots() ? registry_number_in(slot) : 0;
}

/* Of all markets the next one, if that is asked for. */
static void next_market(void) {
	if (digesting.is_of_all) {
		seek_slot(digesting.slot + 1);
	}
	else {
		digesting.slot = UINT32_MAX;
	}
}

/* Locks the market and begins with it. */
static enum darkswap_error begin_market(void) {
	enum darkswap_error error = engine_lock_to_read(digesting.number, &digesting.market);
	/* A digest of all that began again at each market which is kept might never end. */
	while (error == DARKSWAP_BUSY && digesting.is_of_all) {
		registry_await_kept();
		error = engine_lock_to_read(digesting.number, &digesting.market);
	}
	if (error == DARKSWAP_MARKET_NOT_FOUND) {
		digesting.market = 0;
		next_market();
		return DARKSWAP_OK;
	}
	if (error != DARKSWAP_OK) {
		return error;
	}
	digesting.part = OPEN;
	digesting.of_market = 0;
	digesting.closed = digesting.market->oldest_closed;
	digesting.trade = digesting.market->trades.first;
	fold_asset(&digesting.market->base);
	fold_asset(&digesting.market->quote);
	seek_side(DARKSWAP_BUY);
	return DARKSWAP_OK;
}

static bool has_anything(struct market const *market) {
	return !tree_is_empty(&market->expiries) || market->closed != 0 || !trade_log_is_empty(&market->trades);
}

static void end_market(void) {
	struct market const *market = digesting.market;
	fold(market->trades.end);
	fold((uint64_t)market->trades.last_executed_at);
	digesting.sum += has_anything(market) ? digesting.of_market : 0;
	engine_unlock_read();
	digesting.market = 0;
	next_market();
	digesting.part = MARKET;
}

static void fold_open(uint32_t *budget) {
	for (; digesting.open.order != 0 && *budget != 0; --*budget) {
		fold_order(digesting.open.order);
		cursor_next_order(&digesting.open);
	}
	if (digesting.open.order == 0 && digesting.side == DARKSWAP_BUY) {
		seek_side(DARKSWAP_SELL);
	}
	else if (digesting.open.order == 0) {
		digesting.part = CLOSED;
	}
}

static void fold_closed(uint32_t *budget) {
	for (; digesting.closed != 0 && *budget != 0; --*budget) {
		fold_order(digesting.closed);
		digesting.closed = queue_node_at(digesting.closed, QUEUE_LEVEL)->next;
	}
	if (digesting.closed == 0) {
		digesting.part = TRADES;
	}
}

static void fold_trades(uint32_t *budget) {
	struct trade_log const *log = &digesting.market->trades;
	for (; digesting.trade != log->end && *budget != 0; --*budget) {
		fold_trade(trade_log_entry(log, digesting.trade)->trade);
		digesting.trade++;
	}
	if (digesting.trade == log->end) {
		end_market();
	}
}

/* Ids that have expired may be kept still, or not. */
static enum darkswap_error add_used_ids(uint32_t *budget) {
	uint32_t buckets = *budget / TABLE_RECORDS_PER_BUCKET;
	enum darkswap_error error = index_sum_used_ids(&digesting.ids, digesting.now, mailbox.instance, buckets, &digesting.sum);
	*budget = 0;
	if (error == DARKSWAP_OK) {
		int64_t freed_until = used_ids_freed_until();
		digesting.sum += freed_until > digesting.now ? digest_fold(0, (uint64_t)freed_until) : 0;
		digesting.part = DIGESTED;
	}
	return error == DARKSWAP_UNFINISHED ? DARKSWAP_OK : error;
}

static enum darkswap_error step(uint32_t *budget) {
	switch (digesting.part) {
	case MARKET:
		if (digesting.slot > registry_slots()) {
			digesting.part = digesting.is_of_all ? USED_IDS : DIGESTED;
			return DARKSWAP_OK;
		}
		--*budget;
		return begin_market();
	case OPEN:
		fold_open(budget);
		return DARKSWAP_OK;
	case CLOSED:
		fold_closed(budget);
		return DARKSWAP_OK;
	case TRADES:
		fold_trades(budget);
		return DARKSWAP_OK;
	default:
		return add_used_ids(budget);
	}
}

enum darkswap_error state_digest_give_up(void) {
	if (digesting.part == NO_DIGEST) {
		return DARKSWAP_OK;
	}
	if (digesting.market != 0) {
		engine_unlock_read();
		digesting.market = 0;
	}
	digesting.part = NO_DIGEST;
	engine_end_hold();
	return DARKSWAP_OK;
}

static enum darkswap_error begin(void) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t number = mailbox.request.market;
	if (number != 0 && registry_market(number) == 0) {
		return DARKSWAP_MARKET_NOT_FOUND;
	}
	digesting.is_of_all = number == 0;
	digesting.now = mailbox.request.now;
	digesting.slot = 0;
	digesting.number = number;
	if (digesting.is_of_all) {
		seek_slot(1);
	}
	digesting.market = 0;
	digesting.ids = (struct index_walk){ 0, 0 };
	digesting.sum = 0;
	digesting.part = MARKET;
	engine_hold();
	return DARKSWAP_OK;
}

COMMAND(darkswap_state_digest) {
	enum darkswap_error error = digesting.part == NO_DIGEST ? begin() : engine_check_held();
	if (error != DARKSWAP_OK) {
		state_digest_give_up();
		return error;
	}
	for (uint32_t budget = DARKSWAP_STEP_RECORDS; error == DARKSWAP_OK && digesting.part != DIGESTED;) {
		if (budget == 0) {
			if (digesting.market != 0) {
				registry_keep(digesting.market);
			}
			return DARKSWAP_UNFINISHED;
		}
		error = step(&budget);
	}
	mailbox.page.digest = digesting.sum;
	state_digest_give_up();
	return error;
}
