#include "registry.h"

#include "arena.h"
#include "context.h"
#include "hash.h"
#include "lock.h"

#define BUCKETS 1024
#define SLOTS_PER_BLOCK (BLOCK_SIZE / sizeof(struct market_slot))
#define REFERENCES_PER_BLOCK (BLOCK_SIZE / 4)
#define TOP_REFERENCES 64
#define SLOTS_MAX DARKSWAP_MARKET_PLACE
#define NEXT_GENERATION (DARKSWAP_MARKET_PLACE + 1)

/*
 *   0       4       8       12      16
 *   +-------+-------+-------+-------+
 *   | lock  |number |market | next  |
 *   +-------+-------+-------+-------+
 *
 *   number    31         16 15          0
 *             +------------+-------------+
 *             | generation | which slot  |
 *             +------------+-------------+
 *
 * Slots are numbered from 1. A free slot has no market, and the number that its next market will have; once those
 * have run out, 0, and it stays free.
 */
struct market_slot {
	struct lock lock;
	uint32_t number;
	/* The market, or 0. */
	uint32_t market;
	/* Of a free slot: the next one, or 0. */
	uint32_t next;
};

struct slots {
	struct market_slot at[SLOTS_PER_BLOCK];
};

struct references {
	uint32_t at[REFERENCES_PER_BLOCK];
};

_Static_assert(sizeof(struct slots) == BLOCK_SIZE, "slots fill a block");
_Static_assert(TOP_REFERENCES * REFERENCES_PER_BLOCK * SLOTS_PER_BLOCK > SLOTS_MAX, "there is a place for every slot");

/* Guards all that follows. It is taken under a market's lock, never the other way round. */
static struct lock lock;
/* How many slots there are, published after the last one is whole, and how many of them are open markets. */
static uint32_t slots;
static uint32_t markets;
/* The slot that was freed last, or 0. */
static uint32_t free_slot;
/* The markets, by the hash of their pair. */
static uint32_t buckets[BUCKETS];
/*
 *   slot - 1   15..10             9..4              3..0
 *              top[..] -> block   block[..] -> block block[..], the slot
 */
static uint32_t top[TOP_REFERENCES];

/* The slot of the market that this instance reads, or is about to, or null. Volatile for who reads it after a trap. */
static _Thread_local struct market_slot *volatile reads;

static uint32_t *block_of_slot(uint32_t slot) {
	uint32_t block = (slot - 1) / SLOTS_PER_BLOCK;
	return &DEREF(references, top[block / REFERENCES_PER_BLOCK])->at[block % REFERENCES_PER_BLOCK];
}

static struct market_slot *slot_at(uint32_t slot) {
	return &DEREF(slots, *block_of_slot(slot))->at[(slot - 1) % SLOTS_PER_BLOCK];
}

uint32_t registry_slots(void) {
	return __atomic_load_n(&slots, __ATOMIC_SEQ_CST);
}

uint32_t registry_markets(void) {
	return __atomic_load_n(&markets, __ATOMIC_SEQ_CST);
}

static uint32_t number_in(struct market_slot const *slot) {
	return __atomic_load_n(&slot->number, __ATOMIC_SEQ_CST);
}

static uint32_t market_in(struct market_slot const *slot) {
	return __atomic_load_n(&slot->market, __ATOMIC_SEQ_CST);
}

/* Returns the slot that markets with this number are in, if it has come that far, or null. */
static struct market_slot *slot_of(uint32_t number) {
	uint32_t slot = number & DARKSWAP_MARKET_PLACE;
	if (slot == 0 || slot > registry_slots()) {
		return 0;
	}
	struct market_slot *found = slot_at(slot);
	return number_in(found) == number ? found : 0;
}

uint32_t registry_number_in(uint32_t slot) {
	/* In this order: by the time that it has a market, it has that market's number. */
	return market_in(slot_at(slot)) == 0 ? 0 : number_in(slot_at(slot));
}

struct market *registry_market(uint32_t number) {
	struct market_slot const *slot = slot_of(number);
	uint32_t market = slot == 0 ? 0 : market_in(slot);
	return market == 0 ? 0 : DEREF(market, market);
}

bool registry_is_open(uint32_t number) {
	/* Nothing that was read before may be read after this. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return registry_market(number) != 0;
}

/*
 * Returns the market in a slot that is locked, if it is the one meant, or null. A market enters a slot without its lock,
 * but never leaves it so.
 */
static struct market *market_in_locked(struct market_slot const *slot, uint32_t number) {
	uint32_t market = market_in(slot);
	return market != 0 && number_in(slot) == number ? DEREF(market, market) : 0;
}

/* The same, but otherwise unlocks the slot. */
static struct market *enter(struct market_slot *slot, uint32_t number) {
	struct market *market = market_in_locked(slot, number);
	if (market == 0) {
		lock_release(&slot->lock);
	}
	return market;
}

static void reply_busy(struct market_slot const *slot) {
	mailbox.busy_lock = ADDRESS_OF(&slot->lock.word);
	mailbox.busy_word = lock_kept_word(&slot->lock);
}

struct locked registry_lock(uint32_t number, uint32_t instance) {
	struct market_slot *slot = slot_of(number);
	if (slot == 0) {
		return not_locked(DARKSWAP_MARKET_NOT_FOUND);
	}
	enum darkswap_error error = lock_acquire(&slot->lock, instance);
	if (error == DARKSWAP_OK) {
		struct market *market = enter(slot, number);
		return market == 0 ? not_locked(DARKSWAP_MARKET_NOT_FOUND) : locked_market(market, 0);
	}
	if (error == DARKSWAP_BUSY) {
		reply_busy(slot);
	}
	return not_locked(error);
}

void registry_await_kept(void) {
	platform_wait(&DEREF(lock, mailbox.busy_lock)->word, mailbox.busy_word);
}

struct locked registry_lock_patiently(uint32_t number, uint32_t instance) {
	struct locked locked = registry_lock(number, instance);
	while (locked_error(locked) == DARKSWAP_BUSY) {
		registry_await_kept();
		locked = registry_lock(number, instance);
	}
	return locked;
}

bool registry_try_lock(uint32_t number, uint32_t instance, struct market **market) {
	struct market_slot *slot = slot_of(number);
	if (slot == 0 || !lock_try(&slot->lock, instance)) {
		return false;
	}
	*market = enter(slot, number);
	return *market != 0;
}

static struct lock *lock_of(struct market const *market) {
	return &DEREF(market_slot, market->slot)->lock;
}

void registry_unlock(struct market *market) {
	lock_release(lock_of(market));
}

/* An instance that is stopped must find what it reads: so it takes note before. While it waits, it reads nothing. */
static bool try_read(struct market_slot *slot) {
	reads = slot;
	bool may_read = lock_try_read(&slot->lock);
	if (!may_read) {
		reads = 0;
	}
	return may_read;
}

void registry_unlock_read(void) {
	lock_end_read(&reads->lock);
	reads = 0;
}

enum darkswap_error registry_lock_to_read(uint32_t number, uint32_t instance, struct market const **market) {
	struct market_slot *slot = slot_of(number);
	if (slot == 0) {
		return DARKSWAP_MARKET_NOT_FOUND;
	}
	while (!try_read(slot)) {
		enum darkswap_error error = lock_await_read(&slot->lock, instance);
		if (error == DARKSWAP_BUSY) {
			reply_busy(slot);
		}
		if (error != DARKSWAP_OK) {
			return error;
		}
	}
	*market = market_in_locked(slot, number);
	if (*market == 0) {
		registry_unlock_read();
		return DARKSWAP_MARKET_NOT_FOUND;
	}
	return DARKSWAP_OK;
}

void registry_keep(struct market const *market) {
	lock_keep(lock_of(market));
}

static bool well_formed(struct darkswap_asset const *asset) {
	if (asset->type == DARKSWAP_BITCOIN) {
		return asset->block == 0 && asset->transaction == 0;
	}
	return asset->type == DARKSWAP_RUNE || asset->type == DARKSWAP_ALKANE;
}

static bool same_asset(struct darkswap_asset const *a, struct darkswap_asset const *b) {
	return a->type == b->type && a->block == b->block && a->transaction == b->transaction;
}

static uint32_t *bucket_of(struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	uint32_t words[] = { base->type, (uint32_t)base->block, (uint32_t)(base->block >> 32), (uint32_t)base->transaction,
		(uint32_t)(base->transaction >> 32), quote->type, (uint32_t)quote->block, (uint32_t)(quote->block >> 32),
		(uint32_t)quote->transaction, (uint32_t)(quote->transaction >> 32) };
	return &buckets[hash_id(0, hash_words(words, sizeof words / sizeof *words)) % BUCKETS];
}

/* Returns the pair's market in its bucket, or 0. */
static struct market *find(uint32_t reference, struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	while (reference != 0) {
		struct market *market = DEREF(market, reference);
		if (same_asset(&market->base, base) && same_asset(&market->quote, quote)) {
			return market;
		}
		reference = market->registry_next;
	}
	return 0;
}

/* Returns a block of zeroes for good, or 0. */
static uint32_t make_block(uint32_t *reference) {
	if (*reference == 0) {
		uint32_t block = arena_allocate();
		if (block != 0) {
			*DEREF(references, block) = (struct references){ { 0 } };
		}
		*reference = block;
	}
	return *reference;
}

/* Adds a slot to the free ones. Returns false if there are as many as may be, or there is no memory. */
static bool add_slot(void) {
	uint32_t added = slots + 1;
	if (added > SLOTS_MAX || make_block(&top[(added - 1) / SLOTS_PER_BLOCK / REFERENCES_PER_BLOCK]) == 0
			|| make_block(block_of_slot(added)) == 0) {
		return false;
	}
	slot_at(added)->number = added;
	free_slot = added;
	__atomic_store_n(&slots, added, __ATOMIC_SEQ_CST);
	return true;
}

static enum darkswap_error add(struct darkswap_asset const *base, struct darkswap_asset const *quote, uint32_t *bucket) {
	if (free_slot == 0 && !add_slot()) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	struct market_slot *slot = slot_at(free_slot);
	uint32_t market = market_create(slot->number, base, quote);
	if (market == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	free_slot = slot->next;
	DEREF(market, market)->slot = ADDRESS_OF(slot);
	DEREF(market, market)->registry_next = *bucket;
	*bucket = market;
	/* Others find it by its number from here on. */
	__atomic_store_n(&slot->market, market, __ATOMIC_SEQ_CST);
	__atomic_store_n(&markets, markets + 1, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

static enum darkswap_error open(struct darkswap_asset const *base, struct darkswap_asset const *quote, uint32_t most,
		struct opened_market *opened) {
	uint32_t *bucket = bucket_of(base, quote);
	struct market *market = find(*bucket, base, quote);
	if (market == 0) {
		enum darkswap_error error = markets < most ? add(base, quote, bucket) : DARKSWAP_TOO_MANY_MARKETS;
		if (error != DARKSWAP_OK) {
			return error;
		}
		market = DEREF(market, *bucket);
	}
	opened->number = market->number;
	opened->summary_reference = ADDRESS_OF(&market->summary);
	opened->number_reference = ADDRESS_OF(&DEREF(market_slot, market->slot)->number);
	return DARKSWAP_OK;
}

enum darkswap_error registry_open(struct darkswap_asset const *base, struct darkswap_asset const *quote, uint32_t most,
		uint32_t instance, struct opened_market *opened) {
	if (!well_formed(base) || !well_formed(quote) || same_asset(base, quote)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error = lock_acquire(&lock, instance);
	if (error == DARKSWAP_OK) {
		error = open(base, quote, most, opened);
		lock_release(&lock);
	}
	return error;
}

static void unlink(struct market const *market) {
	uint32_t *link = bucket_of(&market->base, &market->quote);
	while (*link != ADDRESS_OF(market)) {
		link = &DEREF(market, *link)->registry_next;
	}
	*link = market->registry_next;
}

/* From here on the number of the market that was in it names nothing. */
static void free_the_slot(struct market_slot *slot) {
	uint32_t number = slot->number, next_number = number + NEXT_GENERATION;
	__atomic_store_n(&slot->market, 0, __ATOMIC_SEQ_CST);
	if (next_number < number) {
		__atomic_store_n(&slot->number, 0, __ATOMIC_SEQ_CST);
		return;
	}
	__atomic_store_n(&slot->number, next_number, __ATOMIC_SEQ_CST);
	slot->next = free_slot;
	free_slot = number & DARKSWAP_MARKET_PLACE;
}

enum darkswap_error registry_release(struct market *market, uint32_t instance) {
	enum darkswap_error error = lock_acquire(&lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	struct market_slot *slot = DEREF(market_slot, market->slot);
	unlink(market);
	free_the_slot(slot);
	__atomic_store_n(&markets, markets - 1, __ATOMIC_SEQ_CST);
	lock_release(&lock);
	lock_release(&slot->lock);
	market_free(market);
	return DARKSWAP_OK;
}

/* How many markets the slots have, or UINT32_MAX if one of them is not found. */
static uint32_t count_found(void) {
	uint32_t found = 0;
	for (uint32_t slot = 1; slot <= slots; slot++) {
		uint32_t number = registry_number_in(slot);
		if (number != 0) {
			struct market const *market = registry_market(number);
			uint32_t *bucket = bucket_of(&market->base, &market->quote);
			if (market->number != number || market->slot != ADDRESS_OF(slot_at(slot))
					|| find(*bucket, &market->base, &market->quote) != market) {
				return UINT32_MAX;
			}
			found++;
		}
	}
	return found;
}

bool registry_holds(void) {
	uint32_t linked = 0;
	for (uint32_t bucket = 0; bucket < BUCKETS; bucket++) {
		for (uint32_t market = buckets[bucket]; market != 0; market = DEREF(market, market)->registry_next) {
			linked++;
		}
	}
	return linked == markets && count_found() == markets;
}

uint32_t registry_lock_word(uint32_t number) {
	return __atomic_load_n(&slot_at(number & DARKSWAP_MARKET_PLACE)->lock.word, __ATOMIC_SEQ_CST);
}

bool registry_is_held_by(uint32_t instance) {
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		if (lock_is_held_by(&slot_at(slot)->lock, instance)) {
			return true;
		}
	}
	return lock_is_held_by(&lock, instance) || (instance == mailbox.instance && reads != 0);
}

void registry_poison(uint32_t instance) {
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		if (lock_is_held_by(&slot_at(slot)->lock, instance)) {
			lock_poison(&slot_at(slot)->lock);
		}
	}
	if (lock_is_held_by(&lock, instance)) {
		lock_poison(&lock);
	}
	if (instance == mailbox.instance && reads != 0) {
		lock_poison(&reads->lock);
	}
}

void registry_wake(void) {
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		lock_wake(&slot_at(slot)->lock);
	}
	lock_wake(&lock);
}
