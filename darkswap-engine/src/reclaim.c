#include "reclaim.h"

#include "arena.h"
#include "context.h"
#include "registry.h"
#include "trades.h"

/* How many records one step frees at most. */
#define STEP_RECORDS 512

/* Which market was last to give. */
static uint32_t last;

static uint64_t give(struct market *market, uint64_t records) {
	uint64_t orders = 0, trades = 0;
	while (orders < records && market_evict_oldest(market)) {
		orders++;
	}
	while (trades < records && trades_evict_oldest(market)) {
		trades++;
	}
	return orders + trades;
}

/* Asks the markets in turn, beginning after the one that gave last; `waits` for those that are locked, or passes them by. */
static enum darkswap_error ask(uint64_t records, bool waits, uint64_t *given) {
	uint32_t markets = registry_markets();
	uint32_t start = __atomic_load_n(&last, __ATOMIC_SEQ_CST);
	*given = 0;
	for (uint32_t i = 0; i < markets && *given == 0; i++) {
		uint32_t number = (start + i) % markets + 1;
		struct market *market = registry_market(number);
		if (!lock_try(&market->lock, mailbox.instance)) {
			enum darkswap_error error = waits ? lock_acquire(&market->lock, mailbox.instance) : DARKSWAP_UNFINISHED;
			if (error == DARKSWAP_UNFINISHED) {
				continue;
			}
			if (error != DARKSWAP_OK) {
				return error;
			}
		}
		*given = give(market, records);
		lock_release(&market->lock);
		if (*given != 0) {
			__atomic_store_n(&last, number, __ATOMIC_SEQ_CST);
		}
	}
	return DARKSWAP_OK;
}

/*
 * Waits for a market that is locked only if no other has anything to give. With a book limit it waits for each in its
 * turn, so that what a history gives depends on no reader.
 */
static enum darkswap_error free_records(uint64_t records, uint64_t *given) {
	enum darkswap_error error = ask(records, arena_is_limited(), given);
	if (error == DARKSWAP_OK && *given == 0) {
		error = ask(records, true, given);
	}
	return error;
}

enum darkswap_error reclaim(uint64_t records) {
	uint64_t given;
	enum darkswap_error error = free_records(records, &given);
	return error == DARKSWAP_OK && given == 0 ? DARKSWAP_MEMORY_EXHAUSTED : error;
}

enum darkswap_error reclaim_step(struct reclaiming *reclaiming) {
	uint64_t given;
	uint64_t wanted = reclaiming->wanted < STEP_RECORDS ? reclaiming->wanted : STEP_RECORDS;
	enum darkswap_error error = free_records(wanted, &given);
	if (error != DARKSWAP_OK) {
		return error;
	}
	reclaiming->given |= given != 0;
	if (given != 0 && given < reclaiming->wanted) {
		reclaiming->wanted -= given;
		return DARKSWAP_UNFINISHED;
	}
	return reclaiming->given ? DARKSWAP_OK : DARKSWAP_MEMORY_EXHAUSTED;
}
