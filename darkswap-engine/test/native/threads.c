#include "threads.h"

#include <pthread.h>
#include <string.h>

#include "check.h"
#include "engine.h"
#include "finish.h"
#include "memory_check.h"
#include "plain_book.h"
#include "random.h"
#include "registry.h"
#include "witness.h"

#define WITNESS_INSTANCE 60
#define BATCH_MAX 300

struct worker {
	pthread_t thread;
	uint32_t number;
	uint32_t commands;
	uint64_t seed;
	struct tally tally;
	uint64_t refused;
};

/* How many orders and trades each worker has made: others take, cancel and settle them. */
static uint64_t orders_of[WORKERS], trades_of[WORKERS];
static int64_t time_now = 1;
static bool memory_may_be_short;

static _Thread_local struct worker *self;

static struct darkswap_request *request(void) {
	mailbox.request = (struct darkswap_request){ .market = 1 + (uint32_t)random_below(WITNESSED_MARKETS),
		.side = (uint32_t)random_below(2), .price = (100 + random_below(40)) * DARKSWAP_ONE, .amount = 1 + random_below(100),
		.now = __atomic_add_fetch(&time_now, (int64_t)random_below(3), __ATOMIC_SEQ_CST), .address_length = 9 };
	return &mailbox.request;
}

static bool is_refused(uint32_t error) {
	self->refused += error == DARKSWAP_MEMORY_EXHAUSTED;
	return memory_may_be_short && error == DARKSWAP_MEMORY_EXHAUSTED;
}

static int64_t any_expiry(void) {
	return random_chance(4) ? mailbox.request.now + PLAIN_MAXIMUM_EXPIRY / 2 : mailbox.request.now + 1 + (int64_t)random_below(10000);
}

/* One of the latest that some worker has made. */
static uint64_t any_serial(uint64_t const *made) {
	uint64_t count = __atomic_load_n(made, __ATOMIC_SEQ_CST);
	uint64_t back = random_below(200);
	return back < count ? count - 1 - back : 0;
}

static void any_order(void) {
	uint64_t worker = random_below(WORKERS);
	mailbox.request.order_id_high = ORDERS_OF(worker);
	mailbox.request.order_id_low = any_serial(&orders_of[worker]);
}

static void name_trade(void) {
	mailbox.request.id_high = TRADES_OF(self->number);
	mailbox.request.id_low = trades_of[self->number];
}

static void made_orders(uint64_t count, uint64_t amount) {
	self->tally.created += count;
	self->tally.created_amount += amount;
	__atomic_fetch_add(&orders_of[self->number], count, __ATOMIC_SEQ_CST);
	CHECK(orders_of[self->number] < SERIALS_MAX, "too many orders");
}

static void made_trades(uint64_t count, uint64_t amount) {
	self->tally.trades += count;
	self->tally.traded_amount += amount;
	__atomic_fetch_add(&trades_of[self->number], count, __ATOMIC_SEQ_CST);
	CHECK(trades_of[self->number] < SERIALS_MAX, "too many trades");
}

static void create(void) {
	request()->id_high = ORDERS_OF(self->number);
	mailbox.request.id_low = orders_of[self->number];
	mailbox.request.expires_at = any_expiry();
	mailbox.request.flags = random_chance(4) ? DARKSWAP_SIGNED : 0;
	if (random_chance(4)) {
		/* Later than what others may have seen expire meanwhile. */
		mailbox.request.flags |= DARKSWAP_IMPORTED;
		mailbox.request.expires_at += 10000;
	}
	uint32_t error = finish(darkswap_create_order);
	if (is_refused(error)) {
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	made_orders(1, mailbox.request.amount);
}

/* Writes a page of a batch's records, `written` of whose `count` are written already; returns their amounts. */
static uint64_t write_records(uint32_t written, uint32_t count) {
	uint64_t amounts = 0;
	for (uint32_t i = 0; i < mailbox.listed; i++) {
		struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[i]);
		order->id_high = ORDERS_OF(self->number);
		order->id_low = orders_of[self->number] + written + i;
		order->market = 1 + (written + i) * WITNESSED_MARKETS / count;
		order->side = (uint8_t)random_below(2);
		order->amount = 1 + random_below(100);
		order->price = (100 + random_below(40)) * DARKSWAP_ONE;
		order->expires_at = any_expiry();
		order->maker_length = 20;
		order->flags = random_chance(8) ? DARKSWAP_IMPORTED : 0;
		order->expires_at += order->flags == DARKSWAP_IMPORTED ? 10000 : 0;
		amounts += order->amount;
	}
	return amounts;
}

static void create_batch(void) {
	uint32_t count = 1 + (uint32_t)random_below(random_chance(10) ? BATCH_MAX : 10), written = 0;
	uint64_t amounts = 0;
	request()->count = count;
	mailbox.request.flags = random_chance(4) ? DARKSWAP_SIGNED : 0;
	uint32_t error = finish(darkswap_batch_begin);
	if (is_refused(error)) {
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	for (;;) {
		amounts += write_records(written, count);
		written += mailbox.listed;
		if (!mailbox.more) {
			break;
		}
		error = finish(darkswap_batch_next);
		if (is_refused(error)) {
			CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
			return;
		}
		CHECK(error == DARKSWAP_OK, "%u", error);
	}
	error = finish(darkswap_batch_create);
	if (is_refused(error)) {
		CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	made_orders(count, amounts);
}

static void cancel(void) {
	request();
	any_order();
	uint32_t error = finish(darkswap_cancel_order);
	CHECK(error == DARKSWAP_OK || error == DARKSWAP_ORDER_NOT_FOUND || error == DARKSWAP_ORDER_NOT_OPEN
			|| error == DARKSWAP_NOT_THE_MAKER, "%u", error);
	if (error == DARKSWAP_OK) {
		self->tally.cancelled++;
		self->tally.cancelled_amount += mailbox.order.remaining;
	}
}

static void get(void) {
	request();
	any_order();
	uint32_t error = finish(darkswap_get_order);
	CHECK(error == DARKSWAP_OK || error == DARKSWAP_ORDER_NOT_FOUND, "%u", error);
	if (error == DARKSWAP_OK) {
		CHECK(mailbox.order.id_low == mailbox.request.order_id_low && mailbox.order.remaining <= mailbox.order.amount,
				"a whole order");
	}
}

static void take(void) {
	request();
	any_order();
	name_trade();
	uint32_t error = finish(darkswap_take_order);
	CHECK(error == DARKSWAP_OK || is_refused(error) || (error >= DARKSWAP_ORDER_NOT_FOUND && error <= DARKSWAP_AMOUNT_EXCEEDS_REMAINING), "%u",
			error);
	if (error == DARKSWAP_OK) {
		made_trades(1, mailbox.trade.amount);
	}
}

static void take_best(void) {
	uint64_t trades = 0, amount = 0;
	request()->amount = random_below(2000) + 1;
	name_trade();
	uint32_t error = finish(darkswap_take_begin);
	if (is_refused(error)) {
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	do {
		CHECK(darkswap_take_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_trade const *trade = DEREF(darkswap_trade, mailbox.page.references[i]);
			CHECK(trade->id_low == mailbox.request.id_low + trades, "trade %llu", (unsigned long long)trades);
			trades++;
			amount += trade->amount;
		}
	} while (mailbox.more);
	CHECK(finish(darkswap_take_end) == DARKSWAP_OK, "end");
	CHECK(amount <= mailbox.request.amount, "no more than asked");
	made_trades(trades, amount);
}

static void settle(void) {
	uint64_t worker = random_below(WORKERS);
	bool fails = random_chance(3);
	request()->id_high = TRADES_OF(worker);
	mailbox.request.id_low = any_serial(&trades_of[worker]);
	uint32_t error = finish(fails ? darkswap_fail_trade : darkswap_complete_trade);
	CHECK(error == DARKSWAP_OK || is_refused(error) || error == DARKSWAP_TRADE_NOT_FOUND
			|| error == DARKSWAP_TRADE_NOT_PENDING, "%u", error);
	if (error == DARKSWAP_OK) {
		*(fails ? &self->tally.failed : &self->tally.completed) += 1;
	}
}

static void list(void) {
	uint64_t sum = 0, listed = 0;
	request();
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			sum += DEREF(darkswap_order, mailbox.page.references[i])->remaining;
		}
		listed += mailbox.listed;
	} while (mailbox.more);
	CHECK(sum >= listed, "%llu orders", (unsigned long long)listed);
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
}

/* All candles are of one moment: no trade is in none, though others trade and histories evict. */
static void draw(void) {
	request();
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	struct trade_log const *log = &registry_market(mailbox.request.market)->trades;
	uint64_t trades = 0, first = log->first, end = log->end;
	do {
		mailbox.request.interval = 1;
		mailbox.request.count = UINT32_MAX;
		CHECK(darkswap_candles_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			trades += mailbox.page.candles[i].trades;
		}
	} while (mailbox.more);
	CHECK(trades == end - first && log->first == first && log->end == end, "%llu trades", (unsigned long long)trades);
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
}

static void read_market(void) {
	request()->interval = INT64_MAX;
	CHECK(finish(darkswap_best) == DARKSWAP_OK, "best");
	CHECK(finish(darkswap_statistics) == DARKSWAP_OK, "statistics");
	CHECK(mailbox.statistics.trades <= mailbox.trades_ever, "trades of the window");
	mailbox.request.market = 0;
	CHECK(finish(darkswap_sweep) == DARKSWAP_OK, "sweep");
}

static void (*const commands[])(void) = { create, create, create, create, create, create, create_batch, cancel, cancel,
	get, take, take, take, take_best, settle, settle, list, draw, read_market };

static void *work(void *argument) {
	self = argument;
	mailbox.instance = 10 + self->number;
	random_state = self->seed;
	for (uint32_t i = 0; i < self->commands; i++) {
		commands[random_below(sizeof commands / sizeof *commands)]();
	}
	return 0;
}

static void *witness(void *argument) {
	(void)argument;
	witness_run(WITNESS_INSTANCE);
	return 0;
}

static void add(struct tally *sum, struct tally const *part) {
	sum->created += part->created;
	sum->created_amount += part->created_amount;
	sum->cancelled += part->cancelled;
	sum->cancelled_amount += part->cancelled_amount;
	sum->trades += part->trades;
	sum->traded_amount += part->traded_amount;
	sum->completed += part->completed;
	sum->failed += part->failed;
}

/* Returns what is open in the market, each order as its events say. Sweeps nothing. */
static uint64_t sum_open(uint32_t market, uint64_t *orders) {
	uint64_t sum = 0;
	mailbox.request = (struct darkswap_request){ .market = market };
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_order const *order = DEREF(darkswap_order, mailbox.page.references[i]);
			CHECK(witness_remaining(order->id_high, order->id_low) == order->remaining, "as its events say");
			sum += order->remaining;
		}
		*orders += mailbox.listed;
	} while (mailbox.more);
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	return sum;
}

static void check_sums(struct tally const *made) {
	uint64_t open = 0, orders = 0, filled = 0;
	for (uint32_t market = 1; market <= WITNESSED_MARKETS; market++) {
		open += sum_open(market, &orders);
	}
	struct tally seen = witnessed;
	CHECK(seen.created_amount == seen.traded_amount + seen.cancelled_amount + seen.expired_amount + open, "amounts");
	filled = seen.created - seen.cancelled - seen.expired - orders;
	CHECK(filled <= seen.trades, "%llu orders were filled", (unsigned long long)filled);
	seen.expired = seen.expired_amount = 0;
	CHECK(memcmp(&seen, made, sizeof seen) == 0, "no event was lost and none came twice");
	CHECK(made->created != 0 && made->cancelled != 0 && made->trades != 0 && made->completed != 0 && made->failed != 0
			&& witnessed.expired != 0, "everything happened");
}

static bool create_last_order(struct tally *made) {
	mailbox.request = (struct darkswap_request){ .id_high = LAST_ORDER, .id_low = 1, .market = 1, .amount = 1,
		.price = DARKSWAP_ONE, .expires_at = PLAIN_MAXIMUM_EXPIRY, .address_length = 1 };
	uint32_t error = finish(darkswap_create_order);
	CHECK(error == DARKSWAP_OK || error == DARKSWAP_MEMORY_EXHAUSTED, "%u", error);
	made->created += error == DARKSWAP_OK;
	made->created_amount += error == DARKSWAP_OK;
	return error == DARKSWAP_OK;
}

/* Returns the first order of the page that was not imported, which no one may cancel, or null. */
static struct darkswap_order const *first_own(void) {
	for (uint32_t i = 0; i < mailbox.listed; i++) {
		struct darkswap_order const *order = DEREF(darkswap_order, mailbox.page.references[i]);
		if (!(order->flags & DARKSWAP_IMPORTED)) {
			return order;
		}
	}
	return 0;
}

/* Cancels one of the best orders of some market, if it has one, to make room. */
static void cancel_any(struct tally *made) {
	mailbox.request = (struct darkswap_request){ .market = 1 + (uint32_t)random_below(WITNESSED_MARKETS) };
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK && darkswap_list_next() == DARKSWAP_OK, "list");
	struct darkswap_order const *order = first_own();
	if (order != 0) {
		mailbox.request.order_id_high = order->id_high;
		mailbox.request.order_id_low = order->id_low;
		made->cancelled++;
		made->cancelled_amount += order->remaining;
	}
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	if (order != 0) {
		CHECK(finish(darkswap_cancel_order) == DARKSWAP_OK, "cancel");
	}
}

static void make_last_order(struct tally *made) {
	while (!create_last_order(made)) {
		cancel_any(made);
	}
}

void threads_run(uint32_t commands_each, bool memory_is_short) {
	static struct worker workers[WORKERS];
	uint64_t refused = 0;
	memory_may_be_short = memory_is_short;
	struct tally made = { 0 };
	pthread_t reader;
	mailbox.request.count = 1;
	CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
	pthread_create(&reader, 0, witness, 0);
	for (uint32_t i = 0; i < WORKERS; i++) {
		workers[i] = (struct worker){ .number = i, .commands = commands_each, .seed = random_next() };
		pthread_create(&workers[i].thread, 0, work, &workers[i]);
	}
	for (uint32_t i = 0; i < WORKERS; i++) {
		pthread_join(workers[i].thread, 0);
		add(&made, &workers[i].tally);
		refused += workers[i].refused;
	}
	make_last_order(&made);
	pthread_join(reader, 0);
	check_sums(&made);
	CHECK((refused != 0) == memory_is_short, "%llu commands were refused memory", (unsigned long long)refused);
	CHECK(darkswap_check_invariants() == 0, "after the threads");
	check_no_block_is_lost(0);
}
