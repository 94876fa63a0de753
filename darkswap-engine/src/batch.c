/*
 * Enters many orders at once, or none. The host writes them into records that become the orders, so
 * nothing is copied; it lets their markets ascend, so that the markets are locked in one order,
 * whatever batches run at the same time.
 */
#include "arena.h"
#include "engine.h"
#include "events.h"
#include "orders.h"
#include "reclaim.h"
#include "registry.h"
#include "words.h"

/* The records that this instance's host writes, linked in the order they were handed out. */
static _Thread_local struct {
	uint32_t first;
	uint32_t last;
	uint32_t count;
	/* The next one to hand out. */
	uint32_t next;
} batch;

static struct darkswap_order *order_at(uint32_t reference) {
	return AT(darkswap_order, reference);
}

static uint32_t after(uint32_t reference) {
	return order_at(reference)->batch_next;
}

static void free_batch(void) {
	for (uint32_t order = batch.first; order != 0;) {
		uint32_t next = after(order);
		orders_free(order);
		order = next;
	}
	batch.first = 0;
	batch.last = 0;
	batch.count = 0;
	batch.next = 0;
}

/* Adds one more record, or nothing: returns false when the arena is empty. */
static bool add_record(void) {
	uint32_t reference = arena_allocate();
	if (reference == 0) {
		return false;
	}
	struct darkswap_order *order = order_at(reference);
	order->flags = 0;
	order->batch_next = 0;
	order->signature = 0;
	if (mailbox.request.flags & DARKSWAP_SIGNED) {
		order->signature = arena_allocate();
		if (order->signature == 0) {
			arena_free(reference);
			return false;
		}
	}
	if (batch.last == 0) {
		batch.first = reference;
	}
	else {
		order_at(batch.last)->batch_next = reference;
	}
	batch.last = reference;
	batch.count++;
	return true;
}

/* Keeps what it has when the arena is empty, so that another call goes on from there. */
static enum darkswap_error take_records(void) {
	while (batch.count < mailbox.request.count) {
		if (!add_record()) {
			return DARKSWAP_MEMORY_EXHAUSTED;
		}
	}
	batch.next = batch.first;
	return DARKSWAP_OK;
}

static void list_records(void) {
	uint32_t listed = 0;
	while (batch.next != 0 && listed < DARKSWAP_PAGE_REFERENCES) {
		mailbox.page.references[listed++] = batch.next;
		batch.next = after(batch.next);
	}
	mailbox.listed = listed;
	mailbox.more = batch.next != 0;
}

COMMAND(darkswap_batch_begin) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK || batch.first != 0) {
		return error != DARKSWAP_OK ? error : DARKSWAP_WRONG_STATE;
	}
	if (mailbox.request.count == 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	do {
		error = take_records();
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(RECLAIM_FEW)) == DARKSWAP_OK);
	if (error != DARKSWAP_OK) {
		free_batch();
		return error;
	}
	list_records();
	return DARKSWAP_OK;
}

COMMAND(darkswap_batch_next) {
	if (batch.next == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	list_records();
	return DARKSWAP_OK;
}

static bool is_valid(struct darkswap_order const *order) {
	return (order->id_high | order->id_low) != 0 && order->side <= DARKSWAP_SELL && order->amount != 0
			&& order->price != 0 && order->expires_at > mailbox.request.now
			&& orders_address_length_is_valid(order->maker_length)
			&& orders_quote_amount_fits(order->amount, order->price);
}

/* Writes what the host does not. */
APART static void complete(struct darkswap_order *order) {
	order->remaining = order->amount;
	order->created_at = mailbox.request.now;
	order->changed_at = mailbox.request.now;
	order->status = DARKSWAP_OPEN;
	order->flags = (uint8_t)((order->flags & DARKSWAP_IMPORTED) | (order->signature == 0 ? 0 : DARKSWAP_SIGNED));
	order->index_next = 0;
	order->sequence = 0;
	order->unused = 0;
	copy_address(order->maker, order->maker, order->maker_length);
}

/* Checks all records before anything is locked; `listed` counts those that are good. */
static enum darkswap_error check_records(void) {
	uint32_t market = 0;
	mailbox.listed = 0;
	for (uint32_t reference = batch.first; reference != 0; reference = after(reference)) {
		struct darkswap_order *order = order_at(reference);
		if (!is_valid(order) || order->market < market) {
			return DARKSWAP_INVALID_ARGUMENT;
		}
		if (registry_market(order->market) == 0) {
			return DARKSWAP_MARKET_NOT_FOUND;
		}
		complete(order);
		market = order->market;
		mailbox.listed++;
	}
	return DARKSWAP_OK;
}

/* The first record of the next market, or 0. */
static uint32_t next_market(uint32_t reference) {
	uint32_t market = order_at(reference)->market;
	while (reference != 0 && order_at(reference)->market == market) {
		reference = after(reference);
	}
	return reference;
}

/* Unlocks the markets of the records before `end`. Once its market is unlocked, a record may be gone. */
static void unlock_markets(uint32_t end) {
	/* The first to be unlocked tells what was done in all. */
	for (uint32_t reference = batch.first; reference != end; reference = next_market(reference)) {
		market_publish(registry_market(order_at(reference)->market));
	}
	for (uint32_t reference = batch.first; reference != end;) {
		struct market *market = registry_market(order_at(reference)->market);
		reference = next_market(reference);
		engine_unlock_market(market);
	}
}

static enum darkswap_error lock_markets(void) {
	for (uint32_t reference = batch.first; reference != 0; reference = next_market(reference)) {
		enum darkswap_error error = engine_lock_market(registry_market(order_at(reference)->market));
		if (error != DARKSWAP_OK) {
			unlock_markets(reference);
			return error;
		}
	}
	return DARKSWAP_OK;
}

/* Takes the records before `end` back out of the book. */
static enum darkswap_error withdraw(uint32_t end) {
	for (uint32_t reference = batch.first; reference != end; reference = after(reference)) {
		struct market *market = registry_market(order_at(reference)->market);
		market_leave(market, reference);
		market->next_sequence--;
		enum darkswap_error error = index_remove(INDEX_ORDERS, reference, mailbox.instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
	}
	return DARKSWAP_OK;
}

static enum darkswap_error enter_records(void) {
	mailbox.listed = 0;
	for (uint32_t reference = batch.first; reference != 0; reference = after(reference)) {
		enum darkswap_error error = orders_enter(registry_market(order_at(reference)->market), reference);
		if (error != DARKSWAP_OK) {
			enum darkswap_error undone = withdraw(reference);
			return undone == DARKSWAP_OK ? error : undone;
		}
		mailbox.listed++;
	}
	return DARKSWAP_OK;
}

static void tell_records(void) {
	if (events_wanted()) {
		for (uint32_t reference = batch.first; reference != 0; reference = after(reference)) {
			events_tell_order(DARKSWAP_ORDER_CREATED, order_at(reference));
		}
	}
}

static enum darkswap_error enter_batch(void) {
	enum darkswap_error error = lock_markets();
	if (error != DARKSWAP_OK) {
		return error;
	}
	error = events_reserve(batch.count) ? enter_records() : DARKSWAP_MEMORY_EXHAUSTED;
	if (error == DARKSWAP_OK) {
		tell_records();
	}
	events_release();
	unlock_markets(0);
	return error;
}

COMMAND(darkswap_batch_create) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK || batch.first == 0) {
		return error != DARKSWAP_OK ? error : DARKSWAP_WRONG_STATE;
	}
	error = mailbox.request.now < 0 ? DARKSWAP_INVALID_ARGUMENT : check_records();
	if (error != DARKSWAP_OK) {
		return error;
	}
	do {
		error = enter_batch();
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(batch.count + RECLAIM_FEW)) == DARKSWAP_OK);
	if (error == DARKSWAP_OK) {
		/* They belong to the book now. */
		batch.first = 0;
		free_batch();
	}
	return error;
}

COMMAND(darkswap_batch_end) {
	free_batch();
	return DARKSWAP_OK;
}
