/* The commands that change or read single orders, and the opening of markets. */
#include "arena.h"
#include "engine.h"
#include "order_index.h"
#include "registry.h"
#include "words.h"

/* The upper 64 bits of a product, from four products of halves. */
static uint64_t multiply_high(uint64_t a, uint64_t b) {
	uint64_t a_high = a >> 32, a_low = (uint32_t)a;
	uint64_t b_high = b >> 32, b_low = (uint32_t)b;
	uint64_t middle = a_high * b_low + ((a_low * b_low) >> 32);
	uint64_t carry = a_low * b_high + (uint32_t)middle;
	return a_high * b_high + (middle >> 32) + (carry >> 32);
}

/* Whether amount times price, at scale 8, still fits into 64 bits. */
static bool quote_amount_fits(uint64_t amount, uint64_t price) {
	return multiply_high(amount, price) < DARKSWAP_ONE;
}

static bool address_is_valid(struct darkswap_request const *request) {
	return request->address_length >= 1 && request->address_length <= DARKSWAP_ADDRESS_MAX;
}

static bool new_order_is_valid(struct darkswap_request const *request) {
	return (request->id_high | request->id_low) != 0 && request->side <= DARKSWAP_SELL && request->amount != 0
			&& request->price != 0 && request->now >= 0 && request->expires_at > request->now
			&& address_is_valid(request) && quote_amount_fits(request->amount, request->price);
}

/* Writes each field by itself: clearing the whole record first costs more. */
APART static void fill_order(struct darkswap_order *order, uint32_t market) {
	struct darkswap_request const *request = &mailbox.request;
	order->id_high = request->id_high;
	order->id_low = request->id_low;
	order->amount = request->amount;
	order->remaining = request->amount;
	order->price = request->price;
	order->created_at = request->now;
	order->expires_at = request->expires_at;
	order->sequence = 0;
	order->market = market;
	order->side = (uint8_t)request->side;
	order->status = DARKSWAP_OPEN;
	order->maker_length = (uint8_t)request->address_length;
	order->reserved_byte = 0;
	order->index_next = 0;
	order->reserved = 0;
	copy_address(order->maker, request->address, request->address_length);
	order->unused[0] = 0;
	order->unused[1] = 0;
}

APART static void reply_with_maker(struct darkswap_order const *order) {
	copy_words(mailbox.order.maker, order->maker, sizeof order->maker);
}

/* The reply has what a host may know of an order; its places in queues and index are left out. */
APART static void reply_with_order(uint32_t reference) {
	struct darkswap_order const *order = AT(darkswap_order, reference);
	copy_words(&mailbox.order, order, offsetof(struct darkswap_order, index_next));
	reply_with_maker(order);
}

/* Changes nothing unless it returns OK. */
APART static enum darkswap_error place_order(struct market *market) {
	uint32_t reference = arena_allocate();
	if (reference == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	fill_order(AT(darkswap_order, reference), market->number);
	enum darkswap_error error = order_index_insert(reference, mailbox.instance);
	if (error == DARKSWAP_OK && !market_enter(market, reference)) {
		error = order_index_remove(reference, mailbox.instance);
		error = error == DARKSWAP_OK ? DARKSWAP_MEMORY_EXHAUSTED : error;
	}
	if (error != DARKSWAP_OK) {
		arena_free(reference);
		return error;
	}
	reply_with_order(reference);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_create_order)(void) {
	if (!new_order_is_valid(&mailbox.request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	struct market *market;
	enum darkswap_error error = engine_lock_requested_market(&market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	/* Open orders come before the memory of closed ones. */
	do {
		error = place_order(market);
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && market_forget_oldest(market, mailbox.instance));
	engine_unlock_market(market);
	return error;
}

/* The market that find_and_lock locked. */
static struct market *market_of(uint32_t order) {
	return registry_market(AT(darkswap_order, order)->market);
}

/*
 * Finds the requested order and locks its market. On any error nothing is locked. The order is
 * looked up twice: first for its market, then, under that market's lock, for what it is now.
 */
static enum darkswap_error find_and_lock(uint32_t *order) {
	struct darkswap_request const *request = &mailbox.request;
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t number = order_index_find_market(request->order_id_high, request->order_id_low, mailbox.instance);
	if (number == ORDER_INDEX_POISONED) {
		return DARKSWAP_POISONED;
	}
	struct market *market = registry_market(number);
	if (market == 0) {
		return DARKSWAP_ORDER_NOT_FOUND;
	}
	error = engine_lock_market(market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	*order = order_index_find(request->order_id_high, request->order_id_low, mailbox.instance);
	if (*order == ORDER_INDEX_POISONED) {
		error = DARKSWAP_POISONED;
	}
	else if (*order == ORDER_INDEX_NONE || AT(darkswap_order, *order)->market != number) {
		error = DARKSWAP_ORDER_NOT_FOUND;
	}
	if (error != DARKSWAP_OK) {
		engine_unlock_market(market);
	}
	return error;
}

uint32_t DARKSWAP_EXPORT(darkswap_get_order)(void) {
	uint32_t order;
	enum darkswap_error error = find_and_lock(&order);
	if (error == DARKSWAP_OK) {
		reply_with_order(order);
		engine_unlock_market(market_of(order));
	}
	return error;
}

uint32_t DARKSWAP_EXPORT(darkswap_cancel_order)(void) {
	uint32_t reference;
	enum darkswap_error error = find_and_lock(&reference);
	if (error != DARKSWAP_OK) {
		return error;
	}
	struct market *market = market_of(reference);
	struct darkswap_order *order = AT(darkswap_order, reference);
	if (order->status != DARKSWAP_OPEN) {
		error = DARKSWAP_ORDER_NOT_OPEN;
	}
	else {
		reply_with_order(reference);
		mailbox.order.status = DARKSWAP_CANCELLED;
		error = market_close_order(market, reference, DARKSWAP_CANCELLED, engine_closed_order_history(),
				mailbox.instance);
	}
	engine_unlock_market(market);
	return error;
}

APART static void reply_with_trade(struct darkswap_order const *order) {
	struct darkswap_request const *request = &mailbox.request;
	struct darkswap_trade *trade = &mailbox.trade;
	trade->id_high = request->id_high;
	trade->id_low = request->id_low;
	trade->order_id_high = order->id_high;
	trade->order_id_low = order->id_low;
	trade->amount = request->amount;
	trade->price = order->price;
	trade->executed_at = request->now;
	trade->market = order->market;
	trade->taker_side = order->side == DARKSWAP_BUY ? DARKSWAP_SELL : DARKSWAP_BUY;
	trade->maker_length = order->maker_length;
	trade->taker_length = (uint8_t)request->address_length;
	trade->reserved_byte = 0;
	copy_words(trade->maker, order->maker, sizeof trade->maker);
	copy_address(trade->taker, request->address, request->address_length);
}

static enum darkswap_error take(struct market *market, uint32_t reference) {
	struct darkswap_order *order = AT(darkswap_order, reference);
	if (order->status != DARKSWAP_OPEN) {
		return DARKSWAP_ORDER_NOT_OPEN;
	}
	if (mailbox.request.amount > order->remaining) {
		return DARKSWAP_AMOUNT_EXCEEDS_REMAINING;
	}
	reply_with_trade(order);
	market_fill(market, reference, mailbox.request.amount);
	reply_with_order(reference);
	if (order->remaining != 0) {
		return DARKSWAP_OK;
	}
	mailbox.order.status = DARKSWAP_FILLED;
	return market_close_order(market, reference, DARKSWAP_FILLED, engine_closed_order_history(), mailbox.instance);
}

uint32_t DARKSWAP_EXPORT(darkswap_take_order)(void) {
	struct darkswap_request const *request = &mailbox.request;
	if ((request->id_high | request->id_low) == 0 || request->amount == 0 || !address_is_valid(request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	uint32_t reference;
	enum darkswap_error error = find_and_lock(&reference);
	if (error == DARKSWAP_OK) {
		struct market *market = market_of(reference);
		error = take(market, reference);
		engine_unlock_market(market);
	}
	return error;
}

uint32_t DARKSWAP_EXPORT(darkswap_open_market)(void) {
	enum darkswap_error error = engine_check();
	if (error == DARKSWAP_OK) {
		error = registry_open(&mailbox.request.base, &mailbox.request.quote, mailbox.instance);
	}
	if (error == DARKSWAP_OK) {
		struct market *market = registry_find(&mailbox.request.base, &mailbox.request.quote);
		mailbox.market = market->number;
		mailbox.summary_reference = REFERENCE(&market->summary);
	}
	return error;
}

uint32_t DARKSWAP_EXPORT(darkswap_best)(void) {
	struct market *market;
	enum darkswap_error error = engine_lock_requested_market(&market);
	if (error == DARKSWAP_OK) {
		market_publish(market);
		copy_words(&mailbox.summary, &market->summary, sizeof mailbox.summary);
		engine_unlock_market(market);
	}
	return error;
}
