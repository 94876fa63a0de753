/* The commands that say how a trade ended. */
#include "engine.h"
#include "events.h"
#include "reclaim.h"
#include "words.h"

static enum darkswap_error settle_trade(struct darkswap_trade *trade, enum darkswap_trade_status status,
		enum darkswap_event event) {
	if (trade->status != DARKSWAP_PENDING) {
		return DARKSWAP_TRADE_NOT_PENDING;
	}
	if (!events_reserve(1)) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	trade->status = (uint8_t)status;
	trade->settled_at = mailbox.request.now;
	copy_words(&mailbox.trade, trade, sizeof *trade);
	events_tell_trade(event, trade);
	return DARKSWAP_OK;
}

static enum darkswap_error settle(enum darkswap_trade_status status, enum darkswap_event event) {
	uint32_t trade;
	struct market *market;
	enum darkswap_error error = engine_find_and_lock(INDEX_TRADES, mailbox.request.id_high, mailbox.request.id_low,
			&trade, &market);
	if (error == DARKSWAP_OK) {
		error = settle_trade(AT(darkswap_trade, trade), status, event);
		engine_unlock_market(market);
	}
	return error;
}

static uint32_t settle_or_reclaim(enum darkswap_trade_status status, enum darkswap_event event) {
	enum darkswap_error error;
	do {
		error = settle(status, event);
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(RECLAIM_FEW)) == DARKSWAP_OK);
	return error;
}

uint32_t DARKSWAP_EXPORT(darkswap_complete_trade)(void) {
	return settle_or_reclaim(DARKSWAP_COMPLETED, DARKSWAP_TRADE_COMPLETED);
}

uint32_t DARKSWAP_EXPORT(darkswap_fail_trade)(void) {
	return settle_or_reclaim(DARKSWAP_FAILED, DARKSWAP_TRADE_FAILED);
}
