/*
 * All open markets: found by asset pair when a host opens one, by number in every command after that. A market that
 * has no orders, open or closed, and no trades may be released: its memory serves others then, and the next order of
 * its pair opens it again, with another number. A number is never another pair's.
 *
 * An open market is in a slot, which outlives it. The slot has what an instance may touch that does not own the
 * market's lock: the lock itself, and the number, by which it finds out whether the market that it means is there.
 */
#ifndef DARKSWAP_REGISTRY_H
#define DARKSWAP_REGISTRY_H

#include "market.h"

/* The description of a market that a host opens. */
struct opened_market {
	uint32_t number;
	/* Where its summary is, and its number while it is open. */
	uint32_t summary_reference;
	uint32_t number_reference;
};

/*
 * Finds the pair's market, or makes it unless as many as `most` are open. INVALID_ARGUMENT for assets that are not well
 * formed or not different, TOO_MANY_MARKETS, MEMORY_EXHAUSTED, or POISONED.
 */
enum darkswap_error registry_open(struct darkswap_asset const *base, struct darkswap_asset const *quote, uint32_t most,
		uint32_t instance, struct opened_market *opened);

/*
 * Locks the market with the number. OK, MARKET_NOT_FOUND, BUSY when another instance keeps it, with its lock in the
 * mailbox, POISONED, or WRONG_STATE when the caller holds it already.
 */
struct locked registry_lock(uint32_t number, uint32_t instance);

/* The same, but waits with the instance also while another keeps the market. */
struct locked registry_lock_patiently(uint32_t number, uint32_t instance);

/* The same without waiting: returns whether the caller has the market's lock now. */
bool registry_try_lock(uint32_t number, uint32_t instance, struct market **market);

void registry_unlock(struct market *market);

/*
 * Locks the market with the number for a caller that only reads, beside others that do; an instance reads one at a
 * time. The errors are those of registry_lock.
 */
enum darkswap_error registry_lock_to_read(uint32_t number, uint32_t instance, struct market const **market);

void registry_unlock_read(void);

/* After BUSY: waits, with the instance, while the market is kept. */
void registry_await_kept(void);

/*
 * Keeps a market that the caller has locked and goes on with in a later call: who waits for it gets BUSY until it is
 * unlocked.
 */
void registry_keep(struct market const *market);

/* Releases a market that is empty and locked by the caller, lock and all. OK or POISONED. */
enum darkswap_error registry_release(struct market *market, uint32_t instance);

/*
 * Returns the market with the number, or 0 if it is not open. Without its lock it may be released at any time: what
 * is read of it then is good only if it is still open afterwards.
 */
struct market *registry_market(uint32_t number);

/* Whether the market is still open, for a caller that has read of it without its lock. */
bool registry_is_open(uint32_t number);

/* How many markets are open. */
uint32_t registry_markets(void);

/* How many slots there are, numbered 1 to this, and the number of the market in one, or 0 if it is free. */
uint32_t registry_slots(void);
uint32_t registry_number_in(uint32_t slot);

/* Whether every open market, and none besides, is found by its pair, and the slots agree. For tests: it takes no lock. */
bool registry_holds(void);

/* The word of the market's lock: 0 while no instance has it. For tests. */
uint32_t registry_lock_word(uint32_t number);

/* Whether `instance` holds a lock here or of a market. Which market an instance reads, only that one itself knows. */
bool registry_is_held_by(uint32_t instance);

/* Poisons the locks that `instance` holds here, and those of its markets: likewise. */
void registry_poison(uint32_t instance);

/* Makes all who wait for a lock here or a market's look again. */
void registry_wake(void);

#endif
