/*
 * Lists a market's open orders, a page of references at a time. The market stays locked from
 * begin to end, so the host reads the orders where they lie and sees the book of one moment.
 */
#include "engine.h"
#include "queue.h"

struct listing {
	/* 0 while no listing is under way. */
	struct market *market;
	uint32_t side;
	uint32_t leaf;
	uint32_t entry;
	/* The next order to list, or 0 at the end. */
	uint32_t order;
};

static _Thread_local struct listing listing;

static void seek_leaf(uint32_t leaf) {
	listing.leaf = leaf;
	listing.entry = 0;
	listing.order = leaf == 0 ? 0 : tree_node_at(leaf)->references[0];
}

static void seek_side(uint32_t side) {
	listing.side = side;
	seek_leaf(listing.market->sides[side].first_leaf);
}

static void next_level(void) {
	struct tree_node const *leaf = tree_node_at(listing.leaf);
	listing.entry++;
	if (listing.entry < leaf->count) {
		listing.order = leaf->references[listing.entry];
	}
	else {
		seek_leaf(leaf->next);
	}
}

static void next_order(void) {
	listing.order = queue_node_at(listing.order, QUEUE_LEVEL)->next;
	if (listing.order == 0) {
		next_level();
	}
	if (listing.order == 0 && listing.side == DARKSWAP_BUY) {
		seek_side(DARKSWAP_SELL);
	}
}

uint32_t DARKSWAP_EXPORT(darkswap_list_begin)(void) {
	if (listing.market != 0) {
		return DARKSWAP_WRONG_STATE;
	}
	struct market *market;
	enum darkswap_error error = engine_lock_requested_market(&market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	listing.market = market;
	seek_side(DARKSWAP_BUY);
	if (listing.order == 0) {
		seek_side(DARKSWAP_SELL);
	}
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_list_next)(void) {
	if (listing.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t listed = 0;
	while (listing.order != 0 && listed < DARKSWAP_PAGE_ORDERS) {
		mailbox.orders[listed++] = listing.order;
		next_order();
	}
	mailbox.listed = listed;
	mailbox.more = listing.order != 0;
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_list_end)(void) {
	if (listing.market == 0) {
		return DARKSWAP_WRONG_STATE;
	}
	engine_unlock_market(listing.market);
	listing.market = 0;
	return DARKSWAP_OK;
}
