/* The commands that take orders: one by its id, or the best ones. */
#include "arena.h"
#include "cursor.h"
#include "engine.h"
#include "events.h"
#include "orders.h"
#include "reclaim.h"
#include "trades.h"
#include "words.h"

static bool taking_is_valid(struct darkswap_request const *request) {
	return (request->id_high | request->id_low) != 0 && request->amount != 0 && request->now >= 0
			&& orders_address_length_is_valid(request->address_length);
}

/* Lowers what remains of an order, closes it if that is nothing, and tells that it was matched. */
static enum darkswap_error match(struct market *market, uint32_t reference, uint64_t amount) {
	struct darkswap_order *order = AT(darkswap_order, reference);
	market_fill(market, reference, amount);
	if (order->remaining == 0) {
		return market_close_order(market, reference, DARKSWAP_FILLED, mailbox.request.now);
	}
	order->changed_at = mailbox.request.now;
	events_tell_order(DARKSWAP_ORDER_MATCHED, order);
	return DARKSWAP_OK;
}

/* Puts a trade into the market's history. Changes nothing unless it returns OK. */
APART static enum darkswap_error record(struct market *market, struct darkswap_order const *order) {
	uint32_t blocks;
	enum darkswap_error error = trades_prepare(market, 1, &blocks);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t block = trades_next_block(&blocks);
	struct darkswap_trade *trade = AT(darkswap_trade, block);
	trades_write(trade, market, order, mailbox.request.amount, 0);
	error = trades_append(market, block);
	if (error != DARKSWAP_OK) {
		trades_abandon(market, blocks);
		return error;
	}
	copy_words(&mailbox.trade, trade, sizeof *trade);
	return DARKSWAP_OK;
}

APART static enum darkswap_error execute(struct market *market, uint32_t reference) {
	enum darkswap_error error = match(market, reference, mailbox.request.amount);
	if (error == DARKSWAP_OK) {
		events_tell_trade(DARKSWAP_TRADE_CREATED, &mailbox.trade);
	}
	return error;
}

APART static enum darkswap_error take(struct market *market, uint32_t reference) {
	struct darkswap_order const *order = AT(darkswap_order, reference);
	if (order->status != DARKSWAP_OPEN) {
		return DARKSWAP_ORDER_NOT_OPEN;
	}
	if (mailbox.request.amount > order->remaining) {
		return DARKSWAP_AMOUNT_EXCEEDS_REMAINING;
	}
	if (!events_reserve(2)) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	enum darkswap_error error = DARKSWAP_OK;
	if (settings.trade_history == 0) {
		trades_write(&mailbox.trade, market, order, mailbox.request.amount, 0);
		market->trades.last_executed_at = mailbox.trade.executed_at;
	}
	else {
		error = record(market, order);
	}
	if (error != DARKSWAP_OK) {
		events_release();
		return error;
	}
	return execute(market, reference);
}

static enum darkswap_error take_order(void) {
	struct darkswap_request const *request = &mailbox.request;
	uint32_t order;
	struct market *market;
	enum darkswap_error error = engine_find_and_lock(INDEX_ORDERS, request->order_id_high, request->order_id_low, &order,
			&market);
	if (error == DARKSWAP_OK) {
		error = take(market, order);
		engine_unlock_market(market);
	}
	return error;
}

COMMAND(darkswap_take_order) {
	if (!taking_is_valid(&mailbox.request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error;
	do {
		error = take_order();
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(RECLAIM_FEW)) == DARKSWAP_OK);
	return error;
}

/* The trades that take_begin made, for take_next to list. */
static _Thread_local struct {
	struct market *market;
	uint64_t next;
	uint64_t end;
	/* From how many orders the last taking takes, or would if there were memory. */
	uint64_t orders;
} taken;

static struct tree const *makers(struct market const *market) {
	return &market->sides[mailbox.request.side == DARKSWAP_BUY ? DARKSWAP_SELL : DARKSWAP_BUY];
}

/* Whether the cursor stands at an order that is no worse than the limit. */
static bool is_within_limit(struct cursor const *cursor) {
	if (cursor->order == 0) {
		return false;
	}
	struct darkswap_order const *order = AT(darkswap_order, cursor->order);
	return market_rank(order->side, order->price) <= market_rank(order->side, mailbox.request.price);
}

static uint64_t smaller(uint64_t a, uint64_t b) {
	return a < b ? a : b;
}

/* How many orders the taking takes from. */
APART static uint64_t count_orders(struct market const *market) {
	struct cursor cursor;
	uint64_t orders = 0, left = mailbox.request.amount;
	for (cursor_seek(&cursor, makers(market)); left != 0 && is_within_limit(&cursor); cursor_next_order(&cursor)) {
		left -= smaller(left, AT(darkswap_order, cursor.order)->remaining);
		orders++;
	}
	return orders;
}

/* Writes the trades with those orders and appends them to the log. */
APART static enum darkswap_error record_all(struct market *market, uint32_t *blocks) {
	struct cursor cursor;
	uint64_t serial = 0, left = mailbox.request.amount;
	for (cursor_seek(&cursor, makers(market)); *blocks != 0; cursor_next_order(&cursor)) {
		struct darkswap_order const *order = AT(darkswap_order, cursor.order);
		uint64_t amount = smaller(left, order->remaining);
		uint32_t block = trades_next_block(blocks);
		trades_write(AT(darkswap_trade, block), market, order, amount, serial++);
		enum darkswap_error error = trades_append(market, block);
		if (error != DARKSWAP_OK) {
			return error;
		}
		left -= amount;
	}
	return DARKSWAP_OK;
}

/* Takes memory for the trades and writes them. Changes nothing unless it returns OK. */
static enum darkswap_error prepare_all(struct market *market, uint64_t orders) {
	uint32_t blocks;
	uint64_t end = market->trades.end;
	int64_t last = market->trades.last_executed_at;
	enum darkswap_error error = trades_prepare(market, orders, &blocks);
	if (error == DARKSWAP_OK && !events_reserve(2 * (uint32_t)orders)) {
		trades_abandon(market, blocks);
		error = DARKSWAP_MEMORY_EXHAUSTED;
	}
	if (error != DARKSWAP_OK) {
		return error;
	}
	error = record_all(market, &blocks);
	if (error != DARKSWAP_OK) {
		enum darkswap_error undone = trades_undo(market, end, last);
		trades_abandon(market, blocks);
		events_release();
		return undone == DARKSWAP_OK ? error : undone;
	}
	return DARKSWAP_OK;
}

static enum darkswap_error execute_all(struct market *market, uint64_t from) {
	for (uint64_t number = from; number != market->trades.end; number++) {
		struct darkswap_trade const *trade = AT(darkswap_trade, trade_log_entry(&market->trades, number)->trade);
		enum darkswap_error error = match(market, tree_first_reference(makers(market)), trade->amount);
		if (error != DARKSWAP_OK) {
			return error;
		}
		events_tell_trade(DARKSWAP_TRADE_CREATED, trade);
	}
	return DARKSWAP_OK;
}

static enum darkswap_error take_best(struct market *market) {
	uint64_t from = market->trades.end;
	taken.orders = count_orders(market);
	enum darkswap_error error = taken.orders == 0 ? DARKSWAP_OK : prepare_all(market, taken.orders);
	if (error == DARKSWAP_OK) {
		error = execute_all(market, from);
	}
	if (error == DARKSWAP_OK) {
		taken.market = market;
		taken.next = from;
		taken.end = market->trades.end;
		engine_hold(market);
	}
	return error;
}

static enum darkswap_error take_begin(void) {
	struct market *market;
	enum darkswap_error error = engine_lock_requested_market(&market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	error = take_best(market);
	if (error != DARKSWAP_OK) {
		engine_unlock_market(market);
	}
	return error;
}

COMMAND(darkswap_take_begin) {
	struct darkswap_request const *request = &mailbox.request;
	if (!taking_is_valid(request) || request->side > DARKSWAP_SELL || request->price == 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error;
	do {
		error = take_begin();
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(taken.orders + RECLAIM_FEW)) == DARKSWAP_OK);
	return error;
}

COMMAND(darkswap_take_next) {
	if (taken.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t listed = 0;
	while (taken.next != taken.end && listed < DARKSWAP_PAGE_REFERENCES) {
		mailbox.page.references[listed++] = trade_log_entry(&taken.market->trades, taken.next)->trade;
		taken.next++;
	}
	mailbox.listed = listed;
	mailbox.more = taken.next != taken.end;
	return DARKSWAP_OK;
}

COMMAND(darkswap_take_end) {
	if (taken.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	taken.market = 0;
	engine_end_hold();
	return DARKSWAP_OK;
}
