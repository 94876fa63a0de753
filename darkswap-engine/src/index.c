#include "index.h"

#include "digest.h"
#include "hash.h"
#include "table.h"
#include "used_ids.h"

/* As many as there are stacks of used ids. */
#define STRIPES DARKSWAP_USED_ID_STACKS
#define STRIPE_SHIFT 28

struct stripe {
	struct lock lock;
	/* The bucket that was last looked through for used ids that have expired. */
	uint32_t looked_at;
	/* How many records were removed so far. */
	uint64_t removals;
	struct table table;
};

/* Those of one kind after the other. */
static struct stripe stripes[INDEX_KINDS * STRIPES];

/* How many buckets are looked through for used ids that have expired: for each that is added, and by a sweep. */
#define LOOK_FOR_EACH 1
#define LOOK_IN_SWEEP 128

static struct stripe *stripe_of(enum index_kind kind, uint32_t hash) {
	return &stripes[(uint32_t)kind * STRIPES + (hash >> STRIPE_SHIFT)];
}

static uint32_t hash_of_record(uint32_t reference) {
	struct record const *record = DEREF(record, reference);
	return hash_id(record->id_high, record->id_low);
}

static uint32_t hash_of_used_id(uint32_t reference) {
	struct darkswap_used_id const *used = used_id_at(reference);
	return hash_id(used->id_high, used->id_low);
}

bool index_create(void) {
	for (uint32_t i = 0; i < INDEX_KINDS * STRIPES; i++) {
		if (!table_create(&stripes[i].table)) {
			return false;
		}
	}
	return true;
}

static uint32_t *find(struct stripe const *stripe, uint32_t hash, uint64_t id_high, uint64_t id_low) {
	return bucket_find(table_bucket_of(&stripe->table, hash), hash, id_high, id_low);
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
	uint32_t *link = find(stripe, hash_of_used_id(from), moved->id_high, moved->id_low);
	REQUIRE(link != 0);
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

/* Frees a used id that the table links and that has expired. */
static void evict_used_id(struct stripe *stripe, uint32_t link) {
	used_ids_note_freed(used_id_at(link)->expires_at);
	table_remove(&stripe->table, hash_of_used_id(link), link);
	free_used_id(stripe, link & ~USED_ID);
}

static uint32_t first_expired_in(struct bucket const *bucket, int64_t now) {
	struct bucket_walk walk = bucket_walk(bucket);
	uint32_t link = bucket_next(&walk);
	while (link != 0 && !((link & USED_ID) && used_id_at(link)->expires_at <= now)) {
		link = bucket_next(&walk);
	}
	return link;
}

NOINLINE static void evict_expired(struct stripe *stripe, uint32_t buckets, int64_t now) {
	for (uint32_t i = 0; i < buckets && used_ids_count(stack_of(stripe)) != 0; i++) {
		stripe->looked_at = stripe->looked_at + 1 < stripe->table.buckets ? stripe->looked_at + 1 : 0;
		struct bucket const *bucket = table_bucket(&stripe->table, stripe->looked_at);
		for (uint32_t link = first_expired_in(bucket, now); link != 0; link = first_expired_in(bucket, now)) {
			evict_used_id(stripe, link);
		}
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
NOINLINE static enum darkswap_error reuse_id(struct stripe *stripe, uint32_t link, int64_t now) {
	if (!(link & USED_ID) || used_id_at(link)->expires_at > now) {
		return DARKSWAP_DUPLICATE_ORDER;
	}
	evict_used_id(stripe, link);
	return DARKSWAP_OK;
}

/* Whether the order may enter: its id is not used, and is kept if it must be. */
static enum darkswap_error admit_order(struct stripe *stripe, uint32_t const *found, struct darkswap_order *order) {
	enum darkswap_error error = DARKSWAP_OK;
	if (found != 0) {
		error = reuse_id(stripe, *found, order->created_at);
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
	struct bucket *bucket = table_bucket_of(&stripe->table, hash);
	uint32_t const *found = bucket_find(bucket, hash, record->id_high, record->id_low);
	if (kind == INDEX_ORDERS) {
		DEREF(darkswap_order, reference)->hash = hash;
		error = admit_order(stripe, found, DEREF(darkswap_order, reference));
	}
	else if (found != 0) {
		error = DARKSWAP_DUPLICATE_TRADE;
	}
	if (error == DARKSWAP_OK) {
		table_add(&stripe->table, bucket, hash, reference);
	}
	lock_release(&stripe->lock);
	return error;
}

/* An instance that waits for the market's lock, which the caller holds, reads it once that is free. */
static void note_removal(struct stripe *stripe) {
	__atomic_store_n(&stripe->removals, stripe->removals + 1, __ATOMIC_SEQ_CST);
}

enum darkswap_error index_remove(enum index_kind kind, uint32_t reference, uint32_t instance) {
	uint32_t hash = hash_of_record(reference);
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	table_remove(&stripe->table, hash, reference);
	if (kind == INDEX_ORDERS && DEREF(darkswap_order, reference)->used_id != 0) {
		free_used_id(stripe, DEREF(darkswap_order, reference)->used_id);
	}
	note_removal(stripe);
	lock_release(&stripe->lock);
	return DARKSWAP_OK;
}

/* Links the used id in place of its order; if the order was seen to expire, the id is not needed any more. */
NOINLINE static void leave_used_id(struct stripe *stripe, uint32_t hash, struct darkswap_order const *order) {
	if (order->status == DARKSWAP_EXPIRED) {
		used_ids_note_freed(order->expires_at);
		free_used_id(stripe, order->used_id);
	}
	else {
		table_add(&stripe->table, table_bucket_of(&stripe->table, hash), hash, order->used_id | USED_ID);
	}
}

enum darkswap_error index_evict(uint32_t reference, uint32_t instance) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	uint32_t hash = order->hash;
	struct stripe *stripe = stripe_of(INDEX_ORDERS, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	table_remove(&stripe->table, hash, reference);
	if (order->used_id != 0) {
		leave_used_id(stripe, hash, order);
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
	struct bucket *bucket = table_bucket_of(&stripe->table, hash);
	if (bucket_find(bucket, hash, used->id_high, used->id_low) == 0) {
		uint32_t kept = used_ids_push(stack_of(stripe), used->id_high, used->id_low, used->expires_at);
		if (kept == 0) {
			error = DARKSWAP_MEMORY_EXHAUSTED;
		}
		else {
			table_add(&stripe->table, bucket, hash, kept | USED_ID);
		}
	}
	lock_release(&stripe->lock);
	return error;
}

struct index_entry index_find(enum index_kind kind, uint32_t hash, uint64_t id_high, uint64_t id_low,
		uint32_t instance) {
	struct stripe *stripe = stripe_of(kind, hash);
	enum darkswap_error error = lock_acquire(&stripe->lock, instance);
	struct index_entry entry = { error };
	if (error != DARKSWAP_OK) {
		return entry;
	}
	uint32_t const *found = find(stripe, hash, id_high, id_low);
	if (found != 0 && !(*found & USED_ID)) {
		entry.word = (uint64_t)DEREF(record, *found)->market << 32 | *found;
	}
	lock_release(&stripe->lock);
	return entry;
}

uint64_t index_removals(enum index_kind kind, uint32_t hash) {
	return __atomic_load_n(&stripe_of(kind, hash)->removals, __ATOMIC_SEQ_CST);
}

static uint64_t digest_of(struct darkswap_used_id const *used) {
	return digest_fold(digest_fold(digest_fold(1, used->id_high), used->id_low), (uint64_t)used->expires_at);
}

/* The used id of a link: its own, or its order's if that has one, or null. */
static struct darkswap_used_id const *used_id_of(uint32_t link) {
	uint32_t used = link & USED_ID ? link : DEREF(darkswap_order, link)->used_id;
	return used == 0 ? 0 : used_id_at(used);
}

static void sum_bucket(struct bucket const *bucket, int64_t now, uint64_t *sum) {
	struct bucket_walk walk = bucket_walk(bucket);
	for (uint32_t link = bucket_next(&walk); link != 0; link = bucket_next(&walk)) {
		struct darkswap_used_id const *used = used_id_of(link);
		*sum += used != 0 && used->expires_at > now ? digest_of(used) : 0;
	}
}

static bool sum_stripe(struct stripe *stripe, uint32_t *bucket, int64_t now, uint32_t *buckets, uint64_t *sum) {
	for (; *bucket < stripe->table.buckets && *buckets != 0; ++*bucket, --*buckets) {
		sum_bucket(table_bucket(&stripe->table, *bucket), now, sum);
	}
	return *bucket >= stripe->table.buckets;
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
	return table_steps(&stripe_of(kind, hash)->table, hash, id_high, id_low);
}

/* Whether the stripe's table names this used id: by itself, or through its order. */
static bool is_named(struct stripe *stripe, uint32_t used) {
	struct darkswap_used_id const *id = used_id_at(used);
	uint32_t const *link = find(stripe, hash_of_used_id(used), id->id_high, id->id_low);
	return link != 0 && (*link & USED_ID ? *link == (used | USED_ID) : DEREF(darkswap_order, *link)->used_id == used);
}

static uint32_t count_named(struct stripe *stripe) {
	uint32_t count = 0;
	for (uint32_t number = 0; number < stripe->table.buckets; number++) {
		struct bucket_walk walk = bucket_walk(table_bucket(&stripe->table, number));
		for (uint32_t link = bucket_next(&walk); link != 0; link = bucket_next(&walk)) {
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
