#define _GNU_SOURCE
#include "undone_batches.h"

#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "check.h"
#include "checked_arena.h"
#include "digest.h"
#include "engine.h"
#include "events.h"
#include "finish.h"
#include "foreign.h"
#include "kept_markets.h"
#include "memory_check.h"
#include "plain_book.h"
#include "random.h"
#include "registry.h"
#include "runs.h"

#define ROUNDS 12
#define RECORDS 24
#define RECORDS_OF_MARKET (RECORDS / PLAIN_MARKETS)
#define ORDERS UINT64_C(7)
#define IMPORTS UINT64_C(8)
#define TRADES UINT64_C(9)
#define PRICES 6
#define LIFE 100000
#define OTHER_INSTANCE 9
/* The nodes of trees that a batch splits, which need not be joined again when it is undone. */
#define SPLITS RECORDS

/* One maker has as many imported orders as may be open, whose ids follow each other; one more was filled. */
#define FULL_MAKER 'f'
#define FILLED_IMPORT 1

enum refusal { OPEN_ID, EARLIER_ID, USED_ID, FULL, EXPIRED, TOO_FAR, NO_MARKET, NO_AMOUNT, REFUSALS };

static uint32_t const errors[REFUSALS] = { [OPEN_ID] = DARKSWAP_DUPLICATE_ORDER, [EARLIER_ID] = DARKSWAP_DUPLICATE_ORDER,
	[USED_ID] = DARKSWAP_DUPLICATE_ORDER, [FULL] = DARKSWAP_TOO_MANY_ORDERS_OF_MAKER, [EXPIRED] = DARKSWAP_INVALID_ARGUMENT,
	[TOO_FAR] = DARKSWAP_EXPIRY_TOO_FAR, [NO_MARKET] = DARKSWAP_MARKET_NOT_FOUND, [NO_AMOUNT] = DARKSWAP_INVALID_ARGUMENT };

/* What must be the same after a batch that was refused, however many there were. */
struct seen {
	uint64_t digest;
	uint64_t sequences;
	uint64_t events;
	uint32_t blocks;
};

static int64_t now = 1000;
static uint64_t newest_id;
static uint64_t imported;
static uint32_t short_of_memory;

static struct darkswap_order wanted[RECORDS];
static uint32_t references[RECORDS];
static bool is_signed;

static struct darkswap_request *request(void) {
	mailbox.request = (struct darkswap_request){ .now = now };
	return &mailbox.request;
}

static uint64_t sum_sequences(void) {
	uint64_t sum = 0;
	for (uint32_t market = 1; market <= PLAIN_MARKETS; market++) {
		sum += registry_market(market)->next_sequence;
	}
	return sum;
}

static struct seen look(uint32_t held) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(held);
	CHECK(foreign_holds(imported), "the imported orders are counted");
	CHECK(!registry_is_held_by(mailbox.instance), "a market is locked");
	request();
	CHECK(finish(darkswap_state_digest) == DARKSWAP_OK, "digest");
	return (struct seen){ .digest = mailbox.page.digest, .sequences = sum_sequences(), .events = events_waiting(),
		.blocks = checked_arena_used() - checked_arena_used_for_good() - held };
}

static void check_unchanged(struct seen before, uint32_t held, char const *what, uint32_t at) {
	struct seen after = look(held);
	CHECK(after.digest == before.digest, "%s at %u: another book", what, at);
	CHECK(after.sequences == before.sequences, "%s at %u: another sequence", what, at);
	CHECK(after.events == before.events, "%s at %u: %llu events", what, at, (unsigned long long)after.events);
	CHECK(after.blocks <= before.blocks + SPLITS, "%s at %u: %u blocks after %u", what, at, after.blocks, before.blocks);
}

static void sweep(void) {
	request();
	do {
		CHECK(finish(darkswap_sweep) == DARKSWAP_OK, "sweep");
		mailbox.request.market = mailbox.market;
	} while (mailbox.more);
}

static void import(uint64_t id, uint8_t maker) {
	struct darkswap_request *import = request();
	import->market = 1;
	import->id_high = IMPORTS;
	import->id_low = id;
	import->amount = 10;
	import->price = PRICES * DARKSWAP_ONE;
	import->side = DARKSWAP_SELL;
	import->expires_at = now + PLAIN_MAXIMUM_EXPIRY;
	import->flags = DARKSWAP_IMPORTED;
	import->address_length = 1;
	import->address[0] = maker;
	CHECK(finish(darkswap_create_order) == DARKSWAP_OK, "import");
	imported++;
}

static void import_all(void) {
	import(FILLED_IMPORT, 'x');
	struct darkswap_request *take = request();
	take->order_id_high = IMPORTS;
	take->order_id_low = FILLED_IMPORT;
	take->id_high = TRADES;
	take->id_low = 1;
	take->amount = 10;
	take->address_length = 1;
	CHECK(finish(darkswap_take_order) == DARKSWAP_OK, "take");
	imported--;
	for (uint32_t i = 1; i <= settings.foreign_orders_of_maker; i++) {
		import(FILLED_IMPORT + i, FULL_MAKER);
	}
}

static void create(uint32_t market, int64_t expires_at) {
	struct darkswap_request *order = request();
	order->market = market;
	order->id_high = ORDERS;
	order->id_low = ++newest_id;
	order->amount = 1 + random_below(50);
	order->price = (1 + random_below(PRICES)) * DARKSWAP_ONE;
	order->side = (uint32_t)random_below(2);
	order->expires_at = expires_at;
	order->address_length = 1;
	order->address[0] = 'm';
	CHECK(finish(darkswap_create_order) == DARKSWAP_OK, "create");
}

/* At few prices, so that a batch joins some levels and makes others. */
static void create_some(void) {
	for (uint32_t count = (uint32_t)random_below(12); count != 0; count--) {
		create(1 + (uint32_t)random_below(PLAIN_MARKETS), now + 1 + (int64_t)random_below(LIFE));
	}
}

static uint32_t blocks_held(void) {
	return is_signed ? 2 * RECORDS : RECORDS;
}

static void begin_batch(void) {
	struct darkswap_request *batch = request();
	batch->count = RECORDS;
	batch->flags = is_signed ? DARKSWAP_SIGNED : 0;
	/* Longer than what leaves room for a signature in the record. */
	batch->address_length = DARKSWAP_ADDRESS_MAX;
	CHECK(finish(darkswap_batch_begin) == DARKSWAP_OK && mailbox.listed == RECORDS, "begin");
	memcpy(references, mailbox.page.references, sizeof references);
}

/* The orders of the next batch. A part is imported, of several makers. */
static void want(void) {
	is_signed = random_chance(2);
	memset(wanted, 0, sizeof wanted);
	for (uint32_t i = 0; i < RECORDS; i++) {
		struct darkswap_order *order = &wanted[i];
		order->id_high = ORDERS;
		order->id_low = ++newest_id;
		order->market = 1 + i / RECORDS_OF_MARKET;
		order->side = (uint8_t)random_below(2);
		order->amount = 1 + random_below(50);
		order->price = (1 + random_below(2 * PRICES)) * DARKSWAP_ONE;
		order->expires_at = now + 1 + (int64_t)random_below(LIFE);
		order->flags = i % 8 == 3 ? DARKSWAP_IMPORTED : 0;
		order->maker_length = 1;
		order->maker[0] = (uint8_t)('a' + i % 4);
	}
}

static void write(void) {
	for (uint32_t i = 0; i < RECORDS; i++) {
		struct darkswap_order *order = DEREF(darkswap_order, references[i]);
		order->id_high = wanted[i].id_high;
		order->id_low = wanted[i].id_low;
		order->market = wanted[i].market;
		order->side = wanted[i].side;
		order->amount = wanted[i].amount;
		order->price = wanted[i].price;
		order->expires_at = wanted[i].expires_at;
		order->flags = wanted[i].flags;
		order->maker_length = 1;
		order->maker[0] = wanted[i].maker[0];
		if (is_signed) {
			memset(DEREF(darkswap_order, order->signature), (int)i, DARKSWAP_SIGNATURE_SIZE);
		}
	}
}

/* Returns false if the record cannot be refused so. */
static bool spoil(enum refusal refusal, uint32_t at) {
	struct darkswap_order *order = DEREF(darkswap_order, references[at]);
	switch (refusal) {
	case OPEN_ID:
		order->id_high = IMPORTS;
		order->id_low = FILLED_IMPORT + 1;
		return true;
	case EARLIER_ID:
		if (at != 0) {
			order->id_low = wanted[random_below(at)].id_low;
		}
		return at != 0;
	case USED_ID:
		order->id_high = IMPORTS;
		order->id_low = FILLED_IMPORT;
		return true;
	case FULL:
		order->flags = DARKSWAP_IMPORTED;
		order->maker[0] = FULL_MAKER;
		return true;
	case EXPIRED:
		order->expires_at = now;
		return true;
	case TOO_FAR:
		order->expires_at = now + PLAIN_MAXIMUM_EXPIRY + 1;
		return true;
	case NO_MARKET:
		/* Markets ascend: the record is the last one of its market and of all that follow. */
		for (uint32_t i = at; i < RECORDS; i++) {
			DEREF(darkswap_order, references[i])->market = PLAIN_MARKETS + 1;
		}
		return true;
	default:
		order->amount = 0;
		return true;
	}
}

/* The host may mend the records and try again, so one batch is refused for all reasons, in any order. */
static void refuse_each_record(struct seen before) {
	uint32_t first = (uint32_t)random_below(REFUSALS * RECORDS);
	for (uint32_t i = 0; i < REFUSALS * RECORDS; i++) {
		uint32_t attempt = (first + 5 * i) % (REFUSALS * RECORDS);
		enum refusal refusal = attempt / RECORDS;
		uint32_t at = attempt % RECORDS;
		write();
		if (spoil(refusal, at)) {
			request();
			uint32_t error = finish(darkswap_batch_create);
			CHECK(error == errors[refusal], "refusal %u: %u", refusal, error);
			CHECK(mailbox.listed == at, "%u was refused, not %u", at, mailbox.listed);
			check_unchanged(before, blocks_held(), "a refusal", at);
		}
	}
}

/* With each number of blocks that is too small. Where there are enough, the last record is refused. */
static void refuse_for_memory(struct seen before) {
	uint32_t error = DARKSWAP_MEMORY_EXHAUSTED;
	for (uint32_t spare = 0; error == DARKSWAP_MEMORY_EXHAUSTED; spare++) {
		write();
		CHECK(spoil(USED_ID, RECORDS - 1), "spoil");
		request();
		checked_arena_limit(checked_arena_used() + spare);
		error = finish(darkswap_batch_create);
		checked_arena_limit(UNLIMITED);
		CHECK(error == DARKSWAP_MEMORY_EXHAUSTED || error == DARKSWAP_DUPLICATE_ORDER, "%u", error);
		short_of_memory += error == DARKSWAP_MEMORY_EXHAUSTED;
		check_unchanged(before, blocks_held(), "memory", spare);
	}
}

/* A market that another instance keeps, until a batch has the one before. */
struct keeping {
	uint32_t market;
	pthread_barrier_t begun;
};

static void *keep(void *argument) {
	struct keeping *keeping = argument;
	mailbox.instance = OTHER_INSTANCE;
	request()->market = keeping->market;
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "list");
	registry_keep(registry_market(keeping->market));
	pthread_barrier_wait(&keeping->begun);
	if (keeping->market == 1) {
		pthread_barrier_wait(&keeping->begun);
	}
	while (keeping->market != 1 && registry_lock_word(keeping->market - 1) == 0) {
		sched_yield();
	}
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	return 0;
}

/* The host waits for the first market, and the batch for the others, with those before locked. Then it is refused. */
static void refuse_after_a_wait(struct seen before) {
	for (uint32_t market = 1; market <= PLAIN_MARKETS; market++) {
		struct keeping keeping = { .market = market };
		pthread_t thread;
		pthread_barrier_init(&keeping.begun, 0, 2);
		pthread_create(&thread, 0, keep, &keeping);
		pthread_barrier_wait(&keeping.begun);
		begin_batch();
		write();
		CHECK(spoil(USED_ID, RECORDS - 1), "spoil");
		request();
		if (market == 1) {
			CHECK(darkswap_batch_create() == DARKSWAP_BUSY, "the first market is kept");
			pthread_barrier_wait(&keeping.begun);
		}
		else {
			CHECK(finish(darkswap_batch_create) == DARKSWAP_DUPLICATE_ORDER, "market %u", market);
		}
		CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
		pthread_join(thread, 0);
		pthread_barrier_destroy(&keeping.begun);
		check_unchanged(before, 0, "a market that is kept", market);
	}
}

static void refuse(struct seen before) {
	uint64_t state = random_state;
	refuse_after_a_wait(before);
	begin_batch();
	refuse_for_memory(before);
	refuse_each_record(before);
	if (random_chance(2)) {
		CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
		check_unchanged(before, 0, "the end", 0);
		begin_batch();
	}
	random_state = state;
}

static void create_batch(void) {
	write();
	request();
	CHECK(finish(darkswap_batch_create) == DARKSWAP_OK, "create");
	for (uint32_t i = 0; i < RECORDS; i++) {
		imported += (wanted[i].flags & DARKSWAP_IMPORTED) != 0;
	}
	runs_answers = digest_fold(runs_answers, look(0).digest);
}

/* Their ids stay used, and the next batch may import as many. */
static void evict_imported(void) {
	for (uint32_t i = 0; i < RECORDS; i++) {
		if (wanted[i].flags & DARKSWAP_IMPORTED) {
			request()->order_id_high = wanted[i].id_high;
			mailbox.request.order_id_low = wanted[i].id_low;
			CHECK(finish(darkswap_evict_order) == DARKSWAP_OK, "evict");
			imported--;
		}
	}
}

static void read_events(void) {
	do {
		CHECK(darkswap_events_next() == DARKSWAP_OK, "events");
		runs_answers = digest_fold(runs_answers, mailbox.listed);
	} while (mailbox.listed != 0);
}

/* While it closes the expired orders of the second market, the first one is locked. */
static void give_up_while_it_locks(void) {
	for (uint32_t i = 0; i < 2 * DARKSWAP_SWEEP_ORDERS; i++) {
		create(2, now + 1);
	}
	now++;
	want();
	begin_batch();
	write();
	request();
	CHECK(darkswap_batch_create() == DARKSWAP_UNFINISHED && registry_is_held_by(mailbox.instance), "it goes on");
	CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
	look(0);
}

void undone_batches_run(void) {
	keep_markets_open(now);
	import_all();
	for (uint32_t round = 0; round < ROUNDS; round++) {
		request()->count = round % 3 != 0;
		CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
		create_some();
		sweep();
		want();
		if (runs_variant == 0) {
			begin_batch();
		}
		else {
			refuse(look(0));
		}
		create_batch();
		evict_imported();
		if (random_chance(2)) {
			read_events();
		}
		now += 1 + (int64_t)random_below(LIFE / 10);
	}
	CHECK(runs_variant == 0 || short_of_memory > ROUNDS, "memory was short %u times", short_of_memory);
	give_up_while_it_locks();
	read_events();
	runs_now = now;
}
