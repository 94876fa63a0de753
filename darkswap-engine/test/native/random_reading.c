/* Best prices, listings, and what trades add up to. */
#include "check.h"
#include "commands.h"
#include "engine.h"
#include "finish.h"
#include "random.h"
#include "registry.h"

static struct plain_order *orders[PLAIN_OPEN_MAX];

/* A price level of the plain book: sorted orders from `first` on that have one price. */
static uint32_t check_level(struct darkswap_level const *level, uint32_t first, uint32_t count) {
	wide amount = 0;
	uint32_t end = first;
	while (end < count && orders[end]->record.price == orders[first]->record.price) {
		amount += orders[end++]->record.remaining;
	}
	CHECK(level->price == orders[first]->record.price && level->orders == end - first, "level %u", first);
	CHECK(wide_of(level->amount_low, level->amount_high) == amount, "level %u", first);
	return end;
}

/* Of the orders that have not expired. */
static int64_t earliest_expiry(uint32_t market) {
	int64_t earliest = INT64_MAX;
	for (uint32_t i = 0; i < plain.open_count; i++) {
		struct darkswap_order const *order = &plain.open[i].record;
		if (order->market == market && order->expires_at > now && order->expires_at < earliest) {
			earliest = order->expires_at;
		}
	}
	return earliest;
}

void random_best(void) {
	struct darkswap_request *request = command_begin();
	request->market = any_market();
	uint32_t error = finish(darkswap_best);
	if (!market_exists(request->market)) {
		CHECK(error == DARKSWAP_MARKET_NOT_FOUND, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	for (uint32_t side = 0; side < 2; side++) {
		struct darkswap_level const *level = &mailbox.summary.sides[side];
		uint32_t count = plain_side(request->market, side, now, orders);
		if (count == 0) {
			CHECK(level->orders == 0, "%u orders", level->orders);
		}
		else {
			check_level(level, 0, count);
		}
	}
	CHECK(mailbox.summary.earliest_expiry == earliest_expiry(request->market), "earliest expiry");
	CHECK(mailbox.summary.version % 2 == 0, "version %u", mailbox.summary.version);
}

static void list_orders(uint32_t market) {
	uint32_t listed = 0;
	uint32_t count = plain_side(market, DARKSWAP_BUY, now, orders);
	count += plain_side(market, DARKSWAP_SELL, now, orders + count);
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		CHECK(mailbox.listed <= DARKSWAP_PAGE_REFERENCES && listed + mailbox.listed <= count, "too many");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_order const *order = DEREF(darkswap_order, mailbox.page.references[i]);
			CHECK(order->sequence == orders[listed]->record.sequence, "sequence");
			compare_order(order, &orders[listed++]->record);
		}
	} while (mailbox.more);
	CHECK(listed == count, "%u orders of %u", listed, count);
}

/* The levels of levels_next, page after page. */
struct levels {
	struct darkswap_level at[2 * PLAIN_OPEN_MAX];
	uint32_t bids, count;
};

static struct levels levels;

static void read_levels(uint32_t limit) {
	levels.bids = levels.count = 0;
	do {
		mailbox.request.count = limit;
		CHECK(finish(darkswap_levels_next) == DARKSWAP_OK, "next");
		CHECK(mailbox.listed <= DARKSWAP_PAGE_LEVELS && mailbox.bids <= mailbox.listed, "too many");
		CHECK(mailbox.bids == 0 || levels.bids == levels.count, "a bid after an ask");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			levels.at[levels.count++] = mailbox.page.levels[i];
		}
		levels.bids += mailbox.bids;
	} while (mailbox.more);
}

static void check_levels(uint32_t market, uint32_t side, struct darkswap_level const *listed, uint32_t expected,
		uint32_t limit) {
	uint32_t count = plain_side(market, side, now, orders), first = 0, seen = 0;
	while (first < count && (limit == 0 || seen < limit)) {
		CHECK(seen < expected, "%u levels, more were expected", expected);
		first = check_level(&listed[seen++], first, count);
	}
	CHECK(seen == expected, "%u levels of %u", expected, seen);
}

static void list_levels(uint32_t market) {
	uint32_t limit = (uint32_t)random_below(random_chance(2) ? 5 : 120);
	read_levels(limit);
	check_levels(market, DARKSWAP_BUY, levels.at, levels.bids, limit);
	check_levels(market, DARKSWAP_SELL, levels.at + levels.bids, levels.count - levels.bids, limit);
}

static void list_trades(uint32_t market) {
	struct fifo const *history = &plain_market(market)->trades;
	size_t left = fifo_count(history);
	do {
		CHECK(darkswap_trades_next() == DARKSWAP_OK, "next");
		CHECK(mailbox.listed <= DARKSWAP_PAGE_REFERENCES && mailbox.listed <= left, "too many");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			compare_trade(DEREF(darkswap_trade, mailbox.page.references[i]), fifo_at(history, --left));
		}
	} while (mailbox.more && !random_chance(5));
	CHECK(left == 0 || mailbox.more, "%zu trades are missing", left);
}

void random_listing(void) {
	struct darkswap_request *request = command_begin();
	request->market = any_market();
	uint32_t market = request->market;
	uint32_t error = finish(darkswap_list_begin);
	if (!market_exists(market)) {
		CHECK(error == DARKSWAP_MARKET_NOT_FOUND, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	if (random_chance(40)) {
		check_wrong_calls_while_holding();
		CHECK(darkswap_take_next() == DARKSWAP_WRONG_STATE, "this is no taking");
	}
	if (random_chance(2)) {
		list_orders(market);
	}
	else {
		list_levels(market);
	}
	if (random_chance(2)) {
		list_trades(market);
	}
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
}

/* A time that some trade may have been made at, or around it. */
static int64_t any_time(uint32_t market) {
	struct fifo const *history = &plain_market(market)->trades;
	if (fifo_count(history) == 0 || random_chance(10)) {
		return random_chance(2) ? -1 : now;
	}
	struct darkswap_trade const *trade = fifo_at(history, random_below(fifo_count(history)));
	return trade->executed_at - (int64_t)random_below(2);
}

/* The first trade of a market's history that was made after a time. */
static size_t first_after(struct fifo const *history, int64_t since) {
	size_t first = 0;
	while (first < fifo_count(history)
			&& ((struct darkswap_trade const *)fifo_at(history, first))->executed_at <= since) {
		first++;
	}
	return first;
}

/* The time at which a market's windows end. */
static int64_t market_time(uint32_t market) {
	int64_t last = plain_market(market)->last_executed_at;
	return now > last ? now : last;
}

struct sums {
	wide volume, quote_volume;
	uint64_t high, low;
};

static struct sums expected_sums(struct fifo const *history, size_t first) {
	struct sums sums = { .low = UINT64_MAX };
	for (size_t i = first; i < fifo_count(history); i++) {
		struct darkswap_trade const *trade = fifo_at(history, i);
		sums.volume += trade->amount;
		sums.quote_volume += (wide)trade->amount * trade->price;
		sums.high = trade->price > sums.high ? trade->price : sums.high;
		sums.low = trade->price < sums.low ? trade->price : sums.low;
	}
	return sums;
}

static void check_statistics(uint32_t market, int64_t since) {
	struct fifo const *history = &plain_market(market)->trades;
	size_t first = first_after(history, since);
	struct sums expected = expected_sums(history, first);
	struct darkswap_statistics const *actual = &mailbox.statistics;
	CHECK(actual->trades == fifo_count(history) - first, "%llu trades", (unsigned long long)actual->trades);
	CHECK(wide_of(actual->volume_low, actual->volume_high) == expected.volume
			&& wide_of(actual->quote_volume_low, actual->quote_volume_high) == expected.quote_volume
			&& actual->high == expected.high && actual->low == expected.low, "%llu trades",
			(unsigned long long)actual->trades);
	CHECK(mailbox.trades_ever == registry_market(market)->trades.end, "%llu trades ever",
			(unsigned long long)mailbox.trades_ever);
}

void random_statistics(void) {
	struct darkswap_request *request = command_begin();
	uint32_t market = any_market();
	bool exists = market_exists(market);
	int64_t since = exists ? any_time(market) : 0;
	request->market = market;
	request->interval = random_chance(20) ? -1 : exists ? market_time(market) - since : 0;
	bool is_valid = request->interval >= 0;
	uint32_t error = finish(darkswap_statistics);
	if (!is_valid || !exists) {
		CHECK(error == (is_valid ? DARKSWAP_MARKET_NOT_FOUND : DARKSWAP_INVALID_ARGUMENT), "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	check_statistics(market, since);
}

/* The next candle that the plain book draws, from the trade at `*place` on. */
static struct darkswap_candle draw(struct fifo const *history, size_t *place, int64_t interval, wide *volume) {
	struct darkswap_trade const *trade = fifo_at(history, *place);
	struct darkswap_candle candle = { .start = trade->executed_at / interval * interval, .open = trade->price,
		.high = trade->price, .low = trade->price };
	*volume = 0;
	while (*place < fifo_count(history)) {
		trade = fifo_at(history, *place);
		if (trade->executed_at / interval * interval != candle.start) {
			break;
		}
		candle.high = trade->price > candle.high ? trade->price : candle.high;
		candle.low = trade->price < candle.low ? trade->price : candle.low;
		candle.close = trade->price;
		candle.trades++;
		*volume += trade->amount;
		++*place;
	}
	return candle;
}

/* Reads all pages of candles, each of which the plain book draws, too, from the trade at `place` on. */
static void read_candles(struct fifo const *history, size_t place, int64_t interval, uint32_t count) {
	do {
		mailbox.request.interval = interval;
		mailbox.request.count = count;
		CHECK(darkswap_candles_next() == DARKSWAP_OK, "next");
		CHECK(mailbox.listed <= DARKSWAP_PAGE_CANDLES, "too many");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			CHECK(place < fifo_count(history), "a candle too many");
			wide volume;
			struct darkswap_candle const *actual = &mailbox.page.candles[i];
			struct darkswap_candle expected = draw(history, &place, interval, &volume);
			CHECK(actual->start == expected.start && actual->open == expected.open && actual->high == expected.high
					&& actual->low == expected.low && actual->close == expected.close
					&& actual->trades == expected.trades && wide_of(actual->volume_low, actual->volume_high) == volume,
					"the candle of %lld", (long long)expected.start);
		}
	} while (mailbox.more);
	CHECK(place == fifo_count(history), "%zu trades are in no candle", fifo_count(history) - place);
}

/* The last moment before some intervals up to a time. */
static int64_t before_intervals(int64_t time, int64_t interval, uint32_t count) {
	int64_t first = time / interval - (int64_t)count + 1;
	return first <= 0 ? -1 : first * interval - 1;
}

void random_candles(void) {
	command_begin()->market = any_market();
	uint32_t market = mailbox.request.market;
	if (finish(darkswap_list_begin) != DARKSWAP_OK) {
		CHECK(!market_exists(market), "begin");
		return;
	}
	int64_t interval = 1 + (int64_t)(random_next() >> (1 + random_below(63)));
	uint32_t count = (uint32_t)random_next() >> random_below(32);
	if (random_chance(20)) {
		mailbox.request.interval = random_chance(2) ? interval : -(int64_t)random_below(2);
		mailbox.request.count = mailbox.request.interval > 0 ? 0 : count;
		CHECK(darkswap_candles_next() == DARKSWAP_INVALID_ARGUMENT, "no candles");
	}
	if (count != 0) {
		struct fifo const *history = &plain_market(market)->trades;
		size_t first = first_after(history, before_intervals(market_time(market), interval, count));
		read_candles(history, first, interval, count);
	}
	CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
}
