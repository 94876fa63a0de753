#include "lock.h"

#define OWNER UINT32_C(0x0000ffff)
#define KEPT UINT32_C(0x20000000)
#define WAITERS UINT32_C(0x40000000)
#define POISONED UINT32_C(0x80000000)

/*
 * A critical section takes well under a microsecond, and parking a thread and waking it several, on
 * some virtual machines ten or more. So a waiter looks about as long as that takes before it parks.
 */
#define LOOKS 2000

static bool swap_if(struct lock *lock, uint32_t expected, uint32_t word) {
	return __atomic_compare_exchange_n(&lock->word, &expected, word, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static bool becomes_free(struct lock *lock) {
	for (uint32_t look = 0; look < LOOKS; look++) {
		if (__atomic_load_n(&lock->word, __ATOMIC_SEQ_CST) == 0) {
			return true;
		}
	}
	return false;
}

static enum darkswap_error acquire_contended(struct lock *lock, uint32_t instance) {
	if (becomes_free(lock) && swap_if(lock, 0, instance)) {
		return DARKSWAP_OK;
	}
	for (;;) {
		uint32_t word = __atomic_load_n(&lock->word, __ATOMIC_SEQ_CST);
		if (word & POISONED) {
			return DARKSWAP_POISONED;
		}
		if ((word & OWNER) == instance) {
			return DARKSWAP_WRONG_STATE;
		}
		if (word == 0) {
			/* Others may wait still, and only the bit shows it: an instance that waited once keeps it set. */
			if (swap_if(lock, 0, instance | WAITERS)) {
				return DARKSWAP_OK;
			}
		}
		else if (word & KEPT) {
			return DARKSWAP_BUSY;
		}
		else if ((word & WAITERS) || swap_if(lock, word, word | WAITERS)) {
			platform_wait(&lock->word, word | WAITERS);
		}
	}
}

enum darkswap_error lock_acquire(struct lock *lock, uint32_t instance) {
	if (swap_if(lock, 0, instance)) {
		return DARKSWAP_OK;
	}
	return acquire_contended(lock, instance);
}

bool lock_try(struct lock *lock, uint32_t instance) {
	return swap_if(lock, 0, instance);
}

void lock_release(struct lock *lock) {
	uint32_t word = __atomic_exchange_n(&lock->word, 0, __ATOMIC_SEQ_CST);
	if (word & (WAITERS | KEPT)) {
		platform_notify(&lock->word, word & KEPT ? UINT32_MAX : 1);
	}
}

void lock_keep(struct lock *lock) {
	uint32_t word = __atomic_fetch_or(&lock->word, KEPT, __ATOMIC_SEQ_CST);
	if ((word & WAITERS) && !(word & KEPT)) {
		lock_wake(lock);
	}
}

uint32_t lock_kept_word(struct lock const *lock) {
	return __atomic_load_n(&lock->word, __ATOMIC_SEQ_CST) | KEPT;
}

bool lock_is_held_by(struct lock *lock, uint32_t instance) {
	return (__atomic_load_n(&lock->word, __ATOMIC_SEQ_CST) & OWNER) == instance;
}

void lock_poison(struct lock *lock) {
	__atomic_fetch_or(&lock->word, POISONED, __ATOMIC_SEQ_CST);
	lock_wake(lock);
}

void lock_wake(struct lock *lock) {
	platform_notify(&lock->word, UINT32_MAX);
}
