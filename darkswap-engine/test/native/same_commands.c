#include "same_commands.h"

#include <string.h>

#include "check.h"
#include "digest.h"
#include "engine.h"
#include "events.h"
#include "memory_check.h"
#include "random.h"
#include "registry.h"
#include "runs.h"

#define MARKETS 2
#define ROUNDS 400
#define PER_ROUND 15
#define BATCH 3
#define LIFE 3000

enum kind { CREATE, CANCEL, EVICT, TAKE, TAKE_BEST, SETTLE, CREATE_BATCH };

/* A command that was made before any ran, from its market's random numbers only. */
struct made {
	enum kind kind;
	struct darkswap_request request;
	uint8_t signature[DARKSWAP_SIGNATURE_SIZE];
	uint64_t seed;
};

static struct made commands[MARKETS][ROUNDS][PER_ROUND];
static uint32_t numbers[MARKETS];
static uint64_t answers[MARKETS];
/* How many orders and trades the commands of the market being made would make. */
static uint64_t orders, trades;

static bool reads_often;
static uint64_t reads_for_room, refusals;

static uint64_t lately(uint64_t newest) {
	uint64_t back = random_below(60);
	return back < newest ? newest - back : 1;
}

static enum kind any_kind(void) {
	static enum kind const kinds[] = { CREATE, CREATE, CREATE, CREATE, CREATE, CREATE, CANCEL, CANCEL, EVICT, TAKE, TAKE, TAKE,
		TAKE_BEST, SETTLE, SETTLE, CREATE_BATCH };
	return kinds[random_below(sizeof kinds / sizeof *kinds)];
}

static void make(struct made *made, uint32_t market, int64_t time) {
	struct darkswap_request *request = &made->request;
	made->kind = any_kind();
	made->seed = random_next();
	random_bytes(made->signature, sizeof made->signature);
	*request = (struct darkswap_request){ .now = time, .expires_at = time + 1 + (int64_t)random_below(LIFE),
		.order_id_high = 20 + market, .order_id_low = lately(orders), .side = (uint32_t)random_below(2),
		.price = DARKSWAP_ONE / 4 * (2 + random_below(50)), .amount = 1 + random_below(300), .address_length = 9, .address = "somebody" };
	if (made->kind == CREATE) {
		request->id_high = 20 + market;
		/* Now and then one that was used. */
		request->id_low = random_chance(20) ? lately(orders) : ++orders;
		request->flags = (uint32_t)random_below(4);
	}
	else if (made->kind == CREATE_BATCH) {
		request->id_high = 20 + market;
		request->id_low = orders + 1;
		orders += BATCH;
	}
	else {
		request->id_high = 30 + market;
		request->id_low = made->kind == SETTLE ? lately(trades) : trades + 1;
		request->side = made->kind == SETTLE ? random_chance(2) : request->side;
		trades += made->kind == TAKE ? 1 : made->kind == TAKE_BEST ? 300 : 0;
	}
}

/* Time goes on from round to round, so that it never runs back in any order of the commands of a round. */
static void make_all(void) {
	for (uint32_t market = 0; market < MARKETS; market++) {
		orders = trades = 0;
		int64_t time = 1000;
		for (uint32_t round = 0; round < ROUNDS; round++) {
			for (uint32_t i = 0; i < PER_ROUND; i++) {
				make(&commands[market][round][i], market, time);
			}
			time += 50;
		}
	}
}

static void read_events(void) {
	do {
		CHECK(darkswap_events_next() == DARKSWAP_OK, "events");
	} while (mailbox.listed != 0);
}

/* Until all of it is done; where there is no room for its events, some are read, as a host does. */
static uint32_t finish_with_events(uint32_t (*command)(void)) {
	uint32_t error;
	do {
		error = command();
		if (error == DARKSWAP_NO_ROOM_FOR_EVENTS) {
			CHECK(events_waiting() != 0, "no room though no event waits");
			read_events();
			reads_for_room++;
		}
	} while (error == DARKSWAP_UNFINISHED || error == DARKSWAP_NO_ROOM_FOR_EVENTS);
	refusals += error == DARKSWAP_MEMORY_EXHAUSTED;
	return error;
}

static uint32_t create_batch(struct made const *made) {
	mailbox.request.count = BATCH;
	mailbox.request.flags = DARKSWAP_SIGNED;
	mailbox.request.address_length = 9;
	uint32_t error = finish_with_events(darkswap_batch_begin);
	for (uint32_t i = 0; error == DARKSWAP_OK && i < mailbox.listed; i++) {
		struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[i]);
		order->id_high = made->request.id_high;
		order->id_low = made->request.id_low + i;
		order->market = mailbox.request.market;
		order->side = (uint8_t)(made->seed >> i & 1);
		order->amount = 1 + (made->seed >> (8 * i) & 0xff);
		order->price = made->request.price;
		order->expires_at = made->request.expires_at;
		order->maker_length = 9;
		memcpy(order->maker, made->request.address, sizeof order->maker);
		memcpy(DEREF(darkswap_order, order->signature), made->signature, sizeof made->signature);
	}
	if (error == DARKSWAP_OK) {
		error = mailbox.more ? DARKSWAP_MEMORY_EXHAUSTED : finish_with_events(darkswap_batch_create);
		CHECK(finish_with_events(darkswap_batch_end) == DARKSWAP_OK, "end");
	}
	return error;
}

static uint32_t run(struct made const *made) {
	switch (made->kind) {
	case CREATE:
		return finish_with_events(darkswap_create_order);
	case CANCEL:
		return finish_with_events(darkswap_cancel_order);
	case EVICT:
		return finish_with_events(darkswap_evict_order);
	case TAKE:
		return finish_with_events(darkswap_take_order);
	case SETTLE:
		return finish_with_events(made->request.side ? darkswap_fail_trade : darkswap_complete_trade);
	case CREATE_BATCH:
		return create_batch(made);
	default: {
		uint32_t error = finish_with_events(darkswap_take_begin);
		CHECK(error != DARKSWAP_OK || finish_with_events(darkswap_take_end) == DARKSWAP_OK, "end");
		return error;
	}
	}
}

static uint64_t digest_of(uint32_t number, int64_t time) {
	struct darkswap_request request = mailbox.request;
	mailbox.request = (struct darkswap_request){ .market = number, .now = time };
	CHECK(finish_with_events(darkswap_state_digest) == DARKSWAP_OK, "digest");
	mailbox.request = request;
	return mailbox.page.digest;
}

/* A command that does something changes the digests of all and of its market, and not of the other one. */
static void run_and_compare(struct made const *made, uint32_t market) {
	int64_t time = made->request.now;
	uint64_t all = digest_of(0, time), own = digest_of(numbers[market], time), other = digest_of(numbers[!market], time);
	uint32_t error = run(made);
	bool changes = error == DARKSWAP_OK && made->kind != TAKE_BEST;
	CHECK(!changes || (digest_of(0, time) != all && digest_of(numbers[market], time) != own), "kind %u", made->kind);
	/* Where memory is short, its history may have given. */
	CHECK(runs_book_limit != 0 || digest_of(numbers[!market], time) == other, "the other market's");
	answers[market] = digest_fold(answers[market], error);
}

static void give(uint32_t market, uint32_t round, uint32_t i) {
	struct made const *made = &commands[market][round][i];
	mailbox.request = made->request;
	mailbox.request.market = numbers[market];
	memcpy(mailbox.signature, made->signature, sizeof made->signature);
	if (round % 40 == 0) {
		run_and_compare(made, market);
	}
	else {
		answers[market] = digest_fold(answers[market], run(made));
	}
	/* The books take the same memory, whatever happens to events. */
	answers[market] = digest_fold(answers[market], runs_book_limit == 0 ? 0 : darkswap_book_bytes());
	if (reads_often && i % 7 == 0) {
		read_events();
	}
}

/* Each gives the commands of both markets, and those of one in their order. */
static void give_round(uint32_t round, uint32_t way) {
	uint32_t next[MARKETS] = { 0, 0 };
	while (next[0] + next[1] < MARKETS * PER_ROUND) {
		static uint32_t const first[INTERLEAVINGS] = { 0, 1, 0, 1, 0, 1 };
		uint32_t given = next[0] + next[1], market = first[way];
		if (way >= 4) {
			market = (uint32_t)random_below(MARKETS);
		}
		else if (way >= 2) {
			market ^= given / (way == 2 ? 1 : 4) % MARKETS;
		}
		if (next[market] == PER_ROUND) {
			market = !market;
		}
		give(market, round, next[market]++);
	}
}

static void open_market(uint32_t market) {
	mailbox.request = (struct darkswap_request){ .quote = { .type = DARKSWAP_ALKANE, .block = 2, .transaction = market } };
	CHECK(darkswap_open_market() == DARKSWAP_OK, "open");
	numbers[market] = mailbox.market;
}

/* From here on, the books and their histories are smaller. */
static void configure(uint32_t history, uint64_t limit) {
	mailbox.request = (struct darkswap_request){ .closed_order_history = history, .trade_history = history, .interval = LIFE,
		.foreign_orders = UINT32_MAX, .foreign_orders_of_maker = UINT32_MAX, .foreign_memory = UINT64_MAX, .amount = limit };
	do {
		CHECK(darkswap_configure() == DARKSWAP_OK, "configure");
		mailbox.request.market = mailbox.market;
	} while (mailbox.more);
	for (uint32_t market = 0; market < MARKETS; market++) {
		struct market const *cut = registry_market(numbers[market]);
		CHECK(cut->closed <= history && cut->trades.end - cut->trades.first <= history, "%u closed", cut->closed);
	}
	mailbox.request = (struct darkswap_request){ .interval = 1 };
	CHECK(darkswap_configure() == DARKSWAP_INVALID_ARGUMENT, "a limit cannot be removed");
}

static void check_end(void) {
	read_events();
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
	runs_now = commands[0][ROUNDS - 1][0].request.now;
	runs_answers = digest_fold(answers[0], answers[1]);
	printf("        %llu refused, %llu times no room for events\n", (unsigned long long)refusals,
			(unsigned long long)reads_for_room);
}

void interleavings_run(void) {
	make_all();
	random_state += runs_variant;
	open_market(runs_variant % MARKETS);
	open_market((runs_variant + 1) % MARKETS);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		give_round(round, runs_variant);
	}
	check_end();
	CHECK(refusals == 0, "memory suffices");
}

void circumstances_run(void) {
	make_all();
	open_market(0);
	open_market(1);
	reads_often = runs_variant == 2;
	mailbox.request.count = runs_variant == 1 || runs_variant == 2;
	mailbox.request.amount = runs_pages;
	CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
	for (uint32_t round = 0; round < ROUNDS; round++) {
		if (round == ROUNDS / 2) {
			configure(20, runs_book_limit / 5 * 4);
		}
		for (uint32_t i = 0; i < MARKETS * PER_ROUND; i++) {
			mailbox.instance = runs_variant < 2 ? 1 : runs_variant == 2 ? 1 + 2 * (i % 2) : 9;
			give(i % MARKETS, round, i / MARKETS);
		}
	}
	check_end();
	CHECK(refusals != 0 && darkswap_book_bytes() <= runs_book_limit, "the limit is reached");
	CHECK((reads_for_room != 0) == (runs_variant == 1), "events that nobody reads fill what books leave");
}
