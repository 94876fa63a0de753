#include "reclaim.h"

#include "arena.h"
#include "context.h"
#include "registry.h"
#include "trades.h"

/* How many records one step frees at most. */
#define STEP_RECORDS 512

/* The slot of the market that was last to give. */
static uint32_t last;
/* The one before the slot from which a market was released last: where markets come and go is where one will be quiet. */
static uint32_t last_released;

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

/* Of a market that is locked: a market that is empty gives itself, too. Unlocks it. OK or POISONED. */
static enum darkswap_error ask_one(struct market *market, uint64_t records, uint64_t *given) {
	*given = give(market, records);
	if (!market_is_empty(market)) {
		registry_unlock(market);
		return DARKSWAP_OK;
	}
	++*given;
	return registry_release(market, mailbox.instance);
}

/* OK, MARKET_NOT_FOUND if it is to be passed by, BUSY, or POISONED. */
static enum darkswap_error lock_one(uint32_t number, bool waits, struct market **market) {
	if (number != 0 && registry_try_lock(number, mailbox.instance, market)) {
		return DARKSWAP_OK;
	}
	if (number == 0 || !waits) {
		return DARKSWAP_MARKET_NOT_FOUND;
	}
	/* With a book limit one instance at a time makes changes, and what the markets before have given must not be asked for again. */
	struct locked locked = arena_is_limited() ? registry_lock_patiently(number, mailbox.instance)
			: registry_lock(number, mailbox.instance);
	*market = market_of(locked);
	return locked_error(locked);
}

/* Asks the markets in turn, beginning after the one that gave last; `waits` for those that are locked, or passes them by. */
static enum darkswap_error ask(uint64_t records, bool waits, uint64_t *given) {
	uint32_t slots = registry_slots();
	uint32_t start = __atomic_load_n(&last, __ATOMIC_SEQ_CST);
	*given = 0;
	for (uint32_t i = 0; i < slots && *given == 0; i++) {
		uint32_t slot = (start + i) % slots + 1;
		struct market *market;
		enum darkswap_error error = lock_one(registry_number_in(slot), waits, &market);
		if (error == DARKSWAP_OK) {
			error = ask_one(market, records, given);
		}
		if (error != DARKSWAP_OK && error != DARKSWAP_MARKET_NOT_FOUND) {
			return error;
		}
		if (*given != 0) {
			__atomic_store_n(&last, slot, __ATOMIC_SEQ_CST);
		}
	}
	return DARKSWAP_OK;
}

/*
 * Releases the market with the number, if it is quiet and nobody has it: with a book limit once nobody has it. OK,
 * UNFINISHED while it has closed orders, TOO_MANY_MARKETS or POISONED.
 */
static enum darkswap_error release_if_quiet(uint32_t number) {
	struct market *market = registry_market(number);
	if (market == 0 || !market_is_quiet(market)) {
		return DARKSWAP_TOO_MANY_MARKETS;
	}
	enum darkswap_error error = lock_one(number, arena_is_limited(), &market);
	if (error != DARKSWAP_OK) {
		return error == DARKSWAP_MARKET_NOT_FOUND ? DARKSWAP_TOO_MANY_MARKETS : error;
	}
	error = DARKSWAP_TOO_MANY_MARKETS;
	if (market_is_quiet(market)) {
		error = market_evict_beyond(market, 0, STEP_RECORDS) ? DARKSWAP_OK : DARKSWAP_UNFINISHED;
	}
	if (error == DARKSWAP_OK) {
		return registry_release(market, mailbox.instance);
	}
	registry_unlock(market);
	return error;
}

enum darkswap_error reclaim_market(void) {
	uint32_t slots = registry_slots(), start = __atomic_load_n(&last_released, __ATOMIC_SEQ_CST);
	enum darkswap_error error = DARKSWAP_TOO_MANY_MARKETS;
	for (uint32_t i = 0; i < slots && error == DARKSWAP_TOO_MANY_MARKETS; i++) {
		uint32_t slot = (start + i) % slots + 1;
		error = release_if_quiet(registry_number_in(slot));
		if (error == DARKSWAP_OK || error == DARKSWAP_UNFINISHED) {
			__atomic_store_n(&last_released, slot - 1, __ATOMIC_SEQ_CST);
		}
	}
	return error;
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
