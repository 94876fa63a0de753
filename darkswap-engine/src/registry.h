/*
 * All markets: found by asset pair when a host opens one, by number in every command after that.
 * Markets are never removed, so a number stays good for the engine's life.
 */
#ifndef DARKSWAP_REGISTRY_H
#define DARKSWAP_REGISTRY_H

#include "market.h"

/* Returns the market of the pair, or 0. */
struct market *registry_find(struct darkswap_asset const *base, struct darkswap_asset const *quote);

/* Returns the market with the number (from 1), or 0. */
struct market *registry_market(uint32_t number);

/* How many markets there are; their numbers are 1 to this. */
uint32_t registry_markets(void);

/*
 * Makes the market of the pair, unless there is one. INVALID_ARGUMENT for assets that are not well
 * formed or not different, MEMORY_EXHAUSTED, or POISONED.
 */
enum darkswap_error registry_open(struct darkswap_asset const *base, struct darkswap_asset const *quote,
		uint32_t instance);

/* Whether `instance` holds a lock here or a market's. */
bool registry_is_held_by(uint32_t instance);

/* Poisons the locks that `instance` holds here and in the markets. */
void registry_poison(uint32_t instance);

/* Makes all who wait for a lock here or a market's look again. */
void registry_wake(void);

#endif
