#include "random_expiries.h"

#include "arena.h"
#include "check.h"
#include "checked_arena.h"
#include "cursor.h"
#include "expiry.h"
#include "random.h"

#define ORDERS 700
#define ROUNDS 60000
#define ROUNDS_OF_PHASE 6000

static struct tree expiries;
static struct queue_pool pool;

/* In the order of their expiry, then of their arrival. */
static uint32_t orders[ORDERS];
static uint32_t count;

static int64_t time_of(uint32_t order) {
	return DEREF(darkswap_order, order)->expires_at;
}

static uint32_t place_of(int64_t time) {
	uint32_t place = count;
	while (place != 0 && time_of(orders[place - 1]) > time) {
		place--;
	}
	return place;
}

/* Returns whether there was memory for it. */
static bool insert(uint32_t order) {
	bool may_be_short = random_chance(4);
	checked_arena_limit(may_be_short ? checked_arena_used() + (uint32_t)random_below(2) : UNLIMITED);
	bool inserted = expiry_insert(&expiries, &pool, order);
	checked_arena_limit(UNLIMITED);
	CHECK(inserted != checked_arena_was_short(), "%u orders", count);
	return inserted;
}

static void add(int64_t time) {
	uint32_t order = checked_allocate();
	DEREF(darkswap_order, order)->expires_at = time;
	if (!insert(order)) {
		checked_free(order);
		return;
	}
	uint32_t place = place_of(time);
	for (uint32_t i = count++; i > place; i--) {
		orders[i] = orders[i - 1];
	}
	orders[place] = order;
}

static void remove_at(uint32_t place) {
	expiry_remove(&expiries, &pool, orders[place]);
	checked_free(orders[place]);
	count--;
	for (uint32_t i = place; i < count; i++) {
		orders[i] = orders[i + 1];
	}
}

/* No run is longer than a search may be, but by orders that expire with its last one. */
static void check_runs(void) {
	for (struct tree_cursor at = tree_first(&expiries); at.leaf != 0; tree_next(&at)) {
		struct queue const *run = queue_at(tree_reference_at(&at));
		uint32_t order = run->first;
		for (uint32_t i = 0; i < EXPIRY_RUN_ORDERS && order != 0; i++) {
			order = queue_node_at(order, QUEUE_EXPIRY)->next;
		}
		CHECK(order == 0 || time_of(order) == time_of(run->last), "%u orders in a run", run->orders);
	}
}

static void check_order(void) {
	struct cursor cursor;
	uint32_t place = 0;
	for (cursor_seek(&cursor, &expiries); cursor.order != 0; cursor_next_in(&cursor, QUEUE_EXPIRY)) {
		CHECK(place < count && cursor.order == orders[place], "order %u", place);
		place++;
	}
	CHECK(place == count, "%u orders of %u", place, count);
	CHECK(expiry_earliest(&expiries) == (count == 0 ? INT64_MAX : time_of(orders[0])), "the earliest one");
}

/* In turns times ascend, with some that are earlier, are all over, are a few, and are one of two. */
static int64_t next_time(uint32_t round) {
	switch (round / ROUNDS_OF_PHASE % 4) {
	case 0:
		return random_chance(10) ? (int64_t)random_below(round + 1) : (int64_t)round;
	case 1:
		return (int64_t)random_below(ROUNDS);
	case 2:
		return 1000 + (int64_t)random_below(20);
	default:
		return INT64_MAX - (int64_t)random_below(2);
	}
}

void random_expiries_run(void) {
	uint32_t used = checked_arena_used();
	for (uint32_t round = 0; round < ROUNDS; round++) {
		uint64_t wanted = random_below(ORDERS);
		if (wanted >= count) {
			add(next_time(round));
		}
		else {
			remove_at(random_chance(8) ? 0 : (uint32_t)random_below(count));
		}
		if (round % 50 == 0) {
			check_order();
			check_runs();
		}
	}
	while (count != 0) {
		remove_at((uint32_t)random_below(count));
	}
	CHECK(expiries.root == 0 && pool.with_room == 0 && checked_arena_used() == used, "nothing is left");
}
