/*
 * A lock that is one word of the shared memory (a futex):
 *
 *   31        30       29    28      27..16   15..0
 *   poisoned  waiters  kept  wanted  readers  number of the instance that owns it, 0 for none
 *
 * One instance owns it, or any number of readers share it (Courtois, Heymans and Parnas, "Concurrent control with
 * 'readers' and 'writers'", 1971). While an instance that would own it waits, it is wanted: no further reader enters,
 * so those within leave it free at some time. Then all who wait compete for it. The word names its owner so that the
 * host finds the locks of an instance that trapped; a reader has to know itself what it reads. A lock is kept while
 * its owner or a reader holds it over several calls: nobody waits for it with an instance then.
 */
#ifndef DARKSWAP_LOCK_H
#define DARKSWAP_LOCK_H

#include "darkswap_abi.h"
#include "platform.h"

struct lock {
	uint32_t word;
};

#define LOCK_KEPT UINT32_C(0x20000000)
#define LOCK_WAITERS UINT32_C(0x40000000)

/* Tries to own the lock without waiting: returns whether the caller owns it now. */
static inline bool lock_try(struct lock *lock, uint32_t instance) {
	uint32_t unowned = 0;
	return __atomic_compare_exchange_n(&lock->word, &unowned, instance, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* lock_acquire where the lock was not free. */
enum darkswap_error lock_acquire_contended(struct lock *lock, uint32_t instance);

/*
 * DARKSWAP_OK, DARKSWAP_BUSY when another instance keeps it, DARKSWAP_POISONED, or DARKSWAP_WRONG_STATE when the caller
 * owns it already.
 */
static inline enum darkswap_error lock_acquire(struct lock *lock, uint32_t instance) {
	return lock_try(lock, instance) ? DARKSWAP_OK : lock_acquire_contended(lock, instance);
}

/* Wakes those who wait for a lock that had this word: one, or all if it was kept. */
void lock_wake_next(struct lock *lock, uint32_t word);

static inline void lock_release(struct lock *lock) {
	uint32_t word = __atomic_exchange_n(&lock->word, 0, __ATOMIC_SEQ_CST);
	if (word & (LOCK_WAITERS | LOCK_KEPT)) {
		lock_wake_next(lock, word);
	}
}

/* Begins to read if that is possible at once. Returns whether it has begun. */
bool lock_try_read(struct lock *lock);

/* Waits until reading may be possible: OK, or an error as of lock_acquire. Nothing is held during and after it. */
enum darkswap_error lock_await_read(struct lock *lock, uint32_t instance);

void lock_end_read(struct lock *lock);

/* Keeps a lock that the caller owns or reads, until it is free: those who wait for it get BUSY. */
void lock_keep(struct lock *lock);

/* After BUSY: returns the word of the lock as it is kept; one that it does not have if it is kept no more. */
uint32_t lock_kept_word(struct lock const *lock);

/* Whether the instance owns it. */
bool lock_is_held_by(struct lock *lock, uint32_t instance);

/* Makes every acquisition fail from here on and wakes all who wait. */
void lock_poison(struct lock *lock);

/* Makes all who wait look again. */
void lock_wake(struct lock *lock);

#endif
