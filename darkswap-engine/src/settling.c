/* The commands that say how a trade ended. */
#include "engine.h"
#include "events.h"
#include "trades.h"
#include "words.h"

/*
 * A block for the event of the settlement. If there is no memory for it, the market's history gives one:
 * its oldest closed order or trade, which may be this trade.
 */
static uint32_t event_block(struct market *market) {
	uint32_t block = events_block();
	if (block == 0) {
		market_publish(market);
		block = market_remove_oldest(market);
	}
	return block == 0 ? trades_remove_oldest(market) : block;
}

/* Needs no memory. */
static enum darkswap_error settle_trade(struct market *market, struct darkswap_trade *trade,
		enum darkswap_trade_status status, enum darkswap_event event) {
	if (trade->status != DARKSWAP_PENDING) {
		return DARKSWAP_TRADE_NOT_PENDING;
	}
	enum darkswap_error error = events_prepare(1);
	if (error != DARKSWAP_OK) {
		return error;
	}
	trade->status = (uint8_t)status;
	trade->settled_at = mailbox.request.now;
	copy_trade(&mailbox.trade, trade);
	if (events_wanted()) {
		uint32_t block = event_block(market);
		if (block == 0) {
			return DARKSWAP_POISONED;
		}
		events_emit_trade_in(block, event, &mailbox.trade);
	}
	return DARKSWAP_OK;
}

static uint32_t settle(enum darkswap_trade_status status, enum darkswap_event event) {
	struct locked locked = engine_find_and_lock(INDEX_TRADES, mailbox.request.id_high, mailbox.request.id_low);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		error = settle_trade(market_of(locked), DEREF(darkswap_trade, record_of(locked)), status, event);
		engine_unlock_market(market_of(locked));
	}
	return error;
}

COMMAND(darkswap_complete_trade) {
	return settle(DARKSWAP_COMPLETED, DARKSWAP_TRADE_COMPLETED);
}

COMMAND(darkswap_fail_trade) {
	return settle(DARKSWAP_FAILED, DARKSWAP_TRADE_FAILED);
}
