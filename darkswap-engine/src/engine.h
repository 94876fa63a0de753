/* What the commands share: the instance's mailbox, the engine's state, and a locked market. */
#ifndef DARKSWAP_ENGINE_H
#define DARKSWAP_ENGINE_H

#include "market.h"

/* This instance's mailbox: LLVM gives each thread, so each instance, one of its own. */
extern _Thread_local struct darkswap_mailbox mailbox;

/* OK, WRONG_STATE before create or without an instance number, or POISONED. */
enum darkswap_error engine_check(void);

/* How many closed orders each market keeps. */
uint32_t engine_closed_order_history(void);

/*
 * Locks the market and sweeps out what is past its time at the request's `now`. On any error
 * nothing is locked.
 */
enum darkswap_error engine_lock_market(struct market *market);

/* The same for the market that the request names: MARKET_NOT_FOUND if there is none. */
enum darkswap_error engine_lock_requested_market(struct market **market);

/* Publishes the market's best prices and unlocks it. */
void engine_unlock_market(struct market *market);

#endif
