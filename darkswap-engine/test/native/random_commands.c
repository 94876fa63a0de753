/*
 * Runs random commands through the engine and through a book so plain that it is plainly right,
 * and compares every answer. Then lets threads loose on it and checks that every amount adds up.
 * Built under sanitizers by build.sh --native; reproducible from the seed it prints.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "check.h"
#include "engine.h"
#include "platform_native.h"

#define COMMANDS 400000
#define PLAIN_MAX 4096
#define HISTORY 50
#define MARKETS 3
#define PAGES_MAX 24
#define THREADS 4
#define THREAD_COMMANDS 50000

struct plain_order {
	uint64_t id, amount, remaining, price;
	int64_t expires_at;
	uint32_t market, side, status;
	uint64_t arrival, closed_at;
};

static struct plain_order plain[PLAIN_MAX];
static uint32_t plain_count;
static uint64_t arrivals, closings;
static _Thread_local uint64_t random_state;

static uint64_t random_below(uint64_t bound) {
	return random_next(&random_state) % bound;
}

static struct plain_order *plain_find(uint64_t id) {
	for (uint32_t i = 0; i < plain_count; i++) {
		if (plain[i].id == id) {
			return &plain[i];
		}
	}
	return 0;
}

static void plain_close(struct plain_order *order, uint32_t status) {
	order->status = status;
	order->closed_at = ++closings;
	uint32_t closed = 0, oldest = PLAIN_MAX;
	for (uint32_t i = 0; i < plain_count; i++) {
		if (plain[i].market == order->market && plain[i].status != DARKSWAP_OPEN) {
			closed++;
			if (oldest == PLAIN_MAX || plain[i].closed_at < plain[oldest].closed_at) {
				oldest = i;
			}
		}
	}
	if (closed > HISTORY) {
		plain[oldest] = plain[--plain_count];
	}
}

/* The open order of the market that expires first and is due, or null. */
static struct plain_order *plain_due(uint32_t market, int64_t now) {
	struct plain_order *due = 0;
	for (uint32_t i = 0; i < plain_count; i++) {
		struct plain_order *order = &plain[i];
		if (order->market == market && order->status == DARKSWAP_OPEN && order->expires_at <= now
				&& (due == 0 || order->expires_at < due->expires_at
						|| (order->expires_at == due->expires_at && order->arrival < due->arrival))) {
			due = order;
		}
	}
	return due;
}

static void plain_expire(uint32_t market, int64_t now) {
	struct plain_order *due;
	while ((due = plain_due(market, now)) != 0) {
		plain_close(due, DARKSWAP_EXPIRED);
	}
}

static bool plain_before(struct plain_order const *a, struct plain_order const *b) {
	if (a->side != b->side) {
		return a->side < b->side;
	}
	if (a->price != b->price) {
		return a->side == DARKSWAP_BUY ? a->price > b->price : a->price < b->price;
	}
	return a->arrival < b->arrival;
}

static int plain_compare(void const *a, void const *b) {
	return plain_before(*(struct plain_order *const *)a, *(struct plain_order *const *)b) ? -1 : 1;
}

static void check_order(struct darkswap_order const *order, struct plain_order const *expected) {
	CHECK(order->id_low == expected->id && order->amount == expected->amount
			&& order->remaining == expected->remaining && order->price == expected->price
			&& order->side == expected->side && order->status == expected->status
			&& order->expires_at == expected->expires_at && order->market == expected->market,
			"order %llu", (unsigned long long)expected->id);
}

static void check_listing(uint32_t market, int64_t now) {
	static struct plain_order *expected[PLAIN_MAX];
	uint32_t count = 0, at = 0;
	plain_expire(market, now);
	for (uint32_t i = 0; i < plain_count; i++) {
		if (plain[i].market == market && plain[i].status == DARKSWAP_OPEN) {
			expected[count++] = &plain[i];
		}
	}
	qsort(expected, count, sizeof *expected, plain_compare);
	mailbox.request.market = market;
	mailbox.request.now = now;
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "begin");
	CHECK(darkswap_list_begin() == DARKSWAP_WRONG_STATE, "begin twice");
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			CHECK(at < count, "more listed than %u", count);
			check_order(AT(darkswap_order, mailbox.orders[i]), expected[at++]);
		}
	} while (mailbox.more);
	CHECK(darkswap_list_end() == DARKSWAP_OK && at == count, "%u listed of %u", at, count);
}

static void check_best(uint32_t market, int64_t now) {
	mailbox.request.market = market;
	mailbox.request.now = now;
	plain_expire(market, now);
	CHECK(darkswap_best() == DARKSWAP_OK, "best");
	for (uint32_t side = 0; side < 2; side++) {
		struct plain_order *best = 0;
		uint64_t amount = 0;
		uint32_t orders = 0;
		for (uint32_t i = 0; i < plain_count; i++) {
			if (plain[i].market == market && plain[i].status == DARKSWAP_OPEN && plain[i].side == side
					&& (best == 0 || plain_before(&plain[i], best))) {
				best = &plain[i];
			}
		}
		for (uint32_t i = 0; best != 0 && i < plain_count; i++) {
			if (plain[i].market == market && plain[i].status == DARKSWAP_OPEN && plain[i].side == side
					&& plain[i].price == best->price) {
				amount += plain[i].remaining;
				orders++;
			}
		}
		struct darkswap_level const *level = &mailbox.summary.sides[side];
		CHECK(level->orders == orders, "side %u", side);
		CHECK(best == 0 || (level->price == best->price && level->amount_low == amount), "side %u", side);
	}
}

static void open_markets(void) {
	for (uint32_t i = 0; i < MARKETS; i++) {
		mailbox.request.base = (struct darkswap_asset){ 0 };
		mailbox.request.quote = (struct darkswap_asset){ .type = DARKSWAP_RUNE, .block = 840000, .transaction = i };
		CHECK(darkswap_open_market() == DARKSWAP_OK && mailbox.market == i + 1, "open");
		CHECK(darkswap_open_market() == DARKSWAP_OK && mailbox.market == i + 1, "open again");
	}
	mailbox.request.quote = mailbox.request.base;
	CHECK(darkswap_open_market() == DARKSWAP_INVALID_ARGUMENT, "against itself");
}

static uint64_t next_id = 1;

static void random_create(int64_t now, uint64_t prices) {
	struct darkswap_request *request = &mailbox.request;
	request->id_high = 7;
	request->id_low = random_below(50) == 0 ? random_below(next_id) : next_id;
	request->market = 1 + (uint32_t)random_below(MARKETS);
	request->side = (uint32_t)random_below(2);
	request->amount = random_below(40) == 0 ? 0 : 1 + random_below(1000);
	request->price = 1000 + random_below(prices);
	request->now = now;
	request->expires_at = now + (int64_t)random_below(4000);
	request->address_length = 1 + (uint32_t)random_below(90);
	memset(request->address, 'm', sizeof request->address);
	uint32_t error = darkswap_create_order();
	if (request->amount == 0 || request->expires_at == now) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	plain_expire(request->market, now);
	if (plain_find(request->id_low) != 0) {
		CHECK(error == DARKSWAP_DUPLICATE_ORDER, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	CHECK(plain_count < PLAIN_MAX, "the plain book is full");
	plain[plain_count] = (struct plain_order){ .id = request->id_low, .amount = request->amount,
		.remaining = request->amount, .price = request->price, .expires_at = request->expires_at,
		.market = request->market, .side = request->side, .status = DARKSWAP_OPEN, .arrival = ++arrivals };
	check_order(&mailbox.order, &plain[plain_count++]);
	next_id += request->id_low == next_id;
}

static void random_command_on_order(int64_t now) {
	struct darkswap_request *request = &mailbox.request;
	uint64_t id = plain_count == 0 ? next_id : plain[random_below(plain_count)].id;
	id = random_below(50) == 0 ? next_id + random_below(10) : id;
	struct plain_order *order = plain_find(id);
	if (order != 0) {
		plain_expire(order->market, now);
		order = plain_find(id);
	}
	request->order_id_high = 7;
	request->order_id_low = id;
	request->id_high = 8;
	request->id_low = random_next(&random_state) | 1;
	request->now = now;
	request->amount = 1 + random_below(1200);
	request->address_length = 5;
	uint64_t what = random_below(3);
	uint32_t error = what == 0 ? darkswap_get_order() : what == 1 ? darkswap_cancel_order() : darkswap_take_order();
	if (order == 0) {
		CHECK(error == DARKSWAP_ORDER_NOT_FOUND, "%u", error);
	}
	else if (what == 0) {
		CHECK(error == DARKSWAP_OK, "%u", error);
		check_order(&mailbox.order, order);
	}
	else if (order->status != DARKSWAP_OPEN) {
		CHECK(error == DARKSWAP_ORDER_NOT_OPEN, "%u", error);
	}
	else if (what == 1) {
		CHECK(error == DARKSWAP_OK && mailbox.order.status == DARKSWAP_CANCELLED, "%u", error);
		plain_close(order, DARKSWAP_CANCELLED);
	}
	else if (request->amount > order->remaining) {
		CHECK(error == DARKSWAP_AMOUNT_EXCEEDS_REMAINING, "%u", error);
	}
	else {
		CHECK(error == DARKSWAP_OK, "%u", error);
		order->remaining -= request->amount;
		CHECK(mailbox.order.remaining == order->remaining && mailbox.trade.amount == request->amount
				&& mailbox.trade.price == order->price && mailbox.trade.taker_side != order->side, "trade");
		if (order->remaining == 0) {
			plain_close(order, DARKSWAP_FILLED);
		}
	}
}

static void run_random_commands(uint64_t seed) {
	random_state = seed;
	int64_t now = 1;
	uint64_t prices = 20;
	for (uint32_t i = 0; i < COMMANDS; i++) {
		/* The book breathes: it grows to a few hundred orders in few or many levels, then drains. */
		bool grows = i / 2000 % 2 == 0;
		if (i % 4000 == 0) {
			prices = 1 + random_below(600);
		}
		now += (int64_t)random_below(grows ? 4 : 12);
		if (random_below(10) < (grows ? 6u : 2u)) {
			random_create(now, prices);
		}
		else {
			random_command_on_order(now);
		}
		if (i % 256 == 0) {
			uint32_t market = 1 + (uint32_t)random_below(MARKETS);
			check_best(market, now);
			check_listing(market, now);
			uint32_t broken = darkswap_check_invariants();
			CHECK(broken == 0, "rule %u is broken after command %u", broken, i);
		}
	}
}

/*
 * Fills the memory to its maximum; what was accepted stays, and one cancellation makes room for
 * one order. Empties it again, and returns how many orders fitted.
 */
static uint64_t run_exhaustion(void) {
	struct darkswap_request *request = &mailbox.request;
	int64_t now = INT64_C(1) << 40;
	uint64_t first = next_id;
	uint32_t error;
	*request = (struct darkswap_request){ .id_high = 7, .market = 1, .amount = 5, .now = now,
		.expires_at = INT64_MAX, .address_length = 1 };
	do {
		request->id_low = next_id;
		request->price = 1 + next_id % 5000;
		error = darkswap_create_order();
		next_id += error == DARKSWAP_OK;
	} while (error == DARKSWAP_OK);
	CHECK(error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
	CHECK(darkswap_check_invariants() == 0, "after exhaustion");
	CHECK(platform_memory_pages() == PAGES_MAX, "%u pages", platform_memory_pages());
	for (uint64_t id = first; id < next_id; id++) {
		request->order_id_high = 7;
		request->order_id_low = id;
		CHECK(darkswap_get_order() == DARKSWAP_OK && mailbox.order.remaining == 5, "%llu", (unsigned long long)id);
	}
	for (uint32_t i = 0; i < 1000; i++) {
		request->order_id_low = first + i;
		CHECK(darkswap_cancel_order() == DARKSWAP_OK, "cancel");
		request->id_low = next_id++;
		request->price = mailbox.order.price;
		CHECK(darkswap_create_order() == DARKSWAP_OK, "create");
	}
	CHECK(darkswap_check_invariants() == 0, "after recovery");
	uint64_t fitted = next_id - first - 1000;
	for (uint64_t id = first; id < next_id; id++) {
		request->order_id_low = id;
		uint32_t cancelled = darkswap_cancel_order();
		CHECK(cancelled == DARKSWAP_OK || cancelled == DARKSWAP_ORDER_NOT_FOUND || cancelled == DARKSWAP_ORDER_NOT_OPEN,
				"%u", cancelled);
	}
	return fitted;
}

struct worker {
	pthread_t thread;
	uint32_t number;
	uint64_t seed, created, cancelled, taken, open;
};

static void *work(void *argument) {
	struct worker *worker = argument;
	struct darkswap_request *request = &mailbox.request;
	uint64_t mine[64] = { 0 };
	mailbox.instance = worker->number + 1;
	random_state = worker->seed + worker->number;
	*request = (struct darkswap_request){ .now = INT64_C(1) << 41, .expires_at = INT64_MAX, .address_length = 9 };
	for (uint32_t i = 0; i < THREAD_COMMANDS; i++) {
		uint32_t slot = (uint32_t)random_below(64);
		request->market = 1 + (uint32_t)random_below(MARKETS);
		if (mine[slot] == 0) {
			request->id_high = 100 + worker->number;
			request->id_low = i + 1;
			request->side = (uint32_t)random_below(2);
			request->amount = 10;
			request->price = 100 + random_below(50);
			CHECK(darkswap_create_order() == DARKSWAP_OK, "create");
			worker->created += 10;
			mine[slot] = request->id_low;
			continue;
		}
		request->order_id_high = 100 + worker->number;
		request->order_id_low = mine[slot];
		request->id_low = i + 1;
		request->amount = 4;
		if (random_below(2) == 0 && darkswap_take_order() == DARKSWAP_OK) {
			worker->taken += 4;
		}
		else {
			CHECK(darkswap_cancel_order() == DARKSWAP_OK, "cancel");
			worker->cancelled += mailbox.order.remaining;
			mine[slot] = 0;
		}
	}
	for (uint32_t slot = 0; slot < 64; slot++) {
		request->order_id_low = mine[slot];
		if (mine[slot] != 0) {
			CHECK(darkswap_get_order() == DARKSWAP_OK, "get");
			worker->open += mailbox.order.remaining;
		}
	}
	return 0;
}

static void run_threads(uint64_t seed) {
	static struct worker workers[THREADS];
	for (uint32_t i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .number = i + 1, .seed = seed };
		pthread_create(&workers[i].thread, 0, work, &workers[i]);
	}
	for (uint32_t i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, 0);
		CHECK(workers[i].created == workers[i].taken + workers[i].cancelled + workers[i].open, "worker %u", i);
	}
	CHECK(darkswap_check_invariants() == 0, "after the threads");
}

static void run_recovery(void) {
	struct darkswap_request *request = &mailbox.request;
	request->owner = 9;
	CHECK(darkswap_recover() == DARKSWAP_WRONG_STATE, "nobody was in a critical section");
	request->market = 1;
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "this instance holds market 1 now");
	request->owner = mailbox.instance;
	CHECK(darkswap_recover() == DARKSWAP_OK, "poisons it");
	request->order_id_low = 1;
	CHECK(darkswap_get_order() == DARKSWAP_POISONED, "nothing goes on");
}

int main(int count, char **arguments) {
	uint64_t seed = count > 1 && *arguments[1] ? strtoull(arguments[1], 0, 10) : (uint64_t)time(0);
	printf("seed %llu\n", (unsigned long long)seed);
	platform_native_open(4, PAGES_MAX);
	CHECK(darkswap_create() != DARKSWAP_OK, "no heap end yet");
	mailbox.request = (struct darkswap_request){ .heap_end = 4 * PAGE_SIZE, .closed_order_history = HISTORY };
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "before create");
	CHECK(darkswap_create() == DARKSWAP_OK, "create");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "without an instance number");
	mailbox.instance = 1;
	random_tree_run(seed);
	open_markets();
	run_random_commands(seed);
	uint64_t fitted = run_exhaustion();
	for (uint32_t round = 0; round < 10; round++) {
		/* The order index may have taken a few blocks to grow. */
		uint64_t again = run_exhaustion();
		CHECK(again + 32 >= fitted, "%llu after %llu: blocks were lost", (unsigned long long)again,
				(unsigned long long)fitted);
	}
	printf("%llu orders in %u pages\n", (unsigned long long)fitted, platform_memory_pages());
	run_threads(seed);
	run_recovery();
	printf("%d commands, %d threads of %d: every answer as in the plain book\n", COMMANDS, THREADS, THREAD_COMMANDS);
	return 0;
}
