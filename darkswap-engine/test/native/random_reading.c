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

/* What levels_next returned, page after page. */
struct levels {
	struct darkswap_level at[2 * PLAIN_OPEN_MAX];
	uint32_t bids, count;
};

static struct levels levels;

static void read_levels(uint32_t limit) {
	levels.bids = levels.count = 0;
	do {
		mailbox.request.count = limit;
		CHECK(darkswap_levels_next() == DARKSWAP_OK, "next");
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
	struct fifo const *history = &plain.markets[market].trades;
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
	struct fifo const *history = &plain.markets[market].trades;
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

/* Asks for the next part of the trades; returns whether there is one. */
static bool next_part(uint32_t (*command)(void), uint64_t end) {
	uint64_t next = mailbox.next_trade;
	if (next == end) {
		return false;
	}
	uint32_t market = mailbox.request.market;
	int64_t interval = mailbox.request.interval;
	struct darkswap_request *request = command_begin();
	request->market = market;
	request->interval = interval;
	request->first_trade = next;
	request->end_trade = end;
	CHECK(finish(command) == DARKSWAP_OK, "next part");
	CHECK(mailbox.next_trade > next && mailbox.next_trade <= end, "it goes on");
	CHECK(mailbox.next_trade - next <= DARKSWAP_SCAN_TRADES, "too many in one call");
	return true;
}

/* Begins with the window's first part; returns whether there is one. */
static bool begin_window(uint32_t (*command)(void), int64_t interval) {
	struct darkswap_request *request = command_begin();
	request->market = any_market();
	request->end_trade = 0;
	request->interval = interval;
	bool exists = market_exists(request->market);
	request->since = exists ? any_time(request->market) : 0;
	uint32_t error = finish(command);
	if (interval <= 0) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return false;
	}
	CHECK(error == (exists ? DARKSWAP_OK : DARKSWAP_MARKET_NOT_FOUND), "%u", error);
	return exists;
}

struct sums {
	wide volume, quote_volume;
	uint64_t trades, high, low;
};

static void add_part(struct sums *sums) {
	struct darkswap_statistics const *part = &mailbox.statistics;
	sums->volume += wide_of(part->volume_low, part->volume_high);
	sums->quote_volume += wide_of(part->quote_volume_low, part->quote_volume_high);
	sums->trades += part->trades;
	if (part->trades != 0) {
		sums->high = part->high > sums->high ? part->high : sums->high;
		sums->low = part->low < sums->low ? part->low : sums->low;
	}
}

/* Adds what the plain book has of a part: the trades from one place in the history up to another. */
static void add_expected(struct sums *sums, struct fifo const *history, size_t first, size_t end) {
	for (size_t i = first; i < end; i++) {
		struct darkswap_trade const *trade = fifo_at(history, i);
		sums->volume += trade->amount;
		sums->quote_volume += (wide)trade->amount * trade->price;
		sums->trades++;
		sums->high = trade->price > sums->high ? trade->price : sums->high;
		sums->low = trade->price < sums->low ? trade->price : sums->low;
	}
}

static void check_sums(struct sums const *actual, struct sums const *expected) {
	CHECK(actual->trades == expected->trades && actual->volume == expected->volume
			&& actual->quote_volume == expected->quote_volume && actual->high == expected->high
			&& actual->low == expected->low, "%llu trades", (unsigned long long)expected->trades);
}

void random_statistics(void) {
	if (!begin_window(darkswap_statistics, 1)) {
		return;
	}
	struct fifo const *history = &plain.markets[mailbox.request.market].trades;
	struct sums actual = { .low = UINT64_MAX }, expected = actual;
	add_expected(&expected, history, first_after(history, mailbox.request.since), fifo_count(history));
	uint64_t end = mailbox.end_trade;
	CHECK(end - mailbox.first_trade == expected.trades, "the window has %llu trades", (unsigned long long)expected.trades);
	do {
		add_part(&actual);
	} while (next_part(darkswap_statistics, end));
	check_sums(&actual, &expected);
}

/* Any range of trade numbers, as a host may ask for after some of them were forgotten. */
void random_range(void) {
	struct darkswap_request *request = command_begin();
	request->market = 1 + (uint32_t)random_below(PLAIN_MARKETS);
	struct fifo const *history = &plain.markets[request->market].trades;
	uint64_t oldest = registry_market(request->market)->trades.first, newest = oldest + fifo_count(history);
	request->first_trade = random_below(newest + 10);
	request->end_trade = 1 + random_below(newest + 10);
	uint32_t error = finish(darkswap_statistics);
	if (request->first_trade > request->end_trade) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	uint64_t first = request->first_trade > oldest ? request->first_trade : oldest;
	uint64_t end = request->end_trade < newest ? request->end_trade : newest;
	if (end > first && end - first > DARKSWAP_SCAN_TRADES) {
		end = first + DARKSWAP_SCAN_TRADES;
	}
	CHECK(mailbox.next_trade == end, "%llu is next", (unsigned long long)mailbox.next_trade);
	struct sums actual = { .low = UINT64_MAX }, expected = actual;
	add_part(&actual);
	if (first < end) {
		add_expected(&expected, history, first - oldest, end - oldest);
	}
	check_sums(&actual, &expected);
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

/* The candle being put together: one that is cut by the end of a part goes on in the next one. */
static struct darkswap_candle pending;
static wide pending_volume;

static void check_pending(struct fifo const *history, size_t *place, int64_t interval) {
	if (pending.trades == 0) {
		return;
	}
	CHECK(*place < fifo_count(history), "a candle too many");
	wide volume;
	struct darkswap_candle expected = draw(history, place, interval, &volume);
	CHECK(pending.start == expected.start && pending.open == expected.open && pending.high == expected.high
			&& pending.low == expected.low && pending.close == expected.close && pending.trades == expected.trades
			&& pending_volume == volume, "the candle of %lld", (long long)expected.start);
}

static void merge(struct darkswap_candle const *next) {
	pending.high = next->high > pending.high ? next->high : pending.high;
	pending.low = next->low < pending.low ? next->low : pending.low;
	pending.close = next->close;
	pending.trades += next->trades;
	pending_volume += wide_of(next->volume_low, next->volume_high);
}

void random_candles(void) {
	int64_t interval = random_chance(20) ? -(int64_t)random_below(2) : 1 + (int64_t)(random_next() >> (20 + random_below(44)));
	if (!begin_window(darkswap_candles, interval)) {
		return;
	}
	struct fifo const *history = &plain.markets[mailbox.request.market].trades;
	size_t place = first_after(history, mailbox.request.since);
	uint64_t end = mailbox.end_trade;
	pending.trades = 0;
	do {
		CHECK(mailbox.listed <= DARKSWAP_PAGE_CANDLES, "too many");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			struct darkswap_candle const *candle = &mailbox.page.candles[i];
			if (pending.trades != 0 && candle->start == pending.start) {
				CHECK(i == 0, "two candles of one interval");
				merge(candle);
				continue;
			}
			check_pending(history, &place, interval);
			pending = *candle;
			pending_volume = wide_of(candle->volume_low, candle->volume_high);
		}
	} while (next_part(darkswap_candles, end));
	check_pending(history, &place, interval);
	CHECK(place == fifo_count(history), "%zu trades are in no candle", fifo_count(history) - place);
}
