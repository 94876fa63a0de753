/*
 * A lock that is one word of the shared memory (a futex):
 *
 *   31        30       29    28..16  15..0
 *   poisoned  waiters  kept  0       number of the instance that holds it, 0 for none
 *
 * The word names its owner so that the host finds the locks of an instance that trapped. A lock is kept while its owner
 * holds it over several calls: nobody waits for it with an instance then.
 */
#ifndef DARKSWAP_LOCK_H
#define DARKSWAP_LOCK_H

#include "darkswap_abi.h"
#include "platform.h"

struct lock {
	uint32_t word;
};

/*
 * DARKSWAP_OK, DARKSWAP_BUSY when another instance keeps it, DARKSWAP_POISONED, or DARKSWAP_WRONG_STATE when the caller
 * holds it already.
 */
enum darkswap_error lock_acquire(struct lock *lock, uint32_t instance);

/* The same without waiting: returns whether the caller has the lock now. */
bool lock_try(struct lock *lock, uint32_t instance);

void lock_release(struct lock *lock);

/* Keeps a lock that the caller holds, until it is released: those who wait for it get BUSY. */
void lock_keep(struct lock *lock);

/* Returns the word that a lock which is kept has now; one that it does not have if it is not kept. */
uint32_t lock_kept_word(struct lock const *lock);

bool lock_is_held_by(struct lock *lock, uint32_t instance);

/* Makes every acquisition fail from here on and wakes all who wait. */
void lock_poison(struct lock *lock);

/* Makes all who wait look again. */
void lock_wake(struct lock *lock);

#endif
