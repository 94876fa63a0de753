#include "trades.h"

#include "arena.h"
#include "context.h"
#include "index.h"
#include "words.h"

/* A block that waits to become a trade. */
struct spare {
	uint32_t next;
};

static void free_blocks(uint32_t blocks) {
	while (blocks != 0) {
		arena_free(trades_next_block(&blocks));
	}
}

uint32_t trades_next_block(uint32_t *blocks) {
	uint32_t block = *blocks;
	*blocks = AT(spare, block)->next;
	return block;
}

enum darkswap_error trades_prepare(struct market *market, uint64_t count, uint32_t *blocks) {
	*blocks = 0;
	for (uint64_t i = 0; i < count; i++) {
		uint32_t block = arena_allocate();
		if (block == 0) {
			free_blocks(*blocks);
			return DARKSWAP_MEMORY_EXHAUSTED;
		}
		AT(spare, block)->next = *blocks;
		*blocks = block;
	}
	if (!trade_log_make_room(&market->trades, count)) {
		trades_abandon(market, *blocks);
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	return DARKSWAP_OK;
}

void trades_abandon(struct market *market, uint32_t blocks) {
	free_blocks(blocks);
	trade_log_trim(&market->trades);
}

APART static void write_parties(struct darkswap_trade *trade, struct darkswap_order const *order) {
	struct darkswap_request const *request = &mailbox.request;
	trade->maker_length = order->maker_length;
	trade->taker_length = (uint8_t)request->address_length;
	uint8_t taker[DARKSWAP_ADDRESS_ROOM];
	copy_address(taker, request->address, request->address_length);
	pack_address(trade->maker, order->maker);
	pack_address(trade->taker, taker);
}

APART void trades_write(struct darkswap_trade *trade, struct market const *market, struct darkswap_order const *order,
		uint64_t amount, uint64_t serial) {
	struct darkswap_request const *request = &mailbox.request;
	trade->id_low = request->id_low + serial;
	trade->id_high = request->id_high + (trade->id_low < serial);
	trade->order_id_high = order->id_high;
	trade->order_id_low = order->id_low;
	trade->amount = amount;
	trade->price = order->price;
	int64_t last = market->trades.last_executed_at;
	trade->executed_at = request->now > last ? request->now : last;
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
		arena_free(trade);
		return error;
	}
	trade_log_append(&market->trades, trade);
	return DARKSWAP_OK;
}

enum darkswap_error trades_undo(struct market *market, uint64_t end, int64_t last_executed_at) {
	struct trade_log *log = &market->trades;
	while (log->end != end) {
		uint32_t trade = trade_log_entry(log, log->end - 1)->trade;
		enum darkswap_error error = index_remove(INDEX_TRADES, trade, mailbox.instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		log->end--;
		arena_free(trade);
	}
	log->last_executed_at = last_executed_at;
	return DARKSWAP_OK;
}

uint32_t trades_remove_oldest(struct market *market) {
	struct trade_log *log = &market->trades;
	if (trade_log_is_empty(log)) {
		return 0;
	}
	uint32_t oldest = trade_log_entry(log, log->first)->trade;
	if (index_remove(INDEX_TRADES, oldest, mailbox.instance) != DARKSWAP_OK) {
		return 0;
	}
	return trade_log_remove_oldest(log);
}

bool trades_forget_oldest(struct market *market) {
	uint32_t oldest = trades_remove_oldest(market);
	if (oldest == 0) {
		return false;
	}
	arena_free(oldest);
	return true;
}

void trades_forget_beyond(struct market *market, uint64_t kept) {
	while (market->trades.end - market->trades.first > kept && trades_forget_oldest(market)) {
	}
}
