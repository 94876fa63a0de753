/* Making, reading, withdrawing orders, and sweeping them out. */
#include <string.h>

#include "check.h"
#include "commands.h"
#include "engine.h"
#include "finish.h"
#include "random.h"
#include "registry.h"

static void spoil(struct darkswap_request *request) {
	switch (random_below(10)) {
	case 0:
		request->id_high = request->id_low = 0;
		return;
	case 1:
		request->side = 2 + (uint32_t)random_below(UINT32_MAX - 2);
		return;
	case 2:
		request->amount = 0;
		return;
	case 3:
		request->price = 0;
		return;
	case 4:
		request->now = -1 - (int64_t)random_below(INT64_MAX);
		return;
	case 5:
		request->expires_at = request->now - (int64_t)random_below(2);
		return;
	case 6:
		request->address_length = random_chance(2) ? 0 : DARKSWAP_ADDRESS_MAX + 1 + (uint32_t)random_below(300);
		return;
	case 7:
		request->expires_at = request->now + PLAIN_MAXIMUM_EXPIRY + 1;
		return;
	default:
		/* Around the largest product that fits. */
		request->price = 1 + (random_next() >> random_below(64));
		request->amount = (uint64_t)(((wide)DARKSWAP_ONE << 64) / request->price + random_below(3) - 1);
	}
}

static struct plain_order requested_order(void) {
	struct darkswap_request const *request = &mailbox.request;
	struct plain_order order = { .record = { .id_high = request->id_high, .id_low = request->id_low,
		.amount = request->amount, .price = request->price, .expires_at = request->expires_at,
		.market = request->market, .side = (uint8_t)request->side,
		.maker_length = (uint8_t)request->address_length,
		.flags = request->flags & (DARKSWAP_IMPORTED | DARKSWAP_SIGNED) } };
	memcpy(order.record.maker, request->address, sizeof request->address);
	return order;
}

static bool request_is_valid(void) {
	struct darkswap_request const *request = &mailbox.request;
	struct plain_order order = requested_order();
	return request->side <= DARKSWAP_SELL && request->address_length <= DARKSWAP_ADDRESS_MAX
			&& order_is_valid(&order.record, request->now);
}

static void fill_in(struct darkswap_request *request) {
	request->id_high = 7;
	request->id_low = next_id;
	if (!memory_is_limited && random_chance(50)) {
		any_order_id(&request->id_high, &request->id_low);
	}
	if (random_chance(15)) {
		any_used_id(&request->id_high, &request->id_low);
	}
	request->market = any_market();
	request->side = (uint32_t)random_below(2);
	request->amount = 1 + random_below(1000);
	request->price = any_price();
	request->expires_at = now + 1 + (int64_t)random_below(4000);
	request->address_length = random_address(request->address);
	bool imported = random_chance(8), is_signed = random_chance(3);
	if (imported) {
		request->address_length = random_maker(request->address);
	}
	request->flags &= ~(uint32_t)(DARKSWAP_IMPORTED | DARKSWAP_SIGNED);
	request->flags |= (imported ? DARKSWAP_IMPORTED : 0) | (is_signed ? DARKSWAP_SIGNED : 0);
	random_bytes(mailbox.signature, sizeof mailbox.signature);
	if (random_chance(20)) {
		spoil(request);
	}
}

void random_create(void) {
	struct darkswap_request *request = command_begin();
	fill_in(request);
	uint32_t error = finish(darkswap_create_order);
	if (!request_is_valid()) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	if (plain_is_below_unit(request->amount, request->price)) {
		CHECK(error == DARKSWAP_BELOW_A_UNIT, "%u", error);
		return;
	}
	if (request->expires_at - request->now > PLAIN_MAXIMUM_EXPIRY) {
		CHECK(error == DARKSWAP_EXPIRY_TOO_FAR, "%u", error);
		return;
	}
	plain_expire(request->market, now);
	if (!market_exists(request->market)) {
		CHECK(error == DARKSWAP_MARKET_NOT_FOUND, "%u", error);
		return;
	}
	if (command_was_refused(error)) {
		return;
	}
	if ((request->flags & DARKSWAP_IMPORTED) && plain_foreign_orders() >= settings.foreign_orders) {
		CHECK(error == DARKSWAP_TOO_MANY_FOREIGN_ORDERS, "%u", error);
		return;
	}
	struct plain_order order = requested_order();
	if ((request->flags & DARKSWAP_IMPORTED) && plain_foreign_orders_of(&order.record) >= settings.foreign_orders_of_maker) {
		CHECK(error == DARKSWAP_TOO_MANY_ORDERS_OF_MAKER, "%u", error);
		return;
	}
	if (plain_find(request->id_high, request->id_low) != 0) {
		/* A history may have given it up for memory before the order was entered. */
		command_adopt_histories();
	}
	if (plain_find(request->id_high, request->id_low) != 0) {
		CHECK(error == DARKSWAP_DUPLICATE_ORDER, "%u", error);
		return;
	}
	enum plain_use use = plain_use_of(&order.record, now);
	if (use == IS_USED || (use == MAY_BE_USED && error != DARKSWAP_OK)) {
		CHECK(plain_refuses_id(&order.record, error), "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	memset(order.record.maker + order.record.maker_length, 0, sizeof order.record.maker - order.record.maker_length);
	memcpy(order.signature, mailbox.signature, sizeof order.signature);
	plain_insert(&order, now);
	next_id++;
}

/* Makes a request on some order, and sweeps its market in the plain book. */
static struct darkswap_request *begin_on_order(uint32_t (*command)(void), uint32_t *error) {
	struct darkswap_request *request = command_begin();
	any_order_id(&request->order_id_high, &request->order_id_low);
	struct plain_order const *order = plain_find(request->order_id_high, request->order_id_low);
	uint32_t market = order == 0 ? 0 : order->record.market;
	*error = finish(command);
	if (market != 0) {
		command_sweep(market, now, *error);
	}
	return request;
}

/* As a reader sees an order that no command has closed since it expired. */
static struct darkswap_order seen(struct darkswap_order const *order) {
	struct darkswap_order copy = *order;
	if (order->status == DARKSWAP_OPEN && order->expires_at <= now) {
		copy.status = DARKSWAP_EXPIRED;
		copy.changed_at = order->expires_at;
	}
	return copy;
}

void random_get(void) {
	struct darkswap_request *request = command_begin();
	any_order_id(&request->order_id_high, &request->order_id_low);
	uint32_t error = darkswap_get_order();
	struct plain_order const *order = plain_find(request->order_id_high, request->order_id_low);
	if (order == 0) {
		CHECK(error == DARKSWAP_ORDER_NOT_FOUND, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	struct darkswap_order expected = seen(&order->record);
	compare_order(&mailbox.order, &expected);
	if (order->record.flags & DARKSWAP_SIGNED) {
		CHECK(memcmp(mailbox.signature, order->signature, sizeof order->signature) == 0, "signature");
	}
}

void random_cancel(void) {
	uint32_t error;
	bool evicts = random_chance(3);
	struct darkswap_request const *request = begin_on_order(evicts ? darkswap_evict_order : darkswap_cancel_order, &error);
	struct plain_order *order = plain_find(request->order_id_high, request->order_id_low);
	if (order != 0 && order->record.status != DARKSWAP_OPEN) {
		/* It may have given its memory to the event that others expired. */
		command_adopt_histories();
		order = plain_find(request->order_id_high, request->order_id_low);
	}
	if (order == 0) {
		CHECK(error == DARKSWAP_ORDER_NOT_FOUND, "%u", error);
	}
	else if (order->record.status != DARKSWAP_OPEN) {
		CHECK(error == DARKSWAP_ORDER_NOT_OPEN, "%u", error);
	}
	else if (!evicts && (order->record.flags & DARKSWAP_IMPORTED)) {
		CHECK(error == DARKSWAP_NOT_THE_MAKER, "%u", error);
	}
	else {
		CHECK(error == DARKSWAP_OK, "%u", error);
		CHECK(mailbox.order.remaining == order->record.remaining, "what was withdrawn");
		(evicts ? plain_evict : plain_cancel)(order, now);
	}
}

/* Ids of another engine: new ones, and some that are used here already. */
void random_keep_used_ids(void) {
	struct darkswap_request *request = command_begin();
	static struct plain_used_id kept[DARKSWAP_PAGE_USED_IDS];
	uint32_t count = (uint32_t)random_below(DARKSWAP_PAGE_USED_IDS + 1);
	for (uint32_t i = 0; i < count; i++) {
		kept[i] = (struct plain_used_id){ 9, next_id++, now + 1 + (int64_t)random_below(4000), false, false };
		if (random_chance(10)) {
			any_used_id(&kept[i].id_high, &kept[i].id_low);
			kept[i].expires_at = now;
		}
		mailbox.page.used_ids[i] = (struct darkswap_used_id){ kept[i].id_high, kept[i].id_low, kept[i].expires_at, 7, 7 };
	}
	request->count = random_chance(20) ? DARKSWAP_PAGE_USED_IDS + 1 + (uint32_t)random_below(9) : count;
	request->since = now - 1;
	uint32_t error = darkswap_keep_used_ids();
	if (request->count > DARKSWAP_PAGE_USED_IDS) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK || (memory_is_limited && error == DARKSWAP_MEMORY_EXHAUSTED), "%u", error);
	for (uint32_t i = 0; i < count; i++) {
		/* Where memory was short, the first of them are kept. */
		kept[i].may_be_missing = error != DARKSWAP_OK;
		if (kept[i].expires_at > now) {
			fifo_append(&plain.used_ids, &kept[i]);
		}
	}
}

void random_sweep(void) {
	uint32_t first = (uint32_t)random_below(PLAIN_MARKETS + 2), market = first, calls = 0;
	int64_t time = random_chance(20) ? INT64_MAX : now;
	do {
		struct darkswap_request *request = command_begin();
		request->market = market;
		request->now = time;
		plain_free_used_ids(time);
		CHECK(finish(darkswap_sweep) == DARKSWAP_OK, "sweep");
		market = mailbox.market;
		CHECK(++calls < 10000, "a sweep without end");
	} while (mailbox.more);
	for (uint32_t slot = first == 0 ? 1 : first; slot <= PLAIN_MARKETS; slot++) {
		plain_expire(registry_number_in(slot), time);
	}
}
