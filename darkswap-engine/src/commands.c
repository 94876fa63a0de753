/* The commands that make, withdraw or read single orders, and those on whole markets. */
#include "arena.h"
#include "engine.h"
#include "events.h"
#include "orders.h"
#include "reclaim.h"
#include "registry.h"
#include "signature.h"
#include "used_ids.h"
#include "words.h"

static bool new_order_is_valid(struct darkswap_request const *request) {
	return (request->id_high | request->id_low) != 0 && request->side <= DARKSWAP_SELL && request->amount != 0
			&& request->price != 0 && request->now >= 0 && request->expires_at > request->now
			&& orders_address_length_is_valid(request->address_length);
}

/* Writes each field by itself: clearing the whole record first costs more. */
NOINLINE static void fill_order(struct darkswap_order *order, uint32_t market) {
	struct darkswap_request const *request = &mailbox.request;
	order->id_high = request->id_high;
	order->id_low = request->id_low;
	order->amount = request->amount;
	order->remaining = request->amount;
	order->price = request->price;
	order->created_at = request->now;
	order->expires_at = request->expires_at;
	order->market = market;
	order->side = (uint8_t)request->side;
	order->status = DARKSWAP_OPEN;
	order->maker_length = (uint8_t)request->address_length;
	order->flags = request->flags & DARKSWAP_IMPORTED;
	order->index_next = 0;
	order->signature = 0;
	order->sequence = 0;
	order->reserved = 0;
	copy_address(order->maker, request->address, request->address_length, sizeof order->maker);
	order->changed_at = request->now;
	order->batch_next = 0;
	order->used_id = 0;
}

/* Keeps the request's signature with the order. Returns false when the arena is empty. */
NOINLINE static bool sign(struct darkswap_order *order) {
	if (!signature_make_place(order, order->maker_length)) {
		return false;
	}
	copy_words(DEREF(darkswap_order, order->signature), mailbox.signature, sizeof mailbox.signature);
	order->flags |= DARKSWAP_SIGNED;
	return true;
}

/* Changes nothing unless it returns OK. */
NOINLINE static enum darkswap_error place_order(struct market *market) {
	uint32_t reference = arena_allocate();
	if (reference == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	fill_order(order, market->number);
	enum darkswap_error error = DARKSWAP_OK;
	if ((mailbox.request.flags & DARKSWAP_SIGNED) && !sign(order)) {
		error = DARKSWAP_MEMORY_EXHAUSTED;
	}
	if (error == DARKSWAP_OK) {
		error = events_reserve(1);
	}
	if (error == DARKSWAP_OK) {
		error = orders_insert(market, reference);
	}
	if (error != DARKSWAP_OK) {
		events_release(1);
		orders_free(reference);
		return error;
	}
	events_emit_order(DARKSWAP_ORDER_CREATED, order);
	return DARKSWAP_OK;
}

static enum darkswap_error create_order(void) {
	struct locked locked = engine_lock_requested_market();
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		error = place_order(market_of(locked));
		engine_unlock_market(market_of(locked));
	}
	return error;
}

COMMAND(darkswap_create_order) {
	if (!new_order_is_valid(&mailbox.request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error = orders_check_payment(mailbox.request.amount, mailbox.request.price);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (!orders_may_last(mailbox.request.now, mailbox.request.expires_at)) {
		return DARKSWAP_EXPIRY_TOO_FAR;
	}
	return retry_after_reclaim(create_order);
}

NOINLINE static void reply_with_maker(struct darkswap_order const *order) {
	copy_maker(mailbox.order.maker, order);
	mailbox.order.changed_at = order->changed_at;
}

NOINLINE static void reply_with_signature(uint32_t signature) {
	copy_words(mailbox.signature, DEREF(darkswap_order, signature), sizeof mailbox.signature);
}

/* An open order that is past its time is one that the next command on its market closes. */
static void see_expiry(struct darkswap_order *order) {
	if (order->status == DARKSWAP_OPEN && order->expires_at <= mailbox.request.now) {
		order->status = DARKSWAP_EXPIRED;
		order->changed_at = order->expires_at;
	}
}

/* Its places in queues and index are left out. */
static void reply(struct darkswap_order const *order) {
	copy_words(&mailbox.order, order, offsetof(struct darkswap_order, index_next));
	mailbox.order.signature = order->signature;
	reply_with_maker(order);
	see_expiry(&mailbox.order);
	if (order->signature != 0) {
		reply_with_signature(order->signature);
	}
}

COMMAND(darkswap_get_order) {
	struct darkswap_request const *request = &mailbox.request;
	uint32_t order;
	enum darkswap_error error = engine_find_to_read(INDEX_ORDERS, request->order_id_high, request->order_id_low, &order);
	if (error == DARKSWAP_OK) {
		reply(DEREF(darkswap_order, order));
		engine_unlock_read();
	}
	return error;
}

static enum darkswap_error cancel(struct market *market, uint32_t reference, bool evicts) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	if (order->status != DARKSWAP_OPEN) {
		return DARKSWAP_ORDER_NOT_OPEN;
	}
	if (!evicts && (order->flags & DARKSWAP_IMPORTED)) {
		return DARKSWAP_NOT_THE_MAKER;
	}
	enum darkswap_error error = events_prepare(1);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (evicts) {
		order->flags |= DARKSWAP_EVICTED;
	}
	mailbox.order.remaining = order->remaining;
	return market_close_order(market, reference, DARKSWAP_CANCELLED, mailbox.request.now);
}

static enum darkswap_error find_and_cancel(bool evicts) {
	struct darkswap_request const *request = &mailbox.request;
	struct locked locked = engine_find_and_lock(INDEX_ORDERS, request->order_id_high, request->order_id_low);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		error = cancel(market_of(locked), record_of(locked), evicts);
		engine_unlock_market(market_of(locked));
	}
	return error;
}

COMMAND(darkswap_cancel_order) {
	return find_and_cancel(false);
}

COMMAND(darkswap_evict_order) {
	return find_and_cancel(true);
}

COMMAND(darkswap_keep_used_ids) {
	struct darkswap_request const *request = &mailbox.request;
	enum darkswap_error error = engine_check();
	if (error == DARKSWAP_OK && request->count > DARKSWAP_PAGE_USED_IDS) {
		error = DARKSWAP_INVALID_ARGUMENT;
	}
	for (uint32_t i = 0; error == DARKSWAP_OK && i < request->count; i++) {
		error = index_keep_used_id(&mailbox.page.used_ids[i], mailbox.instance);
	}
	if (error == DARKSWAP_OK) {
		used_ids_note_freed(request->since);
	}
	return error;
}

static uint32_t most_markets(void) {
	return mailbox.request.count == 0 ? UINT32_MAX : mailbox.request.count;
}

static enum darkswap_error open_market(void) {
	enum darkswap_error error = engine_check();
	if (error == DARKSWAP_OK) {
		struct opened_market opened = { 0 };
		error = registry_open(&mailbox.request.base, &mailbox.request.quote, most_markets(), mailbox.instance, &opened);
		mailbox.market = opened.number;
		mailbox.summary_reference = opened.summary_reference;
		mailbox.page.references[0] = opened.number_reference;
		mailbox.listed = registry_markets();
	}
	return error;
}

/* Makes room for one more: OK when it is worth another try. */
static enum darkswap_error make_room(enum darkswap_error lacking) {
	switch (lacking) {
	case DARKSWAP_MEMORY_EXHAUSTED:
		return reclaim(RECLAIM_FEW);
	case DARKSWAP_TOO_MANY_MARKETS:
		return reclaim_market();
	default:
		return lacking;
	}
}

COMMAND(darkswap_open_market) {
	enum darkswap_error error;
	do {
		error = open_market();
	} while (error != DARKSWAP_OK && (error = make_room(error)) == DARKSWAP_OK);
	return error;
}

/* Expires as many of a market's orders as one call may. OK or POISONED. */
static enum darkswap_error sweep(uint32_t number) {
	struct locked locked = registry_lock(number, mailbox.instance);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		struct market *market = market_of(locked);
		events_begin();
		error = market_expire(market, mailbox.request.now, DARKSWAP_SWEEP_ORDERS);
		engine_unlock_market(market);
	}
	/* A market that was released meanwhile had no orders. */
	return error == DARKSWAP_UNFINISHED || error == DARKSWAP_MARKET_NOT_FOUND ? DARKSWAP_OK : error;
}

/* Where nothing is open, the earliest expiry is INT64_MAX: that is never. */
MAY_READ_FREED static bool is_due(struct market const *market) {
	int64_t expiry = __atomic_load_n(&market->summary.earliest_expiry, __ATOMIC_SEQ_CST);
	return expiry <= mailbox.request.now && expiry != INT64_MAX;
}

/* Returns the number of the market in a slot if it has orders that are due, or 0. */
static uint32_t due_in(uint32_t slot) {
	uint32_t number = registry_number_in(slot);
	struct market const *market = registry_market(number);
	return market != 0 && is_due(market) ? number : 0;
}

/* Used ids give way once in a sweep, in its last call: a call that is repeated, for a market is kept, evicts none. */
COMMAND(darkswap_sweep) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t slot = mailbox.request.market == 0 ? 1 : mailbox.request.market, number = 0;
	while (slot <= registry_slots() && (number = due_in(slot)) == 0) {
		slot++;
	}
	mailbox.market = slot;
	mailbox.more = slot <= registry_slots();
	return mailbox.more ? sweep(number) : index_evict_expired(mailbox.request.now, mailbox.instance);
}
