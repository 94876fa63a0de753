#include "index.h"

#include "arena.h"
#include "digest.h"
#include "hash.h"
#include "used_ids.h"

/* As many as there are stacks of used ids. */
#define STRIPES DARKSWAP_USED_ID_STACKS
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
	/* The smallest mask of ones that covers all buckets. */
	uint32_t mask;
	/* How many records were removed so far. */
	uint64_t removals;
	/* The bucket that was last looked through for used ids that have expired. */
	uint32_t looked_at;
	uint32_t unused[9];
	uint32_t top[TOP_REFERENCES];
};

struct references {
	uint32_t at[REFERENCES_PER_BLOCK];
};

_Static_assert(sizeof(struct references) == BLOCK_SIZE, "references fill a block");

/* Those of one kind after the other. */
static struct stripe stripes[INDEX_KINDS * STRIPES];

/* The common beginning of orders and trades. */
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

/*
 * An element of a chain: a record, or in place of an order's record the used id that is left of it, whose
 * link has this bit. Both begin with the id.
 */
#define USED_ID UINT32_C(1)

/* How many buckets are looked through for used ids that have expired: for each that is added, and by a sweep. */
#define LOOK_FOR_EACH 2
#define LOOK_IN_SWEEP 256

static struct darkswap_used_id *used_id_at(uint32_t link) {
	return DEREF(darkswap_used_id, link & ~USED_ID);
}

static uint32_t *next_of(uint32_t link) {
	return link & USED_ID ? &used_id_at(link)->index_next : &DEREF(record, link)->index_next;
}

static struct stripe *stripe_of(enum index_kind kind, uint32_t hash) {
	return &stripes[(uint32_t)kind * STRIPES + (hash >> STRIPE_SHIFT)];
}

static uint32_t new_references(void) {
	uint32_t reference = arena_allocate();
	if (reference != 0) {
		*DEREF(references, reference) = (struct references){ { 0 } };
	}
	return reference;
}

/* With `mask` as the stripe has it for so many buckets. */
static uint32_t bucket_number(uint32_t buckets, uint32_t mask, uint32_t hash) {
	uint32_t number = hash & mask;
	return number < buckets ? number : number & (mask >> 1);
}

static uint32_t *bucket_at(struct stripe *stripe, uint32_t number) {
	uint32_t middle = stripe->top[number / (REFERENCES_PER_BLOCK * REFERENCES_PER_BLOCK)];
	uint32_t bottom = DEREF(references, middle)->at[number / REFERENCES_PER_BLOCK % REFERENCES_PER_BLOCK];
	return &DEREF(references, bottom)->at[number % REFERENCES_PER_BLOCK];
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
	uint32_t *bottom = &DEREF(references, *middle)->at[number / REFERENCES_PER_BLOCK % REFERENCES_PER_BLOCK];
	if (*bottom == 0) {
		*bottom = new_references();
	}
	return *bottom != 0;
}

static uint32_t hash_of_link(uint32_t link) {
	struct record const *record = DEREF(record, link & ~USED_ID);
	return hash_id(record->id_high, record->id_low);
}

/*
 * Adds one bucket and moves into it what now belongs there. Without memory for it the table stays
 * as it is: slower, but right.
 */
NOINLINE static void split_one_bucket(struct stripe *stripe) {
	uint32_t added = stripe->buckets;
	if (added == BUCKETS_MAX || !make_bucket(stripe, added)) {
		return;
	}
	stripe->buckets = added + 1;
	stripe->mask |= added;
	uint32_t *link = bucket_at(stripe, added & (stripe->mask >> 1));
	uint32_t *moved = bucket_at(stripe, added);
	while (*link != 0) {
		uint32_t *next = next_of(*link);
		if (bucket_number(stripe->buckets, stripe->mask, hash_of_link(*link)) == added) {
			uint32_t taken = *link;
			*link = *next;
			*next = *moved;
			*moved = taken;
		}
		else {
			link = next;
		}
	}
}

bool index_create(void) {
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		if (!make_bucket(&stripes[i], 0)) {
			return false;
		}
		stripes[i].buckets = 1;
	}
	return true;
}

static uint32_t *bucket_of(struct stripe *stripe, uint32_t hash) {
	return bucket_at(stripe, bucket_number(stripe->buckets, stripe->mask, hash));
}

static bool has_id(uint32_t link, uint64_t id_high, uint64_t id_low) {
	struct record const *record = DEREF(record, link & ~USED_ID);
	return record->id_low == id_low && record->id_high == id_high;
}

/* Returns the link of the id, or 0, from `link` on. */
static uint32_t find_from(uint32_t link, uint64_t id_high, uint64_t id_low) {
	while (link != 0 && !has_id(link, id_high, id_low)) {
		link = *next_of(link);
	}
	return link;
}

static void unlink(struct stripe *stripe, uint32_t *link, uint32_t reference) {
	while (*link != reference) {
		REQUIRE(*link != 0);
		link = next_of(*link);
	}
	*link = *next_of(reference);
	stripe->records--;
}

static void add_link(struct stripe *stripe, uint32_t *bucket, uint32_t added) {
	*next_of(added) = *bucket;
	*bucket = added;
	stripe->records++;
	if (stripe->records > stripe->buckets) {
		split_one_bucket(stripe);
	}
}

static uint32_t stack_of(struct stripe const *stripe) {
	return (uint32_t)(stripe - &stripes[INDEX_ORDERS * STRIPES]);
}

/* Moves a used id: its order's record, or the link of what is left of that, is to name the new place. */
static void move_used_id(struct stripe *stripe, uint32_t from, uint32_t to) {
	struct darkswap_used_id const *moved = used_id_at(from);
	struct darkswap_used_id *target = used_id_at(to);
	target->id_high = moved->id_high;
	target->id_low = moved->id_low;
	target->expires_at = moved->expires_at;
	target->index_next = moved->index_next;
	uint32_t *link = bucket_of(stripe, hash_of_link(from));
	while (!has_id(*link, moved->id_high, moved->id_low)) {
		link = next_of(*link);
	}
	if (*link & USED_ID) {
		*link = to | USED_ID;
	}
	else {
		DEREF(darkswap_order, *link)->used_id = to;
	}
}

/* Frees a used id that nothing names any more. The place that a link was read from may then have moved. */
NOINLINE static void free_used_id(struct stripe *stripe, uint32_t used) {
	uint32_t last = used_ids_last(stack_of(stripe));
	if (used != last) {
		move_used_id(stripe, last, used);
	}
	used_ids_pop(stack_of(stripe));
}

/* Frees a used id that a chain links and that has expired. */
static void evict_used_id(struct stripe *stripe, uint32_t *bucket, uint32_t link) {
	used_ids_note_freed(used_id_at(link)->expires_at);
	unlink(stripe, bucket, link);
	free_used_id(stripe, link & ~USED_ID);
}

static void evict_expired_in(struct stripe *stripe, uint32_t *bucket, int64_t now) {
	for (uint32_t link = *bucket; link != 0;) {
		bool expired = (link & USED_ID) && used_id_at(link)->expires_at <= now;
		if (expired) {
			evict_used_id(stripe, bucket, link);
		}
		link = expired ? *bucket : *next_of(link);
	}
}

NOINLINE static void evict_expired(struct stripe *stripe, uint32_t buckets, int64_t now) {
	for (uint32_t i = 0; i < buckets && used_ids_count(stack_of(stripe)) != 0; i++) {
		stripe->looked_at = stripe->looked_at + 1 < stripe->buckets ? stripe->looked_at + 1 : 0;
		evict_expired_in(stripe, bucket_at(stripe, stripe->looked_at), now);
	}
}

/* Keeps the id of an order that is imported, until the order's time has come. */
NOINLINE static enum darkswap_error keep_id(struct stripe *stripe, struct darkswap_order *order) {
	evict_expired(stripe, LOOK_FOR_EACH, order->created_at);
	if (order->expires_at <= used_ids_freed_until()) {
		return DARKSWAP_ID_MAY_BE_USED;
	}
	order->used_id = used_ids_push(stack_of(stripe), order->id_high, order->id_low, order->expires_at);
	return order->used_id == 0 ? DARKSWAP_MEMORY_EXHAUSTED : DARKSWAP_OK;
}

/* An order's id was used: OK if that has expired by now. */
NOINLINE static enum darkswap_error reuse_id(struct stripe *stripe, uint32_t *bucket, uint32_t link, int64_t now) {
	if (!(link & USED_ID) || used_id_at(link)->expires_at > now) {
		return DARKSWAP_DUPLICATE_ORDER;
	}
	evict_used_id(stripe, bucket, link);
	return DARKSWAP_OK;
}

/* Whether the order may enter: its id is not used, and is kept if it must be. */
static enum darkswap_error admit_order(struct stripe *stripe, uint32_t *bucket, struct darkswap_order *order) {
	uint32_t found = find_from(*bucket, order->id_high, order->id_low);
	enum darkswap_error error = DARKSWAP_OK;
	if (found != 0) {
		error = reuse_id(stripe, bucket, found, order->created_at);
	}
	if (error == DARKSWAP_OK && (order->flags & DARKSWAP_IMPORTED)) {
		error = keep_id(stripe, order);
	}
	return error;
}

enum darkswap_error index_insert(enum index_kind kind, uint32_t reference, uint32_t instance) {
	struct record const *record = DEREF(record, reference);
	uint32_t hash = hash_id(record->id_high, record->id_low);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t *bucket = bucket_of(stripe, hash);
	if (kind == INDEX_ORDERS) {
		error = admit_order(stripe, bucket, DEREF(darkswap_order, reference));
	}
	else if (find_from(*bucket, record->id_high, record->id_low) != 0) {
		error = DARKSWAP_DUPLICATE_TRADE;
	}
	if (error == DARKSWAP_OK) {
		add_link(stripe, bucket, reference);
	}
	lock_release(&stripe->lock);
	return error;
}

/* An instance that waits for the market's lock, which the caller holds, reads it once that is free. */
static void note_removal(struct stripe *stripe) {
	__atomic_store_n(&stripe->removals, stripe->removals + 1, __ATOMIC_SEQ_CST);
}

enum darkswap_error index_remove(enum index_kind kind, uint32_t reference, uint32_t instance) {
	uint32_t hash = hash_of_link(reference);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	unlink(stripe, bucket_of(stripe, hash), reference);
	if (kind == INDEX_ORDERS && DEREF(darkswap_order, reference)->used_id != 0) {
		free_used_id(stripe, DEREF(darkswap_order, reference)->used_id);
	}
	note_removal(stripe);
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

/* Links the used id in place of its order; if the order was seen to expire, the id is not needed any more. */
NOINLINE static void leave_used_id(struct stripe *stripe, uint32_t *bucket, struct darkswap_order const *order) {
	if (order->status == DARKSWAP_EXPIRED) {
		used_ids_note_freed(order->expires_at);
		free_used_id(stripe, order->used_id);
	}
	else {
		add_link(stripe, bucket, order->used_id | USED_ID);
	}
}

enum darkswap_error index_evict(uint32_t reference, uint32_t instance) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	uint32_t hash = hash_of_link(reference);
	struct stripe *stripe = stripe_of(INDEX_ORDERS, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t *bucket = bucket_of(stripe, hash);
	unlink(stripe, bucket, reference);
	if (order->used_id != 0) {
		leave_used_id(stripe, bucket, order);
	}
	note_removal(stripe);
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

enum darkswap_error index_evict_expired(int64_t now, uint32_t instance) {
	for (uint32_t i = 0; i < STRIPES; i++) {
		struct stripe *stripe = &stripes[INDEX_ORDERS * STRIPES + i];
		enum darkswap_error error = lock_acquire(&stripe->lock, instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		evict_expired(stripe, LOOK_IN_SWEEP, now);
		lock_release(&stripe->lock);
	}
	return DARKSWAP_OK;
}

enum darkswap_error index_keep_used_id(struct darkswap_used_id const *used, uint32_t instance) {
	uint32_t hash = hash_id(used->id_high, used->id_low);
	struct stripe *stripe = stripe_of(INDEX_ORDERS, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t *bucket = bucket_of(stripe, hash);
	if (find_from(*bucket, used->id_high, used->id_low) == 0) {
		uint32_t kept = used_ids_push(stack_of(stripe), used->id_high, used->id_low, used->expires_at);
		if (kept == 0) {
			error = DARKSWAP_MEMORY_EXHAUSTED;
		}
		else {
			add_link(stripe, bucket, kept | USED_ID);
		}
	}
	lock_release(&stripe->lock);
	return error;
}

enum darkswap_error index_find(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t instance,
		struct index_entry *entry) {
	uint32_t hash = hash_id(id_high, id_low);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t found = find_from(*bucket_of(stripe, hash), id_high, id_low);
	entry->record = found & USED_ID ? 0 : found;
	entry->market = entry->record == 0 ? 0 : DEREF(record, entry->record)->market;
	entry->removals = &stripe->removals;
	entry->removed = stripe->removals;
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

static uint64_t digest_of(struct darkswap_used_id const *used) {
	return digest_fold(digest_fold(digest_fold(1, used->id_high), used->id_low), (uint64_t)used->expires_at);
}

/* The used id of a link: its own, or its order's if that has one, or null. */
static struct darkswap_used_id const *used_id_of(uint32_t link) {
	uint32_t used = link & USED_ID ? link : DEREF(darkswap_order, link)->used_id;
	return used == 0 ? 0 : used_id_at(used);
}

static void sum_bucket(uint32_t link, int64_t now, uint64_t *sum) {
	for (; link != 0; link = *next_of(link)) {
		struct darkswap_used_id const *used = used_id_of(link);
		*sum += used != 0 && used->expires_at > now ? digest_of(used) : 0;
	}
}

static bool sum_stripe(struct stripe *stripe, uint32_t *bucket, int64_t now, uint32_t *buckets, uint64_t *sum) {
	for (; *bucket < stripe->buckets && *buckets != 0; ++*bucket, --*buckets) {
		sum_bucket(*bucket_at(stripe, *bucket), now, sum);
	}
	return *bucket >= stripe->buckets;
}

enum darkswap_error index_sum_used_ids(struct index_walk *walk, int64_t now, uint32_t instance, uint32_t buckets,
		uint64_t *sum) {
	while (walk->stripe < STRIPES && buckets != 0) {
		struct stripe *stripe = &stripes[INDEX_ORDERS * STRIPES + walk->stripe];
		enum darkswap_error error = lock_acquire(&stripe->lock, instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		if (sum_stripe(stripe, &walk->bucket, now, &buckets, sum)) {
			*walk = (struct index_walk){ walk->stripe + 1, 0 };
		}
		lock_release(&stripe->lock);
	}
	return walk->stripe == STRIPES ? DARKSWAP_OK : DARKSWAP_UNFINISHED;
}

uint32_t index_steps(enum index_kind kind, uint64_t id_high, uint64_t id_low) {
	uint32_t hash = hash_id(id_high, id_low);
	uint32_t link = *bucket_of(stripe_of(kind, hash), hash);
	uint32_t steps = 0;
	while (link != 0) {
		steps++;
		link = has_id(link, id_high, id_low) ? 0 : *next_of(link);
	}
	return steps;
}

/* Whether the stripe's chains name this used id: by itself, or through its order. */
static bool is_named(struct stripe *stripe, uint32_t used) {
	struct darkswap_used_id const *id = used_id_at(used);
	uint32_t link = find_from(*bucket_of(stripe, hash_of_link(used)), id->id_high, id->id_low);
	return link & USED_ID ? link == (used | USED_ID) : link != 0 && DEREF(darkswap_order, link)->used_id == used;
}

static uint32_t count_named(struct stripe *stripe) {
	uint32_t count = 0;
	for (uint32_t number = 0; number < stripe->buckets; number++) {
		for (uint32_t link = *bucket_at(stripe, number); link != 0; link = *next_of(link)) {
			count += (link & USED_ID) || DEREF(darkswap_order, link)->used_id != 0;
		}
	}
	return count;
}

bool index_used_ids_hold(void) {
	for (uint32_t stack = 0; stack < STRIPES; stack++) {
		struct stripe *stripe = &stripes[INDEX_ORDERS * STRIPES + stack];
		uint32_t left = used_ids_count(stack);
		if (count_named(stripe) != left) {
			return false;
		}
		for (uint32_t used = left == 0 ? 0 : used_ids_last(stack); used != 0; used = used_ids_below(used, left)) {
			if (!is_named(stripe, used)) {
				return false;
			}
			left--;
		}
	}
	return true;
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
