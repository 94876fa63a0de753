#include "exhaustion.h"

#include "check.h"
#include "checked_arena.h"
#include "engine.h"
#include "finish.h"
#include "events.h"
#include "kept_markets.h"
#include "memory_check.h"
#include "registry.h"

#define ROUNDS 6
#define HISTORY 100
#define REPLACED 1000
#define PRICES 500
#define ORDERS UINT64_C(7)
#define TRADES UINT64_C(8)

static int64_t const now = INT64_C(1) << 40;

static struct darkswap_request *request(void) {
	mailbox.request = (struct darkswap_request){ .now = now, .expires_at = now + 1, .market = 1, .amount = 5,
		.price = 1000 * DARKSWAP_ONE, .address_length = 1 };
	return &mailbox.request;
}

static uint32_t create(uint32_t market, uint64_t id) {
	request();
	mailbox.request.market = market;
	mailbox.request.id_high = ORDERS;
	mailbox.request.id_low = id;
	mailbox.request.price = (1 + id % PRICES) * DARKSWAP_ONE;
	return finish(darkswap_create_order);
}

static uint32_t on_order(uint32_t (*command)(void), uint64_t id) {
	request();
	mailbox.request.order_id_high = ORDERS;
	mailbox.request.order_id_low = id;
	mailbox.request.id_high = TRADES;
	mailbox.request.id_low = id;
	return finish(command);
}

static void read_events(void) {
	do {
		CHECK(darkswap_events_next() == DARKSWAP_OK, "events");
	} while (mailbox.listed != 0);
	CHECK(events_waiting() == 0, "all are given back");
}

static void check_all_is_well(void) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
}

/* Histories of a market that has no part in what follows. */
static void make_history(uint32_t market, uint64_t *id) {
	for (uint32_t i = 0; i < HISTORY; i++) {
		CHECK(create(market, ++*id) == DARKSWAP_OK, "create");
		CHECK(on_order(darkswap_take_order, *id) == DARKSWAP_OK, "take");
	}
	read_events();
	struct market const *made = registry_market(market);
	CHECK(made->closed == HISTORY && made->trades.end - made->trades.first == HISTORY, "the histories are full");
}

static void check_histories_gave_all(void) {
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		uint32_t number = registry_number_in(slot);
		struct market const *market = registry_market(number);
		CHECK(number == 0 || (market->closed == 0 && trade_log_is_empty(&market->trades)), "market %u", number);
	}
}

/* Returns how many orders fitted. */
static uint64_t fill(uint64_t *id) {
	uint64_t first = *id;
	uint32_t error;
	while ((error = create(1, *id + 1)) == DARKSWAP_OK) {
		++*id;
	}
	CHECK(error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
	check_histories_gave_all();
	check_all_is_well();
	for (uint64_t each = first + 1; each <= *id; each++) {
		CHECK(on_order(darkswap_get_order, each) == DARKSWAP_OK && mailbox.order.status == DARKSWAP_OPEN
				&& mailbox.order.remaining == 5, "order %llu stays", (unsigned long long)each);
	}
	return *id - first;
}

/* A batch may get the few blocks that are left. */
static void check_batch_is_refused(void) {
	request()->count = 1000;
	uint32_t error = darkswap_batch_begin();
	while (error == DARKSWAP_OK) {
		CHECK(mailbox.more, "1000 records");
		error = darkswap_batch_next();
	}
	CHECK(error == DARKSWAP_MEMORY_EXHAUSTED, "batch: %u", error);
	CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
}

/* Nothing that needs memory gets any, and nothing changes. */
static void check_all_is_refused(uint64_t id) {
	uint64_t digest = darkswap_digest();
	check_batch_is_refused();
	CHECK(on_order(darkswap_take_order, id) == DARKSWAP_MEMORY_EXHAUSTED, "take");
	request()->id_low = 1;
	mailbox.request.id_high = TRADES;
	mailbox.request.side = DARKSWAP_SELL;
	mailbox.request.price = 1;
	mailbox.request.amount = 5000;
	CHECK(finish(darkswap_take_begin) == DARKSWAP_MEMORY_EXHAUSTED, "take the best");
	CHECK(darkswap_digest() == digest, "nothing has changed");
	check_no_block_is_lost(0);
}

/* Cancelling needs no memory, and what it frees serves the next order; one with an event needs two blocks. */
static void replace_orders(uint64_t first, uint64_t *id, bool events) {
	for (uint64_t each = first; each < first + REPLACED;) {
		CHECK(on_order(darkswap_cancel_order, each++) == DARKSWAP_OK, "cancel");
		if (events) {
			CHECK(on_order(darkswap_cancel_order, each++) == DARKSWAP_OK, "cancel");
		}
		read_events();
		CHECK(create(1, ++*id) == DARKSWAP_OK, "create");
		read_events();
	}
	check_all_is_well();
}

/* All of them, while no event is read. */
static void cancel_all(uint64_t first, uint64_t last, bool events) {
	uint32_t waiting = events_waiting();
	for (uint64_t each = first; each <= last; each++) {
		CHECK(on_order(darkswap_cancel_order, each) == DARKSWAP_OK, "cancel %llu", (unsigned long long)each);
	}
	CHECK(events_waiting() == waiting + (events ? last - first + 1 : 0), "none is lost");
	check_all_is_well();
}

static void switch_events(bool on) {
	request()->count = on;
	CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
}

/* Returns how many blocks are in use when all is drained again; not those that the index took to grow. */
static uint32_t run_round(uint64_t *id, bool events) {
	make_history(2, id);
	make_history(3, id);
	uint64_t first = *id + 1;
	uint64_t fitted = fill(id);
	CHECK(platform_memory_grow(1) == UINT32_MAX, "the memory is at its maximum");
	check_all_is_refused(first);
	if (events) {
		read_events();
		fitted += fill(id);
		CHECK(fitted > REPLACED, "%llu orders", (unsigned long long)fitted);
		read_events();
		replace_orders(first, id, events);
		fill(id);
	}
	else {
		replace_orders(first, id, events);
	}
	cancel_all(first + REPLACED, *id, events);
	read_events();
	make_history(2, id);
	make_history(3, id);
	make_history(1, id);
	check_all_is_well();
	return checked_arena_used() - checked_arena_used_for_good();
}

void exhaustion_run(bool events) {
	uint64_t id = 0;
	keep_markets_open(now);
	switch_events(events);
	uint32_t drained = run_round(&id, events);
	for (uint32_t round = 1; round < ROUNDS; round++) {
		uint32_t again = run_round(&id, events);
		/* A block of the log may hold fewer trades than another time. */
		CHECK(again <= drained + 2 * 3 && drained <= again + 2 * 3, "%u blocks, %u before", again, drained);
	}
}
