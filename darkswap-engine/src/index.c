#include "index.h"

#include "arena.h"

#define STRIPES 16
#define STRIPE_SHIFT 28
#define REFERENCES_PER_BLOCK (BLOCK_SIZE / 4)
#define TOP_REFERENCES 256
#define BUCKETS_MAX (TOP_REFERENCES * REFERENCES_PER_BLOCK * REFERENCES_PER_BLOCK)

_Static_assert(BUCKETS_MAX <= 1 << STRIPE_SHIFT, "stripe and bucket are of different bits of the hash");

/*
 * Buckets are found in three steps, each block holding 64 references:
 *
 *   bucket number  19..12             11..6              5..0
 *                  top[..] -> block   block[..] -> block block[..] -> first record of the bucket
 */
struct stripe {
	struct lock lock;
	uint32_t records;
	uint32_t buckets;
	uint32_t reserved;
	/* How many records were removed so far. */
	uint64_t removals;
	uint64_t unused[5];
	uint32_t top[TOP_REFERENCES];
};

struct references {
	uint32_t at[REFERENCES_PER_BLOCK];
};

_Static_assert(sizeof(struct references) == BLOCK_SIZE, "references fill a block");

/* Those of one kind after the other. */
static struct stripe stripes[INDEX_KINDS * STRIPES];

/* What orders and trades begin with. */
struct record {
	uint64_t id_high;
	uint64_t id_low;
	uint64_t content[5];
	uint32_t market;
	uint32_t states;
	uint32_t index_next;
};

_Static_assert(offsetof(struct record, market) == offsetof(struct darkswap_order, market), "order.market");
_Static_assert(offsetof(struct record, market) == offsetof(struct darkswap_trade, market), "trade.market");
_Static_assert(offsetof(struct record, index_next) == offsetof(struct darkswap_order, index_next), "order.index_next");
_Static_assert(offsetof(struct record, index_next) == offsetof(struct darkswap_trade, index_next), "trade.index_next");

/* Written once, by index_create. */
static uint64_t key[DARKSWAP_HASH_KEY_WORDS];

/* See index.h. */
static uint32_t hash_of(uint64_t id_high, uint64_t id_low) {
	uint64_t low = (key[0] + (id_low >> 32)) * (key[1] + (uint32_t)id_low);
	uint64_t high = (key[2] + (id_high >> 32)) * (key[3] + (uint32_t)id_high);
	uint32_t hash = (uint32_t)((low + high + key[4]) >> 32);
	/* One to one, so no more ids meet: but those that stand in a row are spread as if they were random. */
	hash = (hash ^ hash >> 16) * UINT32_C(0x9e3779b1);
	return hash ^ hash >> 15;
}

static struct stripe *stripe_of(enum index_kind kind, uint32_t hash) {
	return &stripes[(uint32_t)kind * STRIPES + (hash >> STRIPE_SHIFT)];
}

static uint32_t new_references(void) {
	uint32_t reference = arena_allocate();
	if (reference != 0) {
		*AT(references, reference) = (struct references){ { 0 } };
	}
	return reference;
}

/* The smallest mask of ones that covers all buckets. */
static uint32_t mask_of(uint32_t buckets) {
	return buckets == 1 ? 0 : UINT32_MAX >> __builtin_clz(buckets - 1);
}

static uint32_t bucket_number(uint32_t buckets, uint32_t hash) {
	uint32_t mask = mask_of(buckets);
	uint32_t number = hash & mask;
	return number < buckets ? number : number & (mask >> 1);
}

static uint32_t *bucket_at(struct stripe *stripe, uint32_t number) {
	uint32_t middle = stripe->top[number / (REFERENCES_PER_BLOCK * REFERENCES_PER_BLOCK)];
	uint32_t bottom = AT(references, middle)->at[number / REFERENCES_PER_BLOCK % REFERENCES_PER_BLOCK];
	return &AT(references, bottom)->at[number % REFERENCES_PER_BLOCK];
}

/* Makes the blocks that hold bucket `number`, the first one not there yet. */
static bool make_bucket(struct stripe *stripe, uint32_t number) {
	if (number % REFERENCES_PER_BLOCK != 0) {
		return true;
	}
	uint32_t *middle = &stripe->top[number / (REFERENCES_PER_BLOCK * REFERENCES_PER_BLOCK)];
	if (*middle == 0) {
		*middle = new_references();
	}
	if (*middle == 0) {
		return false;
	}
	uint32_t *bottom = &AT(references, *middle)->at[number / REFERENCES_PER_BLOCK % REFERENCES_PER_BLOCK];
	if (*bottom == 0) {
		*bottom = new_references();
	}
	return *bottom != 0;
}

static uint32_t hash_of_record(uint32_t reference) {
	struct record const *record = AT(record, reference);
	return hash_of(record->id_high, record->id_low);
}

/*
 * Adds one bucket and moves into it what now belongs there. Without memory for it the table stays
 * as it is: slower, but right.
 */
APART static void split_one_bucket(struct stripe *stripe) {
	uint32_t added = stripe->buckets;
	if (added == BUCKETS_MAX || !make_bucket(stripe, added)) {
		return;
	}
	stripe->buckets = added + 1;
	uint32_t *link = bucket_at(stripe, added & (mask_of(added + 1) >> 1));
	uint32_t *moved = bucket_at(stripe, added);
	while (*link != 0) {
		struct record *record = AT(record, *link);
		if (bucket_number(stripe->buckets, hash_of_record(*link)) == added) {
			uint32_t reference = *link;
			*link = record->index_next;
			record->index_next = *moved;
			*moved = reference;
		}
		else {
			link = &record->index_next;
		}
	}
}

bool index_create(uint64_t const *random) {
	for (uint32_t i = 0; i < DARKSWAP_HASH_KEY_WORDS; i++) {
		key[i] = random[i];
	}
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		if (!make_bucket(&stripes[i], 0)) {
			return false;
		}
		stripes[i].buckets = 1;
	}
	return true;
}

static uint32_t *bucket_of(struct stripe *stripe, uint32_t hash) {
	return bucket_at(stripe, bucket_number(stripe->buckets, hash));
}

/* Returns the record with the id, or 0, among those that are linked from `reference` on. */
static uint32_t find_from(uint32_t reference, uint64_t id_high, uint64_t id_low) {
	while (reference != 0) {
		struct record const *record = AT(record, reference);
		if (record->id_low == id_low && record->id_high == id_high) {
			break;
		}
		reference = record->index_next;
	}
	return reference;
}

enum darkswap_error index_insert(enum index_kind kind, uint32_t reference, uint32_t instance) {
	struct record *record = AT(record, reference);
	uint32_t hash = hash_of(record->id_high, record->id_low);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t *bucket = bucket_of(stripe, hash);
	if (find_from(*bucket, record->id_high, record->id_low) != 0) {
		error = kind == INDEX_ORDERS ? DARKSWAP_DUPLICATE_ORDER : DARKSWAP_DUPLICATE_TRADE;
	}
	else {
		record->index_next = *bucket;
		*bucket = reference;
		stripe->records++;
		if (stripe->records > stripe->buckets) {
			split_one_bucket(stripe);
		}
	}
	lock_release(&stripe->lock);
	return error;
}

static void unlink(uint32_t *link, uint32_t reference) {
	while (*link != reference) {
		link = &AT(record, *link)->index_next;
	}
	*link = AT(record, reference)->index_next;
}

enum darkswap_error index_remove(enum index_kind kind, uint32_t reference, uint32_t instance) {
	uint32_t hash = hash_of_record(reference);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	unlink(bucket_of(stripe, hash), reference);
	stripe->records--;
	/* Whoever waits for the market's lock, which the caller holds, looks at it once that is free. */
	__atomic_store_n(&stripe->removals, stripe->removals + 1, __ATOMIC_SEQ_CST);
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

enum darkswap_error index_find(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t instance,
		struct index_entry *entry) {
	uint32_t hash = hash_of(id_high, id_low);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	entry->record = find_from(*bucket_of(stripe, hash), id_high, id_low);
	entry->market = entry->record == 0 ? 0 : AT(record, entry->record)->market;
	entry->removals = &stripe->removals;
	entry->removed = stripe->removals;
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

uint32_t index_steps(enum index_kind kind, uint64_t id_high, uint64_t id_low) {
	uint32_t hash = hash_of(id_high, id_low);
	uint32_t reference = *bucket_of(stripe_of(kind, hash), hash);
	uint32_t steps = 0;
	while (reference != 0) {
		struct record const *record = AT(record, reference);
		steps++;
		reference = record->id_low == id_low && record->id_high == id_high ? 0 : record->index_next;
	}
	return steps;
}

bool index_is_held_by(uint32_t instance) {
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		if (lock_is_held_by(&stripes[i].lock, instance)) {
			return true;
		}
	}
	return false;
}

void index_poison(uint32_t instance) {
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		if (lock_is_held_by(&stripes[i].lock, instance)) {
			lock_poison(&stripes[i].lock);
		}
	}
}

void index_wake(void) {
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		lock_wake(&stripes[i].lock);
	}
}
