#include "markets.h"

#include <pthread.h>

#include "check.h"
#include "checked_arena.h"
#include "engine.h"
#include "finish.h"
#include "memory_check.h"
#include "plain_book.h"
#include "random.h"
#include "registry.h"

#define FLOOD 100000
#define GENERATIONS 0x10000
#define THREADS 3
#define PAIRS 8
#define MOST_MARKETS 5
#define ROUNDS 30000

static _Thread_local uint64_t ids;

static struct darkswap_request *request(uint32_t market) {
	mailbox.request = (struct darkswap_request){ .market = market, .id_high = 7 + mailbox.instance, .amount = 1,
		.price = DARKSWAP_ONE, .expires_at = PLAIN_MAXIMUM_EXPIRY, .address_length = 1 };
	return &mailbox.request;
}

static uint32_t open_pair(uint64_t pair, uint32_t most) {
	request(0)->count = most;
	mailbox.request.quote = (struct darkswap_asset){ .type = DARKSWAP_RUNE, .block = 1, .transaction = pair };
	return finish(darkswap_open_market);
}

static uint32_t create(uint32_t market) {
	request(market)->id_low = ++ids;
	return finish(darkswap_create_order);
}

static uint32_t cancel(void) {
	request(0)->order_id_high = 7 + mailbox.instance;
	mailbox.request.order_id_low = ids;
	return finish(darkswap_cancel_order);
}

static void check_all_is_well(void) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
}

/* How many orders fit into a market beside what is there; they are cancelled again. */
static uint64_t count_what_fits(void) {
	CHECK(open_pair(0, 0) == DARKSWAP_OK, "open");
	uint32_t market = mailbox.market;
	uint64_t first = ids + 1;
	while (create(market) == DARKSWAP_OK) {
	}
	CHECK(mailbox.error == DARKSWAP_MEMORY_EXHAUSTED, "%u", mailbox.error);
	uint64_t fitted = ids - first;
	for (uint64_t left = fitted; left != 0; left--) {
		ids--;
		CHECK(cancel() == DARKSWAP_OK, "cancel");
	}
	ids += fitted + 1;
	return fitted;
}

/* Each of very many pairs gets an order, which is cancelled: as others flood a book. */
static void check_a_flood_leaves_the_memory(void) {
	uint64_t fitted = count_what_fits();
	for (uint64_t pair = 1; pair <= FLOOD; pair++) {
		CHECK(open_pair(pair, 0) == DARKSWAP_OK, "pair %llu", (unsigned long long)pair);
		CHECK(create(mailbox.market) == DARKSWAP_OK && cancel() == DARKSWAP_OK, "create and cancel");
	}
	printf("        %u slots, %u markets after a flood of %u\n", registry_slots(), registry_markets(), FLOOD);
	CHECK(registry_markets() < FLOOD, "%u markets", registry_markets());
	uint64_t fit = count_what_fits();
	printf("        %llu orders fit, %llu fitted before\n", (unsigned long long)fit, (unsigned long long)fitted);
	CHECK(fit * 11 >= fitted * 10, "%llu orders fit, %llu fitted", (unsigned long long)fit, (unsigned long long)fitted);
	check_all_is_well();
}

/* Where as many markets are open as may be, one without open orders and trades gives its place. */
static void check_a_quiet_market_gives_its_place(void) {
	uint32_t most = registry_markets();
	CHECK(open_pair(0, 0) == DARKSWAP_OK && registry_markets() == most, "it is open already");
	for (uint32_t market = 1; market <= registry_slots(); market++) {
		if (registry_number_in(market) != 0) {
			CHECK(create(registry_number_in(market)) == DARKSWAP_OK, "create");
		}
	}
	CHECK(open_pair(UINT64_MAX, most) == DARKSWAP_TOO_MANY_MARKETS && mailbox.listed == most, "each has an open order");
	CHECK(open_pair(UINT64_MAX, most + 1) == DARKSWAP_OK, "open");
	uint32_t number = mailbox.market;
	uint32_t const *shown = (uint32_t const *)(void *)DEREF(darkswap_summary, mailbox.page.references[0]);
	CHECK(*shown == number, "its number is shown");
	for (uint32_t closed = 0; closed < 2000; closed++) {
		CHECK(create(number) == DARKSWAP_OK && cancel() == DARKSWAP_OK, "an order that is closed again");
	}
	CHECK(open_pair(UINT64_MAX - 1, most + 1) == DARKSWAP_OK && mailbox.market != number, "in its place");
	CHECK(*shown != number, "its number is shown no more");
	CHECK(create(number) == DARKSWAP_MARKET_NOT_FOUND, "the number names nothing");
	request(number);
	CHECK(finish(darkswap_best) == DARKSWAP_MARKET_NOT_FOUND, "nor for readers");
	check_all_is_well();
}

/* One slot sees one market after the other; when its numbers have run out, it is used no more. */
static void check_no_number_comes_twice(void) {
	uint32_t most = registry_markets(), last = 0, slot = 0;
	for (uint32_t i = 0; i < GENERATIONS + 10; i++) {
		CHECK(open_pair(UINT64_C(1) << 32 | i, most) == DARKSWAP_OK, "open");
		bool is_next = (mailbox.market & 0xffff) != slot;
		CHECK(is_next || mailbox.market > last, "number %u after %u", mailbox.market, last);
		last = mailbox.market;
		slot = last & 0xffff;
	}
	CHECK(last >> 16 < 20, "another slot is used");
	check_all_is_well();
}

void markets_run(void) {
	check_a_flood_leaves_the_memory();
	check_a_quiet_market_gives_its_place();
	check_no_number_comes_twice();
}

struct worker {
	pthread_t thread;
	uint32_t instance;
	uint64_t seed;
	uint64_t released, refused;
};

/* The market that a thread has is its pair's, however often its place was another's before. */
static void check_pair(uint32_t number, uint64_t pair) {
	request(number);
	if (finish(darkswap_list_begin) == DARKSWAP_OK) {
		CHECK(registry_market(number)->quote.transaction == pair, "another pair's market");
		CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	}
	request(number);
	uint32_t error = finish(darkswap_statistics);
	CHECK(error == DARKSWAP_OK || error == DARKSWAP_MARKET_NOT_FOUND, "%u", error);
}

static void *work(void *argument) {
	struct worker *self = argument;
	mailbox.instance = self->instance;
	random_state = self->seed;
	for (uint32_t i = 0; i < ROUNDS; i++) {
		uint64_t pair = 1 + random_below(PAIRS);
		uint32_t error = open_pair(pair, MOST_MARKETS);
		if (error != DARKSWAP_OK) {
			CHECK(error == DARKSWAP_TOO_MANY_MARKETS, "%u", error);
			self->refused++;
			continue;
		}
		uint32_t market = mailbox.market;
		check_pair(market, pair);
		error = create(market);
		if (error == DARKSWAP_MARKET_NOT_FOUND) {
			self->released++;
			continue;
		}
		CHECK(error == DARKSWAP_OK, "%u", error);
		CHECK(registry_market(market)->quote.transaction == pair, "a market with an order stays");
		CHECK(cancel() == DARKSWAP_OK, "cancel");
		request(0)->market = 0;
		CHECK(finish(darkswap_sweep) == DARKSWAP_OK && darkswap_reclaimable_bytes() <= UINT64_C(1) << 32, "sweep");
	}
	return 0;
}

void markets_threads_run(void) {
	struct worker workers[THREADS];
	uint64_t released = 0, refused = 0;
	for (uint32_t i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){ .instance = 10 + i, .seed = random_next() };
		pthread_create(&workers[i].thread, 0, work, &workers[i]);
	}
	for (uint32_t i = 0; i < THREADS; i++) {
		pthread_join(workers[i].thread, 0);
		released += workers[i].released;
		refused += workers[i].refused;
	}
	CHECK(registry_markets() <= MOST_MARKETS, "%u markets", registry_markets());
	printf("        %llu times a market was released before its order came, %llu were refused\n",
			(unsigned long long)released, (unsigned long long)refused);
	check_all_is_well();
}
