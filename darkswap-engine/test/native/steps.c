#include "steps.h"

#include <pthread.h>

#include "check.h"
#include "checked_arena.h"
#include "commands.h"
#include "engine.h"
#include "events.h"
#include "finish.h"
#include "kept_markets.h"
#include "lock.h"
#include "memory_check.h"
#include "registry.h"

#define ORDERS 5000
#define ORDERS_OF_BATCH UINT64_C(7)
#define TRADES UINT64_C(8)
#define SOON 1000
#define LATE 1000000
#define OTHER_INSTANCE 9

static uint64_t serial = 1;
/* How many orders of the two markets are there only to keep them open. */
static uint64_t kept_open;

static struct darkswap_request *request(uint32_t market) {
	mailbox.request = (struct darkswap_request){ .now = now, .address = "t", .market = market, .amount = ORDERS, .price = 1000 * DARKSWAP_ONE,
		.side = DARKSWAP_BUY, .address_length = 1, .id_high = TRADES, .id_low = serial };
	return &mailbox.request;
}

/* Writes the records of a batch of 1e-8 each, over two markets; the last one may have the first one's id. */
static void write_batch(bool repeats, int64_t expires_at) {
	request(0)->count = ORDERS;
	uint32_t error = darkswap_batch_begin(), written = 0;
	for (;;) {
		CHECK(error == DARKSWAP_OK, "%u", error);
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[i]);
			order->id_high = ORDERS_OF_BATCH;
			order->id_low = serial + (repeats && written == ORDERS - 1 ? 0 : written);
			order->market = written < ORDERS / 2 ? 1 : 2;
			order->side = DARKSWAP_SELL;
			order->amount = 1;
			order->price = (1 + written % 100) * DARKSWAP_ONE;
			order->expires_at = expires_at;
			order->maker_length = 1;
			order->maker[0] = 'm';
			written++;
		}
		if (!mailbox.more) {
			break;
		}
		error = darkswap_batch_next();
	}
	request(0);
}

static uint64_t count_open(uint32_t market) {
	uint64_t orders = 0;
	request(market);
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		orders += mailbox.listed;
	} while (mailbox.more);
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	return orders;
}

static void read_events(void) {
	do {
		CHECK(darkswap_events_next() == DARKSWAP_OK, "events");
	} while (mailbox.listed != 0);
}

static void check_book(uint64_t open_orders, uint64_t trades_ever) {
	check_everything();
	uint64_t open = count_open(1) + count_open(2) - kept_open;
	CHECK(open == open_orders, "%llu orders", (unsigned long long)open);
	CHECK(registry_market(1)->trades.end == trades_ever, "%llu trades", (unsigned long long)registry_market(1)->trades.end);
	read_events();
}

/* As the host does: by the command that ends it, or, when its instance was ended, by recovery. */
static void give_up(uint32_t (*end)(void), bool by_recovery) {
	if (!by_recovery) {
		CHECK(finish(end) == DARKSWAP_OK, "end");
		return;
	}
	do {
		mailbox.request.owner = mailbox.instance;
	} while (darkswap_recover() == DARKSWAP_UNFINISHED);
	CHECK(mailbox.error == DARKSWAP_WRONG_STATE, "poisoned between two calls");
}

/* Calls it at most so many times; returns how many it took, or 0 if it did not finish. */
static uint32_t call_some(uint32_t (*command)(void), uint32_t calls, uint32_t *error) {
	for (uint32_t call = 1; call <= calls; call++) {
		*error = command();
		if (*error != DARKSWAP_UNFINISHED) {
			return call;
		}
	}
	return 0;
}

static uint32_t create_batch(int64_t expires_at) {
	uint32_t error;
	write_batch(false, expires_at);
	uint32_t calls = call_some(darkswap_batch_create, UINT32_MAX, &error);
	CHECK(error == DARKSWAP_OK, "%u", error);
	serial += ORDERS;
	return calls;
}

static void take_all(uint32_t market) {
	request(market);
	CHECK(finish(darkswap_take_begin) == DARKSWAP_OK && finish(darkswap_take_end) == DARKSWAP_OK, "take");
	serial += ORDERS;
}

static void give_up_batches(uint32_t calls) {
	for (uint32_t after = 0; after < calls; after++) {
		uint32_t error;
		write_batch(false, LATE);
		CHECK(call_some(darkswap_batch_create, after, &error) == 0, "unfinished");
		give_up(darkswap_batch_end, after % 2);
		/* Once all are entered, giving up finishes it. */
		uint64_t entered = count_open(1) + count_open(2);
		CHECK(entered == 0 || entered == ORDERS, "%llu orders of a batch", (unsigned long long)entered);
		read_events();
		check_everything();
		take_all(1);
		take_all(2);
		read_events();
	}
}

static void refuse_the_last(void) {
	uint64_t trades = registry_market(1)->trades.end;
	write_batch(true, LATE);
	CHECK(finish(darkswap_batch_create) == DARKSWAP_DUPLICATE_ORDER && mailbox.listed == ORDERS - 1, "the last is refused");
	CHECK(events_waiting() == 0, "no event waits");
	CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
	check_book(0, trades);
}

/* Ends takings after so many calls; what is not yet executed is as if it had never been begun. */
static void give_up_takings(void) {
	for (uint32_t after = 1, finished = 0; finished == 0; after++) {
		uint32_t error;
		create_batch(LATE);
		read_events();
		uint64_t trades = registry_market(1)->trades.end;
		request(1);
		finished = call_some(darkswap_take_begin, after, &error);
		give_up(darkswap_take_end, after % 2);
		serial += ORDERS;
		uint64_t left = count_open(1);
		CHECK(left == 0 || left == ORDERS / 2, "%llu orders are left", (unsigned long long)left);
		check_book(left + ORDERS / 2, trades + (left == 0 ? ORDERS / 2 : 0));
		take_all(1);
		take_all(2);
		read_events();
	}
}

static void refuse_the_last_trade(void) {
	create_batch(LATE);
	read_events();
	request(2)->amount = 1;
	mailbox.request.id_low = serial + ORDERS / 2 - 1;
	CHECK(finish(darkswap_take_begin) == DARKSWAP_OK && finish(darkswap_take_end) == DARKSWAP_OK, "one");
	uint64_t trades = registry_market(1)->trades.end;
	read_events();
	request(1);
	CHECK(finish(darkswap_take_begin) == DARKSWAP_DUPLICATE_TRADE, "the last trade's id is used");
	CHECK(events_waiting() == 0, "no event waits");
	CHECK(darkswap_take_end() == DARKSWAP_WRONG_STATE, "nothing is held");
	check_book(ORDERS - 1, trades);
	serial += ORDERS;
	take_all(1);
	take_all(2);
	read_events();
}

/* A command of another instance on a market. */
struct elsewhere {
	uint32_t (*command)(void);
	uint32_t market;
	uint32_t error;
};

static void *call_elsewhere(void *argument) {
	struct elsewhere *call = argument;
	mailbox.instance = OTHER_INSTANCE;
	request(call->market)->price = 1;
	call->error = call->command();
	if (call->error == DARKSWAP_BUSY) {
		CHECK(registry_lock_word(call->market) == mailbox.busy_word, "word %x", mailbox.busy_word);
		CHECK(DEREF(lock, mailbox.busy_lock)->word == mailbox.busy_word, "its reference");
	}
	return 0;
}

static bool gets_busy(uint32_t (*command)(void), uint32_t market) {
	pthread_t thread;
	struct elsewhere call = { command, market, DARKSWAP_OK };
	pthread_create(&thread, 0, call_elsewhere, &call);
	pthread_join(thread, 0);
	CHECK(call.error == DARKSWAP_OK || call.error == DARKSWAP_BUSY, "%u", call.error);
	return call.error == DARKSWAP_BUSY;
}

/* Whether a command of another instance that reads gets BUSY. */
static bool is_busy(uint32_t market) {
	return gets_busy(darkswap_statistics, market);
}

/* At a price that no order has. */
static uint32_t take_nothing(void) {
	uint32_t error = darkswap_take_begin();
	CHECK(error != DARKSWAP_OK || darkswap_take_end() == DARKSWAP_OK, "end");
	return error;
}

/* Whether one that may change the market does. */
static bool is_busy_to_change(uint32_t market) {
	return gets_busy(take_nothing, market);
}

/* Calls it until it finishes; returns how often others found market 1 busy between two calls, and market 2. */
static void count_busy(uint32_t (*command)(void), uint32_t busy[2]) {
	uint32_t error;
	busy[0] = busy[1] = 0;
	while (call_some(command, 1, &error) == 0) {
		busy[0] += is_busy(1);
		busy[1] += is_busy(2);
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
}

/* Readers share a market, also one that a reader keeps, until a command of another instance wants it. */
static void share(void) {
	request(1);
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK && darkswap_list_next() == DARKSWAP_OK && mailbox.more, "list");
	CHECK(!is_busy(1) && !is_busy(1), "before a command wants it");
	CHECK(!is_busy_to_change(2) && is_busy_to_change(1) && is_busy(1), "a command comes before further readers");
	CHECK(darkswap_list_next() == DARKSWAP_OK, "the reader goes on");
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK && !is_busy(1) && !is_busy_to_change(1), "end");
	request(1);
	CHECK(darkswap_state_digest() == DARKSWAP_UNFINISHED && !is_busy(1) && is_busy_to_change(1) && is_busy(1), "a digest");
	CHECK(finish(darkswap_state_digest) == DARKSWAP_OK && !is_busy(1) && !is_busy_to_change(1), "its end");
}

/* While a command of several calls has a market locked, other instances get BUSY and do not wait. */
static void answer_busy(void) {
	uint32_t busy[2];
	write_batch(false, LATE);
	count_busy(darkswap_batch_create, busy);
	CHECK(busy[0] > 1 && busy[1] > 1 && !is_busy(1), "%u and %u times", busy[0], busy[1]);
	serial += ORDERS;
	share();
	request(1);
	count_busy(darkswap_take_begin, busy);
	CHECK(busy[0] > 1 && busy[1] == 0, "%u and %u times", busy[0], busy[1]);
	CHECK(darkswap_take_next() == DARKSWAP_OK && mailbox.more && is_busy(1), "trades of several pages");
	CHECK(finish(darkswap_take_end) == DARKSWAP_OK && !is_busy(1), "end");
	serial += ORDERS;
	take_all(2);
	read_events();
}

/* One ask is left, at the worst price of those that have expired. */
static void check_best(void) {
	uint32_t error;
	request(1);
	uint32_t calls = call_some(darkswap_best, UINT32_MAX, &error);
	struct darkswap_level const *bid = &mailbox.summary.sides[DARKSWAP_BUY], *ask = &mailbox.summary.sides[DARKSWAP_SELL];
	CHECK(error == DARKSWAP_OK && calls >= ORDERS / 2 / DARKSWAP_STEP_RECORDS, "%u calls", calls);
	CHECK(bid->orders == 0 && ask->orders == 1 && ask->price == 100 * DARKSWAP_ONE && ask->amount_low == 1, "%u at %llu", ask->orders,
			(unsigned long long)ask->price);
	CHECK(mailbox.summary.earliest_expiry == LATE, "earliest expiry");
	CHECK(darkswap_list_next() == DARKSWAP_WRONG_STATE, "nothing is held");
}

static void check_levels(void) {
	uint32_t error;
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	uint32_t calls = call_some(darkswap_levels_next, UINT32_MAX, &error);
	CHECK(error == DARKSWAP_OK && calls > 1 && mailbox.listed == 1 && mailbox.bids == 0 && !mailbox.more, "%u levels in %u calls",
			mailbox.listed, calls);
	CHECK(mailbox.page.levels[0].orders == 1 && mailbox.page.levels[0].amount_low == 1, "one order");
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
}

static void give_up_reading(uint32_t (*begin)(void), uint32_t (*next)(void)) {
	request(1);
	CHECK((begin == 0 || begin() == DARKSWAP_OK) && next() == DARKSWAP_UNFINISHED, "it takes more calls");
	CHECK(darkswap_cancel_order() == DARKSWAP_WRONG_STATE, "the market is held");
	give_up(0, true);
}

/* However many orders have expired, reads pass them over, a part in each call, and change nothing. */
static void read_past_expired(void) {
	uint64_t digest = darkswap_digest();
	check_best();
	check_levels();
	CHECK(count_open(1) == 1, "one is left");
	give_up_reading(0, darkswap_best);
	give_up_reading(darkswap_list_begin, darkswap_levels_next);
	CHECK(darkswap_digest() == digest, "a read has changed something");
}

static void create_late(void) {
	request(1)->side = DARKSWAP_SELL;
	mailbox.request.id_high = ORDERS_OF_BATCH;
	mailbox.request.amount = 1;
	mailbox.request.price = 100 * DARKSWAP_ONE;
	mailbox.request.expires_at = LATE;
	CHECK(finish(darkswap_create_order) == DARKSWAP_OK, "create");
}

/* The next command closes expired orders, a part in each call. */
static void expire_all(void) {
	uint64_t trades = registry_market(1)->trades.end;
	create_batch(SOON);
	create_late();
	now = SOON;
	read_past_expired();
	uint32_t error;
	request(1)->order_id_high = ORDERS_OF_BATCH;
	mailbox.request.order_id_low = serial;
	uint32_t calls = call_some(darkswap_cancel_order, UINT32_MAX, &error);
	CHECK(error == DARKSWAP_OK && calls >= ORDERS / 2 / DARKSWAP_SWEEP_ORDERS, "%u calls", calls);
	check_book(0, trades);
	serial++;
}

/* Where memory runs short during a batch, histories give theirs; the batch is whole in the end, or nothing has changed. */
static void run_out_of_memory(void) {
	keep_markets_open(now);
	kept_open = 2;
	for (uint32_t spare = 0; spare < 4 * ORDERS; spare += 400) {
		uint64_t trades = registry_market(1)->trades.end;
		write_batch(false, LATE);
		checked_arena_limit(checked_arena_used() + spare);
		uint32_t error = finish(darkswap_batch_create);
		CHECK(error == DARKSWAP_OK || error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
		CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
		checked_arena_limit(UNLIMITED);
		check_book(error == DARKSWAP_OK ? ORDERS : 0, trades);
		serial += ORDERS;
		if (error != DARKSWAP_OK) {
			create_batch(LATE);
			read_events();
		}
		checked_arena_limit(checked_arena_used() + spare);
		request(1);
		error = finish(darkswap_take_begin);
		CHECK(error == DARKSWAP_OK || error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
		CHECK(error != DARKSWAP_OK || finish(darkswap_take_end) == DARKSWAP_OK, "end");
		checked_arena_limit(UNLIMITED);
		check_book(error == DARKSWAP_OK ? ORDERS / 2 : ORDERS, trades + (error == DARKSWAP_OK ? ORDERS / 2 : 0));
		serial += ORDERS;
		take_all(1);
		take_all(2);
		read_events();
	}
}

/* A history that is to be shorter is cut by calls of a bounded part. */
static void cut_histories(void) {
	create_batch(LATE);
	take_all(1);
	take_all(2);
	read_events();
	uint64_t kept = registry_market(2)->closed;
	uint32_t calls = 0;
	mailbox.request = (struct darkswap_request){ .closed_order_history = 3, .trade_history = 2, .interval = 1 };
	do {
		CHECK(darkswap_configure() == DARKSWAP_OK, "configure");
		mailbox.request.market = mailbox.market;
		calls++;
	} while (mailbox.more);
	CHECK(calls >= registry_markets() + kept / DARKSWAP_STEP_RECORDS, "%u calls", calls);
	CHECK(registry_market(2)->closed == 3 && registry_market(2)->trades.end - registry_market(2)->trades.first == 2, "cut");
	mailbox.request = (struct darkswap_request){ .interval = 1, .amount = 1 };
	CHECK(darkswap_configure() == DARKSWAP_INVALID_ARGUMENT, "a limit cannot be set later");
	check_everything();
}

void steps_run(void) {
	request(0)->count = 1;
	CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
	uint32_t calls = create_batch(LATE);
	CHECK(calls > ORDERS / DARKSWAP_STEP_RECORDS, "%u calls", calls);
	check_book(ORDERS, 0);
	take_all(1);
	take_all(2);
	check_book(0, ORDERS / 2);
	answer_busy();
	give_up_batches(calls);
	refuse_the_last();
	give_up_takings();
	refuse_the_last_trade();
	expire_all();
	run_out_of_memory();
	cut_histories();
}
