#include "trades.h"

#include "arena.h"
#include "context.h"
#include "index.h"
#include "signature.h"
#include "trade_sums.h"
#include "words.h"

uint32_t trades_prepare(struct market *market) {
	uint32_t block = arena_allocate();
	if (block != 0 && !trade_log_make_room(&market->trades, 1)) {
		trades_abandon(market, block);
		return 0;
	}
	return block;
}

void trades_abandon(struct market *market, uint32_t block) {
	arena_free(block);
	trade_log_trim(&market->trades);
}

static void write_parties(struct darkswap_trade *trade, struct darkswap_order const *order) {
	struct darkswap_request const *request = &mailbox.request;
	trade->maker_length = order->maker_length;
	trade->taker_length = (uint8_t)request->address_length;
	/* The signature that may follow the maker's address is behind its length. */
	pack_address(trade->maker, order->maker, order->maker_length);
	pack_address(trade->taker, request->address, request->address_length);
}

NOINLINE void trades_write(struct darkswap_trade *trade, struct market const *market, struct darkswap_order const *order,
		uint64_t amount, uint64_t serial) {
	struct darkswap_request const *request = &mailbox.request;
	trade->id_low = request->id_low + serial;
	trade->id_high = request->id_high + (trade->id_low < serial);
	trade->order_id_high = order->id_high;
	trade->order_id_low = order->id_low;
	trade->amount = amount;
	trade->price = order->price;
	trade->executed_at = trade_log_time(&market->trades, request->now);
	trade->market = market->number;
	trade->taker_side = order->side == DARKSWAP_BUY ? DARKSWAP_SELL : DARKSWAP_BUY;
	trade->status = DARKSWAP_PENDING;
	trade->index_next = 0;
	trade->settled_at = 0;
	write_parties(trade, order);
}

enum darkswap_error trades_append(struct market *market, uint32_t trade) {
	enum darkswap_error error = index_insert(INDEX_TRADES, trade, mailbox.instance);
	if (error != DARKSWAP_OK) {
		trades_abandon(market, trade);
		return error;
	}
	trade_log_append(&market->trades, trade);
	market->work |= MARKET_TRADES;
	return DARKSWAP_OK;
}

enum darkswap_error trades_undo(struct market *market, uint64_t end, uint32_t limit) {
	struct trade_log *log = &market->trades;
	while (log->end != end && limit-- != 0) {
		uint32_t trade = trade_log_entry(log, log->end - 1)->trade;
		enum darkswap_error error = index_remove(INDEX_TRADES, trade, mailbox.instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		log->end--;
		arena_free(trade);
	}
	trade_log_trim(log);
	return log->end == end ? DARKSWAP_OK : DARKSWAP_UNFINISHED;
}

uint32_t trades_remove_oldest(struct market *market) {
	struct trade_log *log = &market->trades;
	if (trade_log_is_empty(log)) {
		return 0;
	}
	uint32_t oldest = trade_log_oldest(log);
	if (index_remove(INDEX_TRADES, oldest, mailbox.instance) != DARKSWAP_OK) {
		return 0;
	}
	oldest = trade_log_remove_oldest(log);
	trade_sums_evict(log);
	return oldest;
}

bool trades_evict_oldest(struct market *market) {
	uint32_t oldest = trades_remove_oldest(market);
	if (oldest == 0) {
		return false;
	}
	arena_free(oldest);
	return true;
}

bool trades_evict_beyond(struct market *market, uint64_t kept, uint32_t limit) {
	struct trade_log const *log = &market->trades;
	while (log->end - log->first > kept && limit-- != 0 && trades_evict_oldest(market)) {
	}
	return log->end - log->first <= kept;
}

bool trades_sum_up(struct market *market, uint32_t limit) {
	struct trade_log *log = &market->trades;
	while (trade_sums_are_due(log)) {
		if (limit < trade_run_length(1)) {
			return false;
		}
		limit -= (uint32_t)trade_run_length(1);
		/* There is an oldest trade: what is due is kept. */
		if (!trade_sums_write_next(log) && !trades_evict_oldest(market)) {
			return false;
		}
	}
	return true;
}
