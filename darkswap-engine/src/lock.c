#include "lock.h"

#define OWNER UINT32_C(0x0000ffff)
#define READERS UINT32_C(0x0fff0000)
#define ONE_READER UINT32_C(0x00010000)
#define WANTED UINT32_C(0x10000000)
#define POISONED UINT32_C(0x80000000)

/*
 * A critical section takes well under a microsecond, and parking a thread and waking it several, on
 * some virtual machines ten or more. So a waiter looks about as long as that takes before it parks.
 */
#define LOOKS 2000

static uint32_t word_of(struct lock const *lock) {
	return __atomic_load_n(&lock->word, __ATOMIC_SEQ_CST);
}

static bool swap_if(struct lock *lock, uint32_t expected, uint32_t word) {
	return __atomic_compare_exchange_n(&lock->word, &expected, word, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static bool is_readable(uint32_t word) {
	return (word & (POISONED | WANTED | OWNER)) == 0 && (word & READERS) != READERS;
}

/* Why a lock with this word is not to be waited for, or OK. */
static enum darkswap_error refusal(uint32_t word, uint32_t instance) {
	if (word & POISONED) {
		return DARKSWAP_POISONED;
	}
	if ((word & OWNER) == instance) {
		return DARKSWAP_WRONG_STATE;
	}
	return word & LOCK_KEPT ? DARKSWAP_BUSY : DARKSWAP_OK;
}

/* Parks the thread, unless the word has changed. */
static void park(struct lock *lock, uint32_t word) {
	if ((word & LOCK_WAITERS) || swap_if(lock, word, word | LOCK_WAITERS)) {
		platform_wait(&lock->word, word | LOCK_WAITERS);
	}
}

enum darkswap_error lock_acquire_contended(struct lock *lock, uint32_t instance) {
	/* Others may wait still, and only the bit shows it: an instance that waited once keeps it set. */
	uint32_t waiters = 0;
	for (uint32_t look = 0;; look++) {
		uint32_t word = word_of(lock);
		if (word == 0 && swap_if(lock, 0, instance | waiters)) {
			return DARKSWAP_OK;
		}
		if ((word & READERS) && !(word & WANTED)) {
			swap_if(lock, word, word | WANTED);
		}
		else if (word != 0 && look >= LOOKS) {
			enum darkswap_error error = refusal(word, instance);
			if (error != DARKSWAP_OK) {
				return error;
			}
			park(lock, word);
			waiters = LOCK_WAITERS;
		}
	}
}

void lock_wake_next(struct lock *lock, uint32_t word) {
	platform_notify(&lock->word, word & LOCK_KEPT ? UINT32_MAX : 1);
}

bool lock_try_read(struct lock *lock) {
	uint32_t word = word_of(lock);
	return is_readable(word) && swap_if(lock, word, word + ONE_READER);
}

enum darkswap_error lock_await_read(struct lock *lock, uint32_t instance) {
	for (uint32_t look = 0;; look++) {
		uint32_t word = word_of(lock);
		if (is_readable(word)) {
			return DARKSWAP_OK;
		}
		if (look >= LOOKS) {
			enum darkswap_error error = refusal(word, instance);
			if (error != DARKSWAP_OK) {
				return error;
			}
			park(lock, word);
			/* One was woken: the next may be a reader, too. An owner that is woken sees to those behind it. */
			platform_notify(&lock->word, 1);
		}
	}
}

/* The last reader leaves nothing in the word. */
void lock_end_read(struct lock *lock) {
	uint32_t word, left;
	do {
		word = word_of(lock);
		left = word - ONE_READER;
		if ((left & READERS) == 0) {
			left &= POISONED;
		}
	} while (!swap_if(lock, word, left));
	if ((left & READERS) == 0 && (word & (LOCK_WAITERS | LOCK_KEPT))) {
		lock_wake_next(lock, word);
	}
}

void lock_keep(struct lock *lock) {
	uint32_t word = __atomic_fetch_or(&lock->word, LOCK_KEPT, __ATOMIC_SEQ_CST);
	if ((word & LOCK_WAITERS) && !(word & LOCK_KEPT)) {
		lock_wake(lock);
	}
}

/*
 * A lock that is shared is wanted as long as others get BUSY. One that was poisoned meanwhile is never released: nobody
 * waits for that.
 */
uint32_t lock_kept_word(struct lock const *lock) {
	uint32_t word = word_of(lock) & ~POISONED;
	return word | LOCK_KEPT | (word & READERS ? WANTED : 0);
}

bool lock_is_held_by(struct lock *lock, uint32_t instance) {
	return (word_of(lock) & OWNER) == instance;
}

void lock_poison(struct lock *lock) {
	__atomic_fetch_or(&lock->word, POISONED, __ATOMIC_SEQ_CST);
	lock_wake(lock);
}

void lock_wake(struct lock *lock) {
	platform_notify(&lock->word, UINT32_MAX);
}
