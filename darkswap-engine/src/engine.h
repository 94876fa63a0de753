/* What the commands share: the engine's state, and a locked market. */
#ifndef DARKSWAP_ENGINE_H
#define DARKSWAP_ENGINE_H

#include "context.h"
#include "index.h"
#include "market.h"

/*
 * OK, WRONG_STATE before create, without an instance number or while this instance holds a market,
 * or POISONED.
 */
enum darkswap_error engine_check(void);

/*
 * Locks the market and sweeps out what is past its time at the request's `now`. On any error
 * nothing is locked.
 */
enum darkswap_error engine_lock_market(struct market *market);

/* The same for the market that the request names: MARKET_NOT_FOUND if there is none. */
enum darkswap_error engine_lock_requested_market(struct market **market);

/*
 * Finds a record by its id and locks its market. On any error nothing is locked; without such a
 * record the error is ORDER_NOT_FOUND or TRADE_NOT_FOUND.
 */
enum darkswap_error engine_find_and_lock(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t *record,
		struct market **market);

/* Publishes the market's best prices, then forgets what is beyond its histories. */
void engine_publish_market(struct market *market);

/* The same, tells what this command has to tell, and unlocks the market. */
void engine_unlock_market(struct market *market);

/*
 * Holds a locked market from this command to a later one of the same instance, which ends it. Until
 * then only the commands that know of the hold may run.
 */
void engine_hold(struct market *market);
void engine_end_hold(void);

#endif
