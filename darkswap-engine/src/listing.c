/*
 * Lists a market's open orders, price levels or trades, a page at a time. The market stays locked
 * from begin to end, so the host reads records where they lie and sees the market of one moment.
 */
#include "cursor.h"
#include "engine.h"
#include "queue.h"
#include "recovery.h"

static _Thread_local struct {
	/* 0 while no listing is under way. */
	struct market *market;
	uint32_t side;
	struct cursor cursor;
	/* How many levels of this side were listed. */
	uint32_t levels;
	/* The trades from the oldest to the one before this are still to be listed. */
	uint64_t trade;
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

COMMAND(darkswap_list_begin) {
	struct market *market;
	enum darkswap_error error = engine_lock_requested_market(&market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	engine_hold();
	listing.market = market;
	listing.trade = market->trades.end;
	seek_side(DARKSWAP_BUY);
	settle_on_order();
	return DARKSWAP_OK;
}

static uint32_t reply(uint32_t listed, bool more) {
	mailbox.listed = listed;
	mailbox.more = more;
	return DARKSWAP_OK;
}

COMMAND(darkswap_list_next) {
	if (listing.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t listed = 0;
	while (listing.cursor.order != 0 && listed < DARKSWAP_PAGE_REFERENCES) {
		mailbox.page.references[listed++] = listing.cursor.order;
		cursor_next_order(&listing.cursor);
		settle_on_order();
	}
	return reply(listed, listing.cursor.order != 0);
}

static void write_level(struct darkswap_level *level) {
	struct darkswap_order const *first = DEREF(darkswap_order, listing.cursor.order);
	level->price = first->price;
	level->amount_low = first->level.total_low;
	level->amount_high = first->level.total_high;
	level->orders = first->level.length;
}

static void next_level(void) {
	cursor_next_level(&listing.cursor);
	listing.levels++;
	if (listing.levels == mailbox.request.count) {
		listing.cursor.order = 0;
	}
	settle_on_order();
}

COMMAND(darkswap_levels_next) {
	if (listing.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t listed = 0;
	mailbox.bids = 0;
	while (listing.cursor.order != 0 && listed < DARKSWAP_PAGE_LEVELS) {
		mailbox.bids += listing.side == DARKSWAP_BUY;
		write_level(&mailbox.page.levels[listed++]);
		next_level();
	}
	return reply(listed, listing.cursor.order != 0);
}

COMMAND(darkswap_trades_next) {
	if (listing.market == 0) {
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

enum darkswap_error listing_give_up(void) {
	if (listing.market != 0) {
		engine_unlock_market(listing.market);
		listing.market = 0;
		engine_end_hold();
	}
	return DARKSWAP_OK;
}

COMMAND(darkswap_list_end) {
	return listing.market == 0 ? DARKSWAP_WRONG_STATE : listing_give_up();
}
