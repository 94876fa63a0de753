#include "fuzzing.h"

#include "check.h"
#include "engine.h"
#include "finish.h"
#include "memory_check.h"
#include "plain_book.h"
#include "random.h"

#define CALLS_BETWEEN_CHECKS 200
#define IDS 500

typedef uint32_t command(void);

static uint32_t keep_used_ids(void) {
	random_bytes(&mailbox.page, sizeof mailbox.page);
	mailbox.request.count = (uint32_t)random_below(40);
	/* Above all expiries, no more orders would be imported. */
	mailbox.request.since = 0;
	return darkswap_keep_used_ids();
}

/* All but create, which is done, and recover, which may rightly end it all. */
static command *const commands[] = { darkswap_open_market, darkswap_evict_order, darkswap_create_order, darkswap_create_order,
	darkswap_create_order, darkswap_create_order, darkswap_cancel_order, darkswap_get_order, darkswap_best,
	darkswap_sweep, darkswap_take_order, darkswap_take_order, darkswap_take_begin, darkswap_take_begin,
	darkswap_take_next, darkswap_take_end, darkswap_take_end, darkswap_complete_trade, darkswap_fail_trade,
	darkswap_batch_begin, darkswap_batch_next, darkswap_batch_create, darkswap_batch_end, darkswap_list_begin,
	darkswap_list_next, darkswap_levels_next, darkswap_trades_next, darkswap_candles_next, darkswap_list_end,
	darkswap_list_end, darkswap_statistics, darkswap_state_digest, keep_used_ids, darkswap_events_switch,
	darkswap_events_next, darkswap_create };

#define COMMANDS (sizeof commands / sizeof *commands)

/* Zero, all ones, a few bits, or anything. */
static uint64_t any_number(void) {
	switch (random_below(6)) {
	case 0:
		return random_below(3) - 1;
	case 1:
		return (UINT64_C(1) << random_below(64)) - random_below(2);
	default:
		return random_next() >> random_below(64);
	}
}

/* Mostly a value that a sensible request has here. */
static uint64_t mostly_below(uint64_t bound) {
	return random_chance(12) ? any_number() : random_below(bound);
}

static int64_t any_time(void) {
	return (int64_t)mostly_below(100000);
}

static struct darkswap_asset any_asset(void) {
	if (random_chance(100)) {
		return (struct darkswap_asset){ .block = any_number(), .transaction = any_number(), .type = (uint32_t)any_number() };
	}
	uint32_t type = (uint32_t)random_below(4);
	return (struct darkswap_asset){ .block = type != DARKSWAP_BITCOIN, .type = type, .reserved = (uint32_t)random_next() };
}

static void write_request(void) {
	struct darkswap_request *request = &mailbox.request;
	random_bytes(request, sizeof *request);
	random_bytes(mailbox.signature, sizeof mailbox.signature);
	if (random_chance(10)) {
		return;
	}
	request->id_high = mostly_below(2);
	request->id_low = mostly_below(IDS);
	request->order_id_high = mostly_below(2);
	request->order_id_low = mostly_below(IDS);
	request->amount = mostly_below(1000);
	request->price = mostly_below(50) * DARKSWAP_ONE / 100;
	request->now = any_time();
	request->expires_at = any_time();
	request->market = (uint32_t)mostly_below(5);
	request->side = (uint32_t)mostly_below(2);
	request->address_length = (uint32_t)mostly_below(DARKSWAP_ADDRESS_MAX + 2);
	request->flags = (uint32_t)mostly_below(4);
	request->base = any_asset();
	request->quote = any_asset();
	request->since = any_time();
	request->interval = any_time();
	request->count = (uint32_t)(random_chance(50) ? random_next() : random_below(500));
}

/* The fields that the host writes into a batch's records. */
static void write_records(void) {
	for (uint32_t i = 0; i < mailbox.listed; i++) {
		struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[i]);
		order->id_high = mostly_below(2);
		order->id_low = mostly_below(UINT64_C(1) << 40);
		order->amount = 1 + random_below(1000);
		order->price = (1 + random_below(50)) * DARKSWAP_ONE / 4;
		order->expires_at = PLAIN_MAXIMUM_EXPIRY - (int64_t)random_below(5);
		order->market = 1 + i * 3 / mailbox.listed;
		order->side = (uint8_t)random_below(2);
		order->maker_length = (uint8_t)(1 + random_below(DARKSWAP_ADDRESS_MAX));
		order->flags = (uint8_t)random_next();
		order->status = (uint8_t)random_next();
		random_bytes(order->maker, sizeof order->maker);
		if (order->signature != 0) {
			random_bytes(DEREF(darkswap_order, order->signature), DARKSWAP_SIGNATURE_SIZE);
		}
	}
}

static void spoil_a_record(void) {
	struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[random_below(mailbox.listed)]);
	order->id_low = any_number();
	order->amount = any_number();
	order->price = any_number();
	order->expires_at = (int64_t)any_number();
	order->market = (uint32_t)any_number();
	order->side = (uint8_t)any_number();
	order->maker_length = (uint8_t)any_number();
}

static void call_anything(void) {
	command *chosen = commands[random_below(COMMANDS)];
	write_request();
	if (random_chance(100)) {
		mailbox.instance = (uint32_t)any_number();
	}
	uint32_t error = chosen();
	CHECK(error <= DARKSWAP_MEMORY_IS_RESERVED && error != DARKSWAP_POISONED, "%u", error);
	CHECK(chosen != darkswap_create || error == DARKSWAP_WRONG_STATE, "created twice");
	bool listed_records = chosen == darkswap_batch_begin || chosen == darkswap_batch_next;
	if (listed_records && error == DARKSWAP_OK) {
		write_records();
		if (random_chance(4)) {
			spoil_a_record();
		}
	}
	mailbox.instance = 1;
}

static void check_book(void) {
	finish(darkswap_list_end);
	finish(darkswap_take_end);
	finish(darkswap_batch_end);
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
	mailbox.request.owner = (uint32_t)any_number();
	uint32_t error = darkswap_recover();
	CHECK(error == DARKSWAP_WRONG_STATE || error == DARKSWAP_INVALID_ARGUMENT, "nobody holds anything");
}

void fuzzing_run(uint32_t calls) {
	for (uint32_t i = 1; i <= calls; i++) {
		call_anything();
		if (i % CALLS_BETWEEN_CHECKS == 0) {
			check_book();
		}
	}
}
