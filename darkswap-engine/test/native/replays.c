#include "replays.h"

#include "check.h"
#include "checked_arena.h"
#include "engine.h"
#include "finish.h"
#include "kept_markets.h"
#include "memory_check.h"
#include "used_ids.h"

#define SECOND INT64_C(1000000)
#define ORDERS UINT64_C(7)
#define TRADES UINT64_C(8)

static uint32_t import(uint64_t id, int64_t now, int64_t expires_at) {
	mailbox.request = (struct darkswap_request){ .id_high = ORDERS, .id_low = id, .now = now, .expires_at = expires_at,
		.market = 1, .amount = 5, .price = 1000 * DARKSWAP_ONE, .address_length = 1, .flags = DARKSWAP_IMPORTED };
	return finish(darkswap_create_order);
}

static uint32_t take(uint64_t id, int64_t now) {
	mailbox.request = (struct darkswap_request){ .id_high = TRADES, .id_low = id, .order_id_high = ORDERS,
		.order_id_low = id, .now = now, .amount = 5, .address_length = 1 };
	return finish(darkswap_take_order);
}

static void sweep(int64_t now) {
	mailbox.request = (struct darkswap_request){ .now = now };
	do {
		CHECK(finish(darkswap_sweep) == DARKSWAP_OK, "sweep");
		mailbox.request.market = mailbox.market;
	} while (mailbox.more);
}

static uint32_t count_used_ids(void) {
	uint32_t count = 0;
	for (uint32_t stack = 0; stack < DARKSWAP_USED_ID_STACKS; stack++) {
		count += used_ids_count(stack);
	}
	return count;
}

static void check_all_is_well(void) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
}

static void check_a_filled_order_stays_filled(void) {
	CHECK(import(1, SECOND, 10 * SECOND) == DARKSWAP_OK, "import");
	CHECK(take(1, 2 * SECOND) == DARKSWAP_OK, "take");
	CHECK(import(1, 3 * SECOND, 10 * SECOND) == DARKSWAP_DUPLICATE_ORDER, "the order comes back");
	CHECK(import(1, 10 * SECOND - 1, 10 * SECOND) == DARKSWAP_DUPLICATE_ORDER, "the order comes back at the last moment");
	CHECK(import(1, 10 * SECOND, 20 * SECOND) == DARKSWAP_OK, "another order may have the id of one that has expired");
	sweep(20 * SECOND);
	CHECK(count_used_ids() == 0, "what has expired is kept no more");
	check_all_is_well();
}

static void check_a_clock_that_jumps_brings_none_back(void) {
	CHECK(import(2, 21 * SECOND, 90 * SECOND) == DARKSWAP_OK && take(2, 21 * SECOND) == DARKSWAP_OK, "import and take");
	sweep(100 * SECOND);
	CHECK(count_used_ids() == 0, "the id is kept no more");
	CHECK(import(2, 22 * SECOND, 90 * SECOND) == DARKSWAP_ID_MAY_BE_USED, "the order comes back");
	CHECK(mailbox.order.expires_at == 90 * SECOND, "the answer says until when ids were freed");
	CHECK(import(3, 22 * SECOND, 90 * SECOND + 1) == DARKSWAP_OK && take(3, 22 * SECOND) == DARKSWAP_OK, "a later one");
	sweep(100 * SECOND);
}

static void check_a_sweep_evicts_used_ids_at_its_end(void) {
	CHECK(import(4, 101 * SECOND, 102 * SECOND) == DARKSWAP_OK && take(4, 101 * SECOND) == DARKSWAP_OK, "import and take");
	CHECK(import(5, 101 * SECOND, 102 * SECOND) == DARKSWAP_OK, "one that is open");
	mailbox.request = (struct darkswap_request){ .now = 102 * SECOND };
	CHECK(finish(darkswap_sweep) == DARKSWAP_OK && mailbox.more, "it goes on");
	CHECK(count_used_ids() != 0, "a call that may be repeated evicts ids");
	sweep(102 * SECOND);
	CHECK(count_used_ids() == 0, "the id is kept no more");
}

/* Returns how many orders were imported and filled before memory was exhausted. */
static uint64_t fill(uint64_t first, int64_t now) {
	uint64_t id = first;
	while (import(id, now, now + 50 * SECOND) == DARKSWAP_OK) {
		CHECK(take(id, now) == DARKSWAP_OK, "take");
		id++;
	}
	CHECK(mailbox.error == DARKSWAP_MEMORY_EXHAUSTED, "%u", mailbox.error);
	return id - first;
}

static void check_used_ids_are_not_evicted_for_memory(uint64_t first, uint64_t count, int64_t now) {
	CHECK(count_used_ids() == count, "%u ids", count_used_ids());
	check_all_is_well();
	for (uint64_t id = first; id < first + count; id += 97) {
		uint32_t error = import(id, now, now + 50 * SECOND);
		CHECK(error == DARKSWAP_DUPLICATE_ORDER || error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
	}
}

static void check_memory_comes_back(uint64_t count, int64_t now) {
	for (uint32_t i = 0; count_used_ids() != 0; i++) {
		CHECK(i <= count, "ids that have expired are kept");
		sweep(now);
	}
	check_all_is_well();
}

void replays_run(void) {
	keep_markets_open(SECOND);
	check_a_filled_order_stays_filled();
	check_a_clock_that_jumps_brings_none_back();
	check_a_sweep_evicts_used_ids_at_its_end();
	uint64_t id = 1000;
	uint64_t fitted = fill(id, 200 * SECOND);
	printf("        %llu used ids fitted\n", (unsigned long long)fitted);
	check_used_ids_are_not_evicted_for_memory(id, fitted, 200 * SECOND);
	check_memory_comes_back(fitted, 260 * SECOND);
	id += fitted;
	uint64_t again = fill(id, 300 * SECOND);
	CHECK(again * 10 >= fitted * 9, "%llu after %llu", (unsigned long long)again, (unsigned long long)fitted);
	check_memory_comes_back(again, 360 * SECOND);
	/* One goes as another comes: import frees what has expired, without a sweep. */
	uint32_t most = 0;
	for (uint64_t each = 0; each < 20000; each++) {
		int64_t now = 400 * SECOND + (int64_t)each * SECOND;
		CHECK(import(each, now, now + 50 * SECOND) == DARKSWAP_OK && take(each, now) == DARKSWAP_OK, "import and take");
		most = count_used_ids() > most ? count_used_ids() : most;
	}
	printf("        %u used ids at most, where 50 are needed\n", most);
	CHECK(most * 10 <= fitted * 9, "the memory is bounded");
	check_all_is_well();
}
