/*
 * Lists a market's open orders, price levels, trades or candles, a page at a time. The market is read
 * from begin to end, so the host finds records where they are and sees the market of one moment.
 *
 * Nothing changes: an order that is past its time at that moment is passed over. Levels know the sums of all
 * their orders, so what has expired is subtracted from a page's levels once they are listed; where nothing has
 * expired, that is nothing.
 */
#include "candles.h"
#include "cursor.h"
#include "engine.h"
#include "level.h"
#include "recovery.h"
#include "registry.h"
#include "words.h"

/* How far a page of levels has come, which may take several calls. */
enum filling { FILLED = 0, FILLING, SUBTRACTING };

static _Thread_local struct {
	/* 0 while no listing is under way. */
	struct market const *market;
	/* Whether this is no listing of the host's, but the search for the best prices. */
	bool is_for_best;
	/* The moment: an order that expires no later has expired. */
	int64_t now;
	uint32_t side;
	struct cursor cursor;
	/* How many levels of this side were listed, and may be; 0 for all. */
	uint32_t levels;
	uint32_t levels_wanted;
	/* How many levels the page has, and how many of them are bids. */
	enum filling filling;
	uint32_t listed;
	uint32_t bids;
	/* SUBTRACTING: the order to subtract next, of those that have expired. */
	struct cursor expired;
	/* The trades from the oldest to the one before this are still to be listed. */
	uint64_t trade;
	/* Whether the first candle was sought, and those that are still to be drawn. */
	bool draws;
	struct candles candles;
} listing;

static void seek_side(uint32_t side) {
	listing.side = side;
	listing.levels = 0;
	cursor_seek(&listing.cursor, &listing.market->sides[side]);
}

/* Goes on to the asks when the bids are through. */
static void settle_on_order(void) {
	if (listing.cursor.order == 0 && listing.side == DARKSWAP_BUY) {
		seek_side(DARKSWAP_SELL);
	}
}

static void next_order(void) {
	cursor_next_order(&listing.cursor);
	settle_on_order();
}

static void next_level(void) {
	cursor_next_level(&listing.cursor);
	listing.levels++;
	if (listing.levels == listing.levels_wanted) {
		listing.cursor.order = 0;
	}
	settle_on_order();
}

static bool has_expired(uint32_t order) {
	return DEREF(darkswap_order, order)->expires_at <= listing.now;
}

/* Begins with the best bid of a market that is locked. */
static void begin(struct market const *market, bool is_for_best) {
	engine_hold();
	listing.market = market;
	listing.is_for_best = is_for_best;
	listing.now = mailbox.request.now;
	listing.filling = FILLED;
	listing.trade = market->trades.end;
	listing.draws = false;
	seek_side(DARKSWAP_BUY);
	settle_on_order();
}

enum darkswap_error listing_give_up(void) {
	if (listing.market != 0) {
		engine_unlock_read();
		listing.market = 0;
		engine_end_hold();
	}
	return DARKSWAP_OK;
}

static bool is_listing(void) {
	return listing.market != 0 && !listing.is_for_best;
}

COMMAND(darkswap_list_begin) {
	struct market const *market;
	enum darkswap_error error = engine_lock_requested_to_read(&market);
	if (error == DARKSWAP_OK) {
		begin(market, false);
	}
	return error;
}

COMMAND(darkswap_list_end) {
	return is_listing() ? listing_give_up() : DARKSWAP_WRONG_STATE;
}

static enum darkswap_error reply(uint32_t listed, bool more) {
	mailbox.listed = listed;
	mailbox.more = more;
	if (more) {
		registry_keep(listing.market);
	}
	return DARKSWAP_OK;
}

COMMAND(darkswap_list_next) {
	if (!is_listing()) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t listed = 0;
	for (uint32_t budget = DARKSWAP_STEP_RECORDS;
			listing.cursor.order != 0 && listed < DARKSWAP_PAGE_REFERENCES && budget != 0; budget--) {
		if (!has_expired(listing.cursor.order)) {
			mailbox.page.references[listed++] = listing.cursor.order;
		}
		next_order();
	}
	return reply(listed, listing.cursor.order != 0);
}

COMMAND(darkswap_trades_next) {
	if (!is_listing()) {
		return DARKSWAP_WRONG_STATE;
	}
	struct trade_log const *log = &listing.market->trades;
	uint32_t listed = 0;
	while (listing.trade != log->first && listed < DARKSWAP_PAGE_REFERENCES) {
		listing.trade--;
		mailbox.page.references[listed++] = trade_log_entry(log, listing.trade)->trade;
	}
	return reply(listed, listing.trade != log->first);
}

COMMAND(darkswap_candles_next) {
	if (!is_listing()) {
		return DARKSWAP_WRONG_STATE;
	}
	struct trade_log const *log = &listing.market->trades;
	int64_t interval = mailbox.request.interval;
	if (interval <= 0 || mailbox.request.count == 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	if (!listing.draws) {
		listing.draws = true;
		candles_begin(&listing.candles, log, trade_log_time(log, listing.now), interval, mailbox.request.count);
	}
	uint32_t listed = candles_draw(&listing.candles, interval, mailbox.page.candles, DARKSWAP_PAGE_CANDLES);
	return reply(listed, listing.candles.undrawn != log->end);
}

static bool page_is_full(void) {
	return listing.cursor.order == 0 || listing.listed == DARKSWAP_PAGE_LEVELS;
}

/* Lists the levels that have an order which has not expired. */
static void fill(uint32_t *budget) {
	for (; !page_is_full() && *budget != 0; --*budget) {
		if (has_expired(listing.cursor.order)) {
			next_order();
			continue;
		}
		listing.bids += listing.side == DARKSWAP_BUY;
		level_write(&mailbox.page.levels[listing.listed++], queue_at(tree_reference_at(&listing.cursor.level)));
		next_level();
	}
}

/* Returns the page's level that the order is in, or null. */
static struct darkswap_level *level_of(struct darkswap_order const *order) {
	bool buys = order->side == DARKSWAP_BUY;
	uint32_t low = buys ? 0 : listing.bids, end = buys ? listing.bids : listing.listed;
	uint64_t rank = market_rank(order->side, order->price);
	for (uint32_t high = end; low < high;) {
		uint32_t middle = low + (high - low) / 2;
		if (market_rank(order->side, mailbox.page.levels[middle].price) < rank) {
			low = middle + 1;
		}
		else {
			high = middle;
		}
	}
	return low < end && mailbox.page.levels[low].price == order->price ? &mailbox.page.levels[low] : 0;
}

static bool is_subtracted(void) {
	return listing.expired.order == 0 || !has_expired(listing.expired.order);
}

NOINLINE static void subtract(uint32_t *budget) {
	for (; !is_subtracted() && *budget != 0; --*budget) {
		struct darkswap_order const *order = DEREF(darkswap_order, listing.expired.order);
		struct darkswap_level *level = level_of(order);
		if (level != 0) {
			level->amount_high -= level->amount_low < order->remaining;
			level->amount_low -= order->remaining;
			level->orders--;
		}
		cursor_next_in(&listing.expired, QUEUE_EXPIRY);
	}
}

static enum darkswap_error go_on_later(void) {
	registry_keep(listing.market);
	return DARKSWAP_UNFINISHED;
}

/* Fills a page with levels. OK or UNFINISHED. */
static enum darkswap_error fill_page(uint32_t levels_wanted) {
	uint32_t budget = DARKSWAP_STEP_RECORDS;
	if (listing.filling == FILLED) {
		listing.filling = FILLING;
		listing.levels_wanted = levels_wanted;
		listing.listed = 0;
		listing.bids = 0;
	}
	if (listing.filling == FILLING) {
		fill(&budget);
		if (!page_is_full()) {
			return go_on_later();
		}
		cursor_seek(&listing.expired, &listing.market->expiries);
		listing.filling = SUBTRACTING;
	}
	subtract(&budget);
	if (!is_subtracted()) {
		return go_on_later();
	}
	listing.filling = FILLED;
	return DARKSWAP_OK;
}

COMMAND(darkswap_levels_next) {
	if (!is_listing()) {
		return DARKSWAP_WRONG_STATE;
	}
	enum darkswap_error error = fill_page(mailbox.request.count);
	if (error == DARKSWAP_OK) {
		mailbox.bids = listing.bids;
		error = reply(listing.listed, listing.cursor.order != 0);
	}
	return error;
}

static void write_side(uint32_t side, uint32_t level) {
	mailbox.summary.sides[side] = mailbox.page.levels[level];
}

/* From a page with the first level of each side. */
static void write_summary(void) {
	mailbox.summary = (struct darkswap_summary){ .version = listing.market->summary.version, .earliest_expiry = INT64_MAX };
	if (listing.bids != 0) {
		write_side(DARKSWAP_BUY, 0);
	}
	if (listing.listed != listing.bids) {
		write_side(DARKSWAP_SELL, listing.bids);
	}
	if (listing.expired.order != 0) {
		mailbox.summary.earliest_expiry = DEREF(darkswap_order, listing.expired.order)->expires_at;
	}
}

/* Where something has expired, the market's own summary is not the best prices of this moment. */
static enum darkswap_error find_best(void) {
	enum darkswap_error error = fill_page(1);
	if (error == DARKSWAP_OK) {
		write_summary();
		listing_give_up();
	}
	return error;
}

COMMAND(darkswap_best) {
	if (listing.market != 0) {
		return listing.is_for_best ? find_best() : DARKSWAP_WRONG_STATE;
	}
	struct market const *market;
	enum darkswap_error error = engine_lock_requested_to_read(&market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (market->summary.earliest_expiry <= mailbox.request.now) {
		begin(market, true);
		return find_best();
	}
	copy_words(&mailbox.summary, &market->summary, sizeof mailbox.summary);
	engine_unlock_read();
	return DARKSWAP_OK;
}
