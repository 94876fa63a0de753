#include "long_history.h"

#include <string.h>

#include "check.h"
#include "checked_arena.h"
#include "commands.h"
#include "engine.h"
#include "finish.h"
#include "memory_check.h"
#include "random.h"
#include "registry.h"
#include "trade_sums.h"

#define TRADES 900000
#define ORDERS UINT64_C(7)
#define TRADE_IDS UINT64_C(8)
#define MAKERS 32
/* Between two windows that are compared: not a multiple of the length of a run. */
#define TRADES_BETWEEN_WINDOWS 251
#define MOST_TAKEN 3000

/* The trades, by their number. */
static struct made {
	int64_t executed_at;
	uint64_t price;
	uint64_t amount;
} made[TRADES + MOST_TAKEN];

static uint64_t order_ids = 1;
static uint64_t trade_ids = 1;
static uint32_t windows;

static struct trade_log const *log_of_market(void) {
	return &registry_market(1)->trades;
}

static uint64_t earlier(uint64_t a, uint64_t b) {
	return a < b ? a : b;
}

static struct darkswap_request *request(void) {
	mailbox.request = (struct darkswap_request){ .now = now, .expires_at = now + PLAIN_MAXIMUM_EXPIRY / 2, .market = 1,
		.address_length = 1 };
	return &mailbox.request;
}

/* Notes the trades that the log has from `number` on. */
static void note(uint64_t number) {
	struct trade_log const *log = log_of_market();
	for (; number < log->end; number++) {
		struct darkswap_trade const *trade = DEREF(darkswap_trade, trade_log_entry(log, number)->trade);
		made[number] = (struct made){ trade->executed_at, trade->price, trade->amount };
	}
}

/* An ask at any price from the least to the greatest, with as large an amount as that allows. */
static uint64_t create_ask(void) {
	uint64_t price = 1 + (random_next() >> random_below(64)) / 2;
	wide most = (((wide)1 << 64) - 1) * DARKSWAP_ONE / price;
	struct darkswap_request *order = request();
	order->id_high = ORDERS;
	order->id_low = order_ids++;
	order->side = DARKSWAP_SELL;
	order->price = price;
	order->amount = most > UINT64_MAX ? UINT64_MAX : (uint64_t)most;
	CHECK(finish(darkswap_create_order) == DARKSWAP_OK, "create");
	return order->id_low;
}

static uint64_t asks[MAKERS];

/* A part of what remains, or all of it, that costs at least a unit. */
static uint64_t any_part(uint64_t remaining, uint64_t price) {
	uint64_t part = random_chance(50) ? remaining : 1 + random_below(remaining);
	return plain_is_below_unit(part, price) ? (DARKSWAP_ONE - 1) / price + 1 : part;
}

/* Takes a part of some ask, which is replaced when nothing is left of it. */
static void take_one(void) {
	uint64_t *ask = &asks[random_below(MAKERS)];
	if (*ask == 0) {
		*ask = create_ask();
	}
	request()->order_id_high = ORDERS;
	mailbox.request.order_id_low = *ask;
	CHECK(finish(darkswap_get_order) == DARKSWAP_OK, "get");
	uint64_t remaining = mailbox.order.remaining, price = mailbox.order.price;
	request()->order_id_high = ORDERS;
	mailbox.request.order_id_low = *ask;
	mailbox.request.amount = any_part(remaining, price);
	mailbox.request.id_high = TRADE_IDS;
	mailbox.request.id_low = trade_ids++;
	if (plain_is_below_unit(remaining - mailbox.request.amount, price)) {
		*ask = 0;
	}
	uint64_t end = log_of_market()->end;
	CHECK(finish(darkswap_take_order) == DARKSWAP_OK, "take");
	note(end);
}

/* Bids of 1e-8 each, which are taken at once. */
static void create_bids(uint32_t count) {
	request()->count = count;
	uint32_t error = darkswap_batch_begin();
	for (bool more = true; more; error = more ? darkswap_batch_next() : error) {
		CHECK(error == DARKSWAP_OK, "%u", error);
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_order *order = DEREF(darkswap_order, mailbox.page.references[i]);
			order->id_high = ORDERS;
			order->id_low = order_ids++;
			order->market = 1;
			order->side = DARKSWAP_BUY;
			order->amount = 1;
			order->price = (1 + random_below(1000)) * DARKSWAP_ONE;
			order->expires_at = now + PLAIN_MAXIMUM_EXPIRY / 2;
			order->maker_length = 1;
			order->maker[0] = 'm';
		}
		more = mailbox.more;
	}
	CHECK(finish(darkswap_batch_create) == DARKSWAP_OK && finish(darkswap_batch_end) == DARKSWAP_OK, "batch");
}

static struct darkswap_request *take_bids(uint32_t count) {
	struct darkswap_request *taking = request();
	taking->id_high = TRADE_IDS;
	taking->id_low = trade_ids;
	taking->side = DARKSWAP_SELL;
	taking->amount = count;
	taking->price = 1;
	return taking;
}

/* Takes the best bids at once: first it is begun and given up, or refused at its last trade, and then done. */
static void take_many(uint32_t count) {
	create_bids(count);
	uint64_t end = log_of_market()->end;
	if (random_chance(2)) {
		take_bids(count);
		uint32_t error = darkswap_take_begin();
		for (uint64_t calls = random_below(4); calls != 0 && error == DARKSWAP_UNFINISHED; calls--) {
			error = darkswap_take_begin();
		}
		CHECK(finish(darkswap_take_end) == DARKSWAP_OK, "end");
	}
	else {
		/* The ids of what follows reach one that is used. */
		take_bids(count)->id_low = trade_ids - count + 1;
		mailbox.request.id_high = TRADE_IDS + 1;
		mailbox.request.amount = 1;
		mailbox.request.id_low = trade_ids + count - 2;
		CHECK(finish(darkswap_take_begin) == DARKSWAP_OK && finish(darkswap_take_end) == DARKSWAP_OK, "one");
		note(end++);
		take_bids(count)->id_high = TRADE_IDS + 1;
		CHECK(finish(darkswap_take_begin) == DARKSWAP_DUPLICATE_TRADE, "the last trade's id is used");
	}
	note(end);
	end = log_of_market()->end;
	take_bids(count);
	CHECK(finish(darkswap_take_begin) == DARKSWAP_OK && finish(darkswap_take_end) == DARKSWAP_OK, "all");
	trade_ids += count;
	note(end);
}

struct expected {
	wide volume, quote_volume;
	uint64_t high, low;
	/* The first trade that is not added. */
	uint64_t next;
};

/* Adds up one by one the trades from `first` on that were executed at `last` or earlier. */
static struct expected add_up(uint64_t first, uint64_t end, int64_t last) {
	struct expected sums = { .low = UINT64_MAX };
	for (; first < end && made[first].executed_at <= last; first++) {
		sums.volume += made[first].amount;
		sums.quote_volume += (wide)made[first].amount * made[first].price;
		sums.high = made[first].price > sums.high ? made[first].price : sums.high;
		sums.low = made[first].price < sums.low ? made[first].price : sums.low;
	}
	sums.next = first;
	return sums;
}

/* From any trade that is kept; the longer the range, the rarer. */
static void check_any_range(void) {
	struct trade_log const *log = log_of_market();
	uint64_t kept = log->end - log->first;
	uint64_t length = earlier(kept, random_chance(100) ? kept : random_next() >> (44 + random_below(20)));
	uint64_t first = log->first + random_below(kept - length + 1), end = first + length;
	int64_t last = length == 0 || random_chance(2) ? INT64_MAX : made[first + random_below(length)].executed_at;
	struct expected expected = add_up(first, end, last);
	struct trade_adder adder;
	trade_adder_begin(&adder, log, true);
	uint64_t next = trade_adder_add(&adder, first, end, last);
	struct trade_sums const *sums = &adder.sums;
	CHECK(next == expected.next, "%llu instead of %llu", (unsigned long long)next, (unsigned long long)expected.next);
	CHECK(wide_of(sums->volume_low, sums->volume_high) == expected.volume
			&& wide_of(sums->quote_volume_low, sums->quote_volume_high) == expected.quote_volume
			&& sums->high == expected.high && sums->low == expected.low, "from %llu to %llu",
			(unsigned long long)first, (unsigned long long)next);
	windows++;
}

/* The first trade that is kept and was executed after a time. */
static uint64_t first_after(int64_t time) {
	uint64_t first = log_of_market()->first;
	while (first < log_of_market()->end && made[first].executed_at <= time) {
		first++;
	}
	return first;
}

/* A window that begins where some trade was executed, or just before. */
static void check_any_window(void) {
	struct trade_log const *log = log_of_market();
	int64_t since = made[log->first + random_below(log->end - log->first)].executed_at - (int64_t)random_below(2);
	request()->interval = now - since;
	CHECK(finish(darkswap_statistics) == DARKSWAP_OK, "statistics");
	uint64_t first = first_after(since);
	struct expected expected = add_up(first, log->end, INT64_MAX);
	struct darkswap_statistics const *actual = &mailbox.statistics;
	CHECK(actual->trades == log->end - first && mailbox.trades_ever == log->end, "%llu trades",
			(unsigned long long)actual->trades);
	CHECK(wide_of(actual->volume_low, actual->volume_high) == expected.volume
			&& wide_of(actual->quote_volume_low, actual->quote_volume_high) == expected.quote_volume
			&& actual->high == expected.high && actual->low == expected.low, "since %lld", (long long)since);
}

/* All candles of an interval: each has the trades from where the one before ended up to the end of its interval. */
static void check_candles(int64_t interval) {
	uint64_t trade = log_of_market()->first;
	request();
	CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
	do {
		mailbox.request.interval = interval;
		mailbox.request.count = UINT32_MAX;
		CHECK(darkswap_candles_next() == DARKSWAP_OK, "next");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_candle const *actual = &mailbox.page.candles[i];
			int64_t start = made[trade].executed_at / interval * interval;
			struct expected expected = add_up(trade, log_of_market()->end, start + interval - 1);
			CHECK(actual->start == start && actual->trades == expected.next - trade
					&& actual->open == made[trade].price && actual->close == made[expected.next - 1].price
					&& actual->high == expected.high && actual->low == expected.low
					&& wide_of(actual->volume_low, actual->volume_high) == expected.volume, "from %llu to %llu",
					(unsigned long long)trade, (unsigned long long)expected.next);
			trade = expected.next;
		}
	} while (mailbox.more);
	CHECK(trade == log_of_market()->end && finish(darkswap_list_end) == DARKSWAP_OK, "all trades are in candles");
}

static void check_all_is_well(void) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
}

/* Orders need all memory: the history gives its own, and the sums go with it. */
static void empty_the_history(void) {
	struct trade_log const *log = log_of_market();
	checked_arena_limit(checked_arena_used());
	for (uint32_t i = 0; !trade_log_is_empty(log); i++) {
		create_ask();
		if (i % 10000 == 0) {
			check_any_range();
		}
	}
	CHECK(tree_is_empty(&log->sums) && tree_is_empty(&log->blocks), "an empty history has no sums");
	checked_arena_limit(UNLIMITED);
	check_all_is_well();
}

void long_history_run(void) {
	struct trade_log const *log = log_of_market();
	for (uint64_t checked = 0; log->end < TRADES;) {
		now += (int64_t)random_below(random_chance(1000) ? 100000 : 3);
		if (random_chance(3000)) {
			take_many(2 + (uint32_t)random_below(MOST_TAKEN - 2));
		}
		else {
			take_one();
		}
		if (log->end >= checked + TRADES_BETWEEN_WINDOWS) {
			checked = log->end;
			check_any_range();
		}
	}
	CHECK(log->first != 0 && windows >= 2000, "%u windows", windows);
	check_all_is_well();
	for (uint32_t i = 0; i < 200; i++) {
		check_any_window();
	}
	for (int64_t interval = 1; interval < 2 * now; interval *= 1 + (int64_t)random_below(6)) {
		check_candles(interval);
	}
	empty_the_history();
	take_one();
	check_any_range();
}
