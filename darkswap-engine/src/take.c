/* The commands that take orders: one by its id, or the best ones. */
#include "arena.h"
#include "cursor.h"
#include "engine.h"
#include "events.h"
#include "orders.h"
#include "reclaim.h"
#include "recovery.h"
#include "registry.h"
#include "trades.h"
#include "words.h"

static bool taking_is_valid(struct darkswap_request const *request) {
	return (request->id_high | request->id_low) != 0 && request->amount != 0 && request->now >= 0
			&& orders_address_length_is_valid(request->address_length);
}

/* Whether a trade of `amount` would leave a rest of the order that cannot be paid. */
static bool leaves_dust(struct darkswap_order const *order, uint64_t amount) {
	return amount != order->remaining && orders_is_below_unit(order->remaining - amount, order->price);
}

/* Reserves what the events of one trade need. */
static enum darkswap_error reserve_events(struct darkswap_order const *order, uint64_t amount) {
	return events_reserve(leaves_dust(order, amount) ? 3 : 2);
}

/* Of an order that is left open. */
NOINLINE static void fill_in_part(struct market *market, uint32_t reference, uint64_t amount) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	market_fill(market, reference, amount);
	order->changed_at = mailbox.request.now;
	events_emit_order(DARKSWAP_ORDER_MATCHED, order);
}

static enum darkswap_error fill_all(struct market *market, uint32_t reference, uint64_t amount) {
	market_fill(market, reference, amount);
	return market_close_order(market, reference, DARKSWAP_FILLED, mailbox.request.now);
}

/* Does to the order what the trade, which is recorded, says, and emits both. Then a rest that cannot be paid is cancelled. */
static enum darkswap_error match(struct market *market, uint32_t reference, struct darkswap_trade const *trade) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	bool is_filled = trade->amount == order->remaining, is_dust = leaves_dust(order, trade->amount);
	enum darkswap_error error = DARKSWAP_OK;
	if (is_filled) {
		error = fill_all(market, reference, trade->amount);
	}
	else {
		fill_in_part(market, reference, trade->amount);
	}
	if (error == DARKSWAP_OK) {
		events_emit_trade(DARKSWAP_TRADE_CREATED, trade);
	}
	return is_dust ? market_close_order(market, reference, DARKSWAP_CANCELLED, mailbox.request.now) : error;
}

/* Puts a trade of `amount` with an order into the market's history. Changes nothing unless it returns OK. */
NOINLINE static enum darkswap_error record(struct market *market, struct darkswap_order const *order, uint64_t amount,
		uint64_t serial) {
	uint32_t trade = trades_prepare(market);
	if (trade == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	trades_write(DEREF(darkswap_trade, trade), market, order, amount, serial);
	return trades_append(market, trade);
}

/* The same for the one trade of take_order, which is also the answer. */
NOINLINE static enum darkswap_error record_one(struct market *market, struct darkswap_order const *order) {
	if (settings.trade_history == 0) {
		trades_write(&mailbox.trade, market, order, mailbox.request.amount, 0);
		market->trades.last_executed_at = mailbox.trade.executed_at;
		return DARKSWAP_OK;
	}
	enum darkswap_error error = record(market, order, mailbox.request.amount, 0);
	if (error == DARKSWAP_OK) {
		uint32_t trade = trade_log_entry(&market->trades, market->trades.end - 1)->trade;
		copy_trade(&mailbox.trade, DEREF(darkswap_trade, trade));
	}
	return error;
}

/* The price says why. */
static enum darkswap_error refuse_amount(struct darkswap_order const *order) {
	mailbox.order.price = order->price;
	return DARKSWAP_BELOW_A_UNIT;
}

NOINLINE static enum darkswap_error take(struct market *market, uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	if (order->status != DARKSWAP_OPEN) {
		return DARKSWAP_ORDER_NOT_OPEN;
	}
	if (mailbox.request.amount > order->remaining) {
		return DARKSWAP_AMOUNT_EXCEEDS_REMAINING;
	}
	if (orders_is_below_unit(mailbox.request.amount, order->price)) {
		return refuse_amount(order);
	}
	enum darkswap_error error = reserve_events(order, mailbox.request.amount);
	if (error == DARKSWAP_OK) {
		error = record_one(market, order);
	}
	if (error != DARKSWAP_OK) {
		events_release(UINT32_MAX);
		return error;
	}
	return match(market, reference, &mailbox.trade);
}

static enum darkswap_error take_order(void) {
	struct darkswap_request const *request = &mailbox.request;
	struct locked locked = engine_find_and_lock(INDEX_ORDERS, request->order_id_high, request->order_id_low);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		error = take(market_of(locked), record_of(locked));
		engine_unlock_market(market_of(locked));
	}
	return error;
}

COMMAND(darkswap_take_order) {
	if (!taking_is_valid(&mailbox.request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	return retry_after_reclaim(take_order);
}

/*
 * A taking of the best orders goes on over several calls, in these phases. All but the first and
 * RECLAIMING have the market locked.
 *
 *   PREPARING   trades are written and entered, which needs memory; nobody sees them yet
 *   UNDOING     they are taken back out: an id was used before, memory is short, or the host gave up
 *   RECLAIMING  histories give memory, then the taking begins again
 *   EXECUTING   the orders are matched, which needs no memory: this goes through to its end
 *   TAKEN       the host reads the trades
 */
enum phase { NOT_TAKING = 0, PREPARING, UNDOING, RECLAIMING, EXECUTING, TAKEN };

static _Thread_local struct {
	enum phase phase;
	/* Why the taking is undone; OK when the host gave up. */
	enum darkswap_error error;
	struct market *market;
	/* PREPARING: the order to take from next, and what is still to be taken. */
	struct cursor cursor;
	uint64_t left;
	/* The market's log as it was. */
	uint64_t end;
	int64_t last_executed_at;
	/* The next trade to execute or to list. */
	uint64_t next;
	struct reclaiming reclaiming;
	/* The request of the first call. */
	struct darkswap_request request;
} taking;

static struct tree const *makers(struct market const *market) {
	return &market->sides[mailbox.request.side == DARKSWAP_BUY ? DARKSWAP_SELL : DARKSWAP_BUY];
}

/* Whether the cursor stands at an order that is no worse than the limit. */
static bool is_within_limit(struct cursor const *cursor) {
	if (cursor->order == 0) {
		return false;
	}
	struct darkswap_order const *order = DEREF(darkswap_order, cursor->order);
	return market_rank(order->side, order->price) <= market_rank(order->side, mailbox.request.price);
}

static uint64_t smaller(uint64_t a, uint64_t b) {
	return a < b ? a : b;
}

/* In two halves, as compilers unroll no more than that. */
static void copy_request(struct darkswap_request *to, struct darkswap_request const *from) {
	uint32_t half = sizeof *to / 2;
	copy_words(to, from, sizeof *to / 2);
	copy_words((uint8_t *)to + half, (uint8_t const *)from + half, sizeof *to / 2);
}

/* Locks the market and begins to prepare. On an error nothing is locked. */
static enum darkswap_error begin(void) {
	struct locked locked = engine_lock_market(mailbox.request.market);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		taking.market = market_of(locked);
		taking.phase = PREPARING;
		taking.left = mailbox.request.amount;
		taking.end = taking.market->trades.end;
		taking.next = taking.end;
		taking.last_executed_at = taking.market->trades.last_executed_at;
		taking.reclaiming = (struct reclaiming){ .wanted = RECLAIM_FEW };
		cursor_seek(&taking.cursor, makers(taking.market));
	}
	return error;
}

/* Makes the trade with the order at the cursor, and goes on to the next one. Only the last one may be below a unit. */
static enum darkswap_error prepare_next(struct market *market) {
	struct darkswap_order const *order = DEREF(darkswap_order, taking.cursor.order);
	uint64_t amount = smaller(taking.left, order->remaining);
	if (orders_is_below_unit(amount, order->price)) {
		return refuse_amount(order);
	}
	enum darkswap_error error = reserve_events(order, amount);
	if (error == DARKSWAP_OK) {
		error = record(market, order, amount, market->trades.end - taking.end);
	}
	if (error == DARKSWAP_OK) {
		taking.left -= amount;
		cursor_next_order(&taking.cursor);
	}
	return error;
}

NOINLINE static void prepare(uint32_t *budget) {
	while (taking.left != 0 && is_within_limit(&taking.cursor)) {
		if (*budget == 0) {
			return;
		}
		--*budget;
		taking.error = prepare_next(taking.market);
		if (taking.error == DARKSWAP_BELOW_A_UNIT && taking.market->trades.end != taking.end) {
			break;
		}
		if (taking.error != DARKSWAP_OK) {
			taking.phase = UNDOING;
			return;
		}
		/* Should memory be short in the end, as much again is asked for as there was. */
		taking.reclaiming.wanted++;
	}
	taking.phase = EXECUTING;
}

static void end_taking(void) {
	engine_unlock_market(taking.market);
	taking.phase = NOT_TAKING;
	engine_end_hold();
}

/* Takes back what was prepared, and unlocks the market. */
static enum darkswap_error undo(uint32_t *budget) {
	enum darkswap_error error = trades_undo(taking.market, taking.end, *budget);
	if (error != DARKSWAP_OK || !events_release(*budget)) {
		*budget = 0;
		return error == DARKSWAP_UNFINISHED ? DARKSWAP_OK : error;
	}
	taking.market->trades.last_executed_at = taking.last_executed_at;
	if (taking.error == DARKSWAP_MEMORY_EXHAUSTED) {
		engine_unlock_market(taking.market);
		taking.phase = RECLAIMING;
		return DARKSWAP_OK;
	}
	end_taking();
	return taking.error;
}

/* Lets histories give memory, and begins again if they did. */
static enum darkswap_error try_again(void) {
	enum darkswap_error error = reclaim_step(&taking.reclaiming);
	if (error == DARKSWAP_OK) {
		error = begin();
	}
	return error;
}

/* Matches the orders of the trades that were prepared. */
NOINLINE static enum darkswap_error execute_all(struct market *market, uint32_t *budget) {
	struct trade_log const *log = &market->trades;
	struct trade_log_entry *entry = 0;
	for (; taking.next != log->end; taking.next++) {
		if (*budget == 0) {
			return DARKSWAP_OK;
		}
		--*budget;
		entry = trade_log_entry_after(log, entry, taking.next);
		struct darkswap_trade const *trade = DEREF(darkswap_trade, entry->trade);
		enum darkswap_error error = match(market, queue_first(makers(market))->first, trade);
		if (error != DARKSWAP_OK) {
			return error;
		}
	}
	taking.phase = TAKEN;
	taking.next = taking.end;
	return DARKSWAP_OK;
}

static enum darkswap_error step(uint32_t *budget) {
	switch (taking.phase) {
	case PREPARING:
		prepare(budget);
		return DARKSWAP_OK;
	case UNDOING:
		return undo(budget);
	case RECLAIMING:
		return try_again();
	case EXECUTING:
		return execute_all(taking.market, budget);
	default:
		return DARKSWAP_OK;
	}
}

static bool is_under_way(void) {
	return taking.phase != NOT_TAKING && taking.phase != TAKEN;
}

/* After an error: of what is locked then, the engine is poisoned already. */
static void stop_taking(void) {
	if (taking.phase != NOT_TAKING && taking.phase != RECLAIMING) {
		engine_unlock_market(taking.market);
	}
	taking.phase = NOT_TAKING;
	engine_end_hold();
}

/* Goes on until the trades can be listed, nothing is left of the taking, or the call has done enough. */
static enum darkswap_error go_on(void) {
	uint32_t budget = DARKSWAP_STEP_RECORDS;
	enum darkswap_error error = engine_check_held();
	copy_request(&mailbox.request, &taking.request);
	while (error == DARKSWAP_OK && budget != 0 && is_under_way()) {
		error = step(&budget);
	}
	if (error == DARKSWAP_OK && is_under_way()) {
		if (taking.phase != RECLAIMING) {
			registry_keep(taking.market);
		}
		return DARKSWAP_UNFINISHED;
	}
	if (error != DARKSWAP_OK && error != DARKSWAP_UNFINISHED) {
		stop_taking();
	}
	return error;
}

static enum darkswap_error take_first(void) {
	struct darkswap_request const *request = &mailbox.request;
	if (!taking_is_valid(request) || request->side > DARKSWAP_SELL || request->price == 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	error = begin();
	if (error != DARKSWAP_OK) {
		return error;
	}
	copy_request(&taking.request, request);
	engine_hold();
	return go_on();
}

COMMAND(darkswap_take_begin) {
	if (taking.phase == NOT_TAKING) {
		return take_first();
	}
	return taking.phase == TAKEN ? DARKSWAP_WRONG_STATE : go_on();
}

COMMAND(darkswap_take_next) {
	if (taking.phase != TAKEN) {
		return DARKSWAP_WRONG_STATE;
	}
	struct trade_log const *log = &taking.market->trades;
	struct trade_log_entry *entry = 0;
	uint32_t listed = 0;
	for (; taking.next != log->end && listed < DARKSWAP_PAGE_REFERENCES; taking.next++) {
		entry = trade_log_entry_after(log, entry, taking.next);
		mailbox.page.references[listed++] = entry->trade;
	}
	mailbox.listed = listed;
	mailbox.more = taking.next != log->end;
	if (mailbox.more) {
		registry_keep(taking.market);
	}
	return DARKSWAP_OK;
}

/* Before the market is unlocked, its histories are as long as they may be. */
static enum darkswap_error end_taken(void) {
	if (!engine_publish_market(taking.market)) {
		return DARKSWAP_UNFINISHED;
	}
	end_taking();
	return DARKSWAP_OK;
}

enum darkswap_error taking_give_up(void) {
	if (taking.phase == PREPARING || taking.phase == UNDOING) {
		taking.phase = UNDOING;
		taking.error = DARKSWAP_OK;
	}
	if (taking.phase == RECLAIMING) {
		stop_taking();
	}
	if (taking.phase == NOT_TAKING) {
		return DARKSWAP_OK;
	}
	enum darkswap_error error = go_on();
	return error == DARKSWAP_OK && taking.phase == TAKEN ? end_taken() : error;
}

COMMAND(darkswap_take_end) {
	return taking.phase == NOT_TAKING ? DARKSWAP_WRONG_STATE : taking_give_up();
}
