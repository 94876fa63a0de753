#include "foreign.h"

#include "arena.h"
#include "context.h"
#include "hash.h"
#include "lock.h"
#include "usage.h"

/* How many imported orders are open, or about to be. */
static uint32_t orders;
/*
 * How many of them each maker has: the hash of its address leads to that number, in place of a reference. Two makers
 * whose hashes are equal share a number: with less than a million makers, that is so with probability 2^-17.
 */
static struct tree makers;
static struct lock lock;

/* The address stands in whole words, with zeroes behind it. */
static uint64_t hash_of_maker(struct darkswap_order const *order) {
	uint32_t words[DARKSWAP_ADDRESS_ROOM / sizeof(uint32_t)];
	uint32_t count = (order->maker_length + (uint32_t)sizeof *words - 1) / (uint32_t)sizeof *words;
	for (uint32_t i = 0; i < count; i++) {
		uint8_t const *bytes = order->maker + i * sizeof *words;
		words[i] = bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
	}
	return hash_words(words, count);
}

/* One more of the maker. */
static enum darkswap_error count_in(uint64_t maker) {
	uint32_t *count = tree_find_or_insert(&makers, maker);
	if (count == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	if (*count >= settings.foreign_orders_of_maker) {
		return DARKSWAP_TOO_MANY_ORDERS_OF_MAKER;
	}
	++*count;
	return DARKSWAP_OK;
}

static void count_out(uint64_t maker) {
	uint32_t *count = tree_find(&makers, maker);
	REQUIRE(count != 0 && *count != 0);
	if (--*count == 0) {
		tree_remove(&makers, maker);
	}
}

static enum darkswap_error admit_of_maker(struct darkswap_order const *order) {
	uint64_t maker = hash_of_maker(order);
	enum darkswap_error error = lock_acquire(&lock, mailbox.instance);
	if (error == DARKSWAP_OK) {
		error = count_in(maker);
		lock_release(&lock);
	}
	return error;
}

static enum darkswap_error admit(struct darkswap_order const *order) {
	if (__atomic_fetch_add(&orders, 1, __ATOMIC_SEQ_CST) >= settings.foreign_orders) {
		return DARKSWAP_TOO_MANY_FOREIGN_ORDERS;
	}
	if (settings.foreign_orders_of_maker == 0) {
		return DARKSWAP_TOO_MANY_ORDERS_OF_MAKER;
	}
	return usage_is_within(settings.foreign_memory) ? admit_of_maker(order) : DARKSWAP_MEMORY_IS_RESERVED;
}

enum darkswap_error foreign_admit_imported(struct darkswap_order const *order) {
	enum darkswap_error error = admit(order);
	if (error != DARKSWAP_OK) {
		__atomic_fetch_sub(&orders, 1, __ATOMIC_SEQ_CST);
	}
	return error;
}

void foreign_dismiss_imported(struct darkswap_order const *order) {
	uint64_t maker = hash_of_maker(order);
	/* Where the engine is poisoned, nobody counts any more. */
	if (lock_acquire(&lock, mailbox.instance) == DARKSWAP_OK) {
		count_out(maker);
		lock_release(&lock);
	}
	__atomic_fetch_sub(&orders, 1, __ATOMIC_SEQ_CST);
}

struct tree const *foreign_makers(void) {
	return &makers;
}

bool foreign_holds(uint64_t open) {
	uint64_t counted = 0;
	for (struct tree_cursor maker = tree_first(&makers); maker.leaf != 0; tree_next(&maker)) {
		uint32_t count = tree_reference_at(&maker);
		counted += count;
		if (count == 0) {
			return false;
		}
	}
	return counted == open && orders == open;
}

bool foreign_is_held_by(uint32_t instance) {
	return lock_is_held_by(&lock, instance);
}

void foreign_poison(uint32_t instance) {
	if (foreign_is_held_by(instance)) {
		lock_poison(&lock);
	}
}

void foreign_wake(void) {
	lock_wake(&lock);
}
