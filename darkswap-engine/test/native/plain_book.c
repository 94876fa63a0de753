#include "plain_book.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

struct plain_book plain;

void plain_create(uint32_t closed_order_history, uint32_t trade_history) {
	plain.closed_order_history = closed_order_history;
	plain.trade_history = trade_history;
	plain.events.record_size = sizeof(struct plain_event);
	plain.used_ids.record_size = sizeof(struct plain_used_id);
	for (uint32_t market = 1; market <= PLAIN_MARKETS; market++) {
		plain.markets[market].closed.record_size = sizeof(struct plain_order);
		plain.markets[market].trades.record_size = sizeof(struct darkswap_trade);
		plain.markets[market].next_sequence = 1;
	}
}

void plain_release(uint32_t market) {
	struct plain_market const *released = plain_market(market);
	CHECK(fifo_count(&released->closed) == 0 && fifo_count(&released->trades) == 0, "a market that is not empty was released");
	for (uint32_t i = 0; i < plain.open_count; i++) {
		CHECK((plain.open[i].record.market & 0xffff) != (market & 0xffff), "a market with open orders was released");
	}
}

void plain_reopen(uint32_t market) {
	plain_market(market)->next_sequence = 1;
	plain_market(market)->last_executed_at = 0;
}

static bool has_id(struct plain_order const *order, uint64_t id_high, uint64_t id_low) {
	return order->record.id_high == id_high && order->record.id_low == id_low;
}

struct plain_order *plain_find(uint64_t id_high, uint64_t id_low) {
	for (uint32_t i = 0; i < plain.open_count; i++) {
		if (has_id(&plain.open[i], id_high, id_low)) {
			return &plain.open[i];
		}
	}
	for (uint32_t market = 1; market <= PLAIN_MARKETS; market++) {
		for (size_t i = 0; i < fifo_count(&plain.markets[market].closed); i++) {
			struct plain_order *order = fifo_at(&plain.markets[market].closed, i);
			if (has_id(order, id_high, id_low)) {
				return order;
			}
		}
	}
	return 0;
}

enum plain_use plain_use_of(struct darkswap_order const *order, int64_t now) {
	bool imported = order->flags & DARKSWAP_IMPORTED;
	enum plain_use use = imported && order->expires_at <= plain.freed_until ? MAY_BE_USED : NOT_USED;
	for (size_t i = 0; i < fifo_count(&plain.used_ids); i++) {
		struct plain_used_id const *used = fifo_at(&plain.used_ids, i);
		if (used->id_high == order->id_high && used->id_low == order->id_low && used->expires_at > now) {
			/* Even if the clock was set back, the same order does not come back. */
			bool certain = !used->may_be_missing
					&& (!used->may_be_freed || (imported && order->expires_at <= used->expires_at));
			use = certain || use == IS_USED ? IS_USED : MAY_BE_USED;
		}
	}
	return use;
}

bool plain_refuses_id(struct darkswap_order const *order, uint32_t error) {
	bool may_be_freed = (order->flags & DARKSWAP_IMPORTED) && order->expires_at <= plain.freed_until;
	return error == DARKSWAP_DUPLICATE_ORDER || (error == DARKSWAP_ID_MAY_BE_USED && may_be_freed);
}

void plain_free_used_ids(int64_t now) {
	for (size_t i = 0; i < fifo_count(&plain.used_ids); i++) {
		struct plain_used_id *used = fifo_at(&plain.used_ids, i);
		used->may_be_freed |= used->expires_at <= now;
		if (used->may_be_freed && used->expires_at > plain.freed_until) {
			plain.freed_until = used->expires_at;
		}
	}
}

struct darkswap_trade *plain_find_trade(uint64_t id_high, uint64_t id_low) {
	for (uint32_t market = 1; market <= PLAIN_MARKETS; market++) {
		for (size_t i = 0; i < fifo_count(&plain.markets[market].trades); i++) {
			struct darkswap_trade *trade = fifo_at(&plain.markets[market].trades, i);
			if (trade->id_high == id_high && trade->id_low == id_low) {
				return trade;
			}
		}
	}
	return 0;
}

static void emit_order(enum darkswap_event kind, struct darkswap_order const *order) {
	if (plain.emits) {
		struct plain_event event = { .kind = kind, .order = *order };
		fifo_append(&plain.events, &event);
	}
}

static void emit_trade(enum darkswap_event kind, struct darkswap_trade const *trade) {
	if (plain.emits) {
		struct plain_event event = { .kind = kind, .trade = *trade };
		fifo_append(&plain.events, &event);
	}
}

static void close_order(struct plain_order *order, enum darkswap_status status, enum darkswap_event event, int64_t at) {
	struct fifo *closed = &plain_market(order->record.market)->closed;
	order->record.status = (uint8_t)status;
	order->record.changed_at = at;
	emit_order(event, &order->record);
	fifo_append(closed, order);
	fifo_keep(closed, plain.closed_order_history);
	*order = plain.open[--plain.open_count];
}

/* The open order of the market that expires first and is due, or null. */
static struct plain_order *first_due(uint32_t market, int64_t now) {
	struct plain_order *first = 0;
	for (uint32_t i = 0; i < plain.open_count; i++) {
		struct plain_order *order = &plain.open[i];
		if (order->record.market == market && order->record.expires_at <= now
				&& (first == 0 || order->record.expires_at < first->record.expires_at
						|| (order->record.expires_at == first->record.expires_at
								&& order->record.sequence < first->record.sequence))) {
			first = order;
		}
	}
	return first;
}

void plain_expire(uint32_t market, int64_t now) {
	for (struct plain_order *order = first_due(market, now); order != 0; order = first_due(market, now)) {
		close_order(order, DARKSWAP_EXPIRED, DARKSWAP_ORDER_EXPIRED, order->record.expires_at);
	}
}

struct plain_order *plain_insert(struct plain_order const *order, int64_t now) {
	CHECK(plain.open_count < PLAIN_OPEN_MAX, "the plain book is full");
	struct plain_order *entered = &plain.open[plain.open_count++];
	*entered = *order;
	entered->record.remaining = order->record.amount;
	entered->record.created_at = now;
	entered->record.changed_at = now;
	entered->record.status = DARKSWAP_OPEN;
	entered->record.sequence = plain_market(order->record.market)->next_sequence++;
	if (order->record.flags & DARKSWAP_IMPORTED) {
		fifo_append(&plain.used_ids, &(struct plain_used_id){ order->record.id_high, order->record.id_low,
				order->record.expires_at, false, false });
	}
	emit_order(DARKSWAP_ORDER_CREATED, &entered->record);
	return entered;
}

void plain_cancel(struct plain_order *order, int64_t now) {
	close_order(order, DARKSWAP_CANCELLED, DARKSWAP_ORDER_CANCELLED, now);
}

void plain_evict(struct plain_order *order, int64_t now) {
	order->record.flags |= DARKSWAP_EVICTED;
	close_order(order, DARKSWAP_CANCELLED, DARKSWAP_ORDER_EVICTED, now);
}

bool plain_same_maker(struct darkswap_order const *a, struct darkswap_order const *b) {
	return a->maker_length == b->maker_length && memcmp(a->maker, b->maker, a->maker_length) == 0;
}

uint32_t plain_foreign_orders_of(struct darkswap_order const *order) {
	uint32_t orders = 0;
	for (uint32_t i = 0; i < plain.open_count; i++) {
		struct darkswap_order const *open = &plain.open[i].record;
		orders += (open->flags & DARKSWAP_IMPORTED) && plain_same_maker(open, order);
	}
	return orders;
}

uint32_t plain_foreign_orders(void) {
	uint32_t orders = 0;
	for (uint32_t i = 0; i < plain.open_count; i++) {
		orders += (plain.open[i].record.flags & DARKSWAP_IMPORTED) != 0;
	}
	return orders;
}

bool plain_is_below_unit(uint64_t amount, uint64_t price) {
	return (unsigned __int128)amount * price < DARKSWAP_ONE;
}

struct darkswap_trade plain_take(struct plain_order *order, uint64_t amount, struct darkswap_request const *request,
		uint64_t serial) {
	struct plain_market *market = plain_market(order->record.market);
	uint64_t id_low = request->id_low + serial;
	struct darkswap_trade trade = { .id_high = request->id_high + (id_low < serial), .id_low = id_low,
		.order_id_high = order->record.id_high, .order_id_low = order->record.id_low, .amount = amount,
		.price = order->record.price, .executed_at = request->now, .market = order->record.market,
		.taker_side = !order->record.side, .status = DARKSWAP_PENDING, .maker_length = order->record.maker_length,
		.taker_length = (uint8_t)request->address_length };
	memcpy(trade.maker, order->record.maker, trade.maker_length);
	memcpy(trade.taker, request->address, trade.taker_length);
	if (trade.executed_at < market->last_executed_at) {
		trade.executed_at = market->last_executed_at;
	}
	market->last_executed_at = trade.executed_at;
	fifo_append(&market->trades, &trade);
	order->record.remaining -= amount;
	if (order->record.remaining == 0) {
		close_order(order, DARKSWAP_FILLED, DARKSWAP_ORDER_MATCHED, request->now);
	}
	else {
		order->record.changed_at = request->now;
		emit_order(DARKSWAP_ORDER_MATCHED, &order->record);
	}
	emit_trade(DARKSWAP_TRADE_CREATED, &trade);
	if (order->record.status == DARKSWAP_OPEN && plain_is_below_unit(order->record.remaining, order->record.price)) {
		plain_cancel(order, request->now);
	}
	return trade;
}

void plain_settle(struct darkswap_trade *trade, enum darkswap_trade_status status, int64_t now) {
	trade->status = (uint8_t)status;
	trade->settled_at = now;
	emit_trade(status == DARKSWAP_COMPLETED ? DARKSWAP_TRADE_COMPLETED : DARKSWAP_TRADE_FAILED, trade);
}

static int compare(void const *left, void const *right) {
	struct darkswap_order const *a = &(*(struct plain_order *const *)left)->record;
	struct darkswap_order const *b = &(*(struct plain_order *const *)right)->record;
	if (a->price != b->price) {
		bool first = a->side == DARKSWAP_BUY ? a->price > b->price : a->price < b->price;
		return first ? -1 : 1;
	}
	return a->sequence < b->sequence ? -1 : 1;
}

uint32_t plain_side(uint32_t market, uint32_t side, int64_t now, struct plain_order **orders) {
	uint32_t count = 0;
	for (uint32_t i = 0; i < plain.open_count; i++) {
		struct darkswap_order const *order = &plain.open[i].record;
		if (order->market == market && order->side == side && order->expires_at > now) {
			orders[count++] = &plain.open[i];
		}
	}
	qsort(orders, count, sizeof *orders, compare);
	return count;
}
