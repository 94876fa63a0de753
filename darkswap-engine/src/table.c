#include "table.h"

#include "arena.h"
#include "hash.h"

#define BUCKETS_MAX (TABLE_TOP_REFERENCES * TABLE_REFERENCES * TABLE_REFERENCES * TABLE_BUCKETS)

/* On average. More save memory, but more buckets then have a chain. */
#define RECORDS_PER_BUCKET 3

_Static_assert(sizeof(struct bucket) == 64, "a bucket is a cache line");
_Static_assert(BUCKETS_MAX <= 1 << TABLE_TAG_SHIFT, "buckets and tags are of different bits of the hash");
_Static_assert(sizeof(struct references) == BLOCK_SIZE, "references fill a block");
_Static_assert(sizeof(struct buckets) == BLOCK_SIZE, "buckets fill a block");
_Static_assert(offsetof(struct record, market) == offsetof(struct darkswap_order, market), "order.market");
_Static_assert(offsetof(struct record, market) == offsetof(struct darkswap_trade, market), "trade.market");
_Static_assert(offsetof(struct record, index_next) == offsetof(struct darkswap_order, index_next), "order.index_next");
_Static_assert(offsetof(struct record, index_next) == offsetof(struct darkswap_trade, index_next), "trade.index_next");

static uint32_t hash_of_link(uint32_t link) {
	struct record const *record = DEREF(record, link & ~USED_ID);
	return hash_id(record->id_high, record->id_low);
}

/* Makes the reference of a block of zeroes, if there is none. Returns false when the arena is empty. */
static bool make_block(uint32_t *reference) {
	if (*reference == 0) {
		*reference = arena_allocate();
		if (*reference != 0) {
			*DEREF(references, *reference) = (struct references){ { 0 } };
		}
	}
	return *reference != 0;
}

/* Makes the blocks that hold bucket `number`, the first one not there yet. */
static bool make_bucket(struct table *table, uint32_t number) {
	if (number % TABLE_BUCKETS != 0) {
		return true;
	}
	uint32_t block = number / TABLE_BUCKETS;
	uint32_t *upper = &table->top[block / (TABLE_REFERENCES * TABLE_REFERENCES)];
	if (!make_block(upper)) {
		return false;
	}
	uint32_t *lower = &DEREF(references, *upper)->at[block / TABLE_REFERENCES % TABLE_REFERENCES];
	return make_block(lower) && make_block(&DEREF(references, *lower)->at[block % TABLE_REFERENCES]);
}

bool table_create(struct table *table) {
	table->buckets = 1;
	return make_bucket(table, 0);
}

uint32_t *bucket_find_chained(struct bucket *bucket, uint64_t id_high, uint64_t id_low) {
	uint32_t *link = &bucket->chain;
	while (*link != 0 && !link_has_id(*link, id_high, id_low)) {
		link = link_next(*link);
	}
	return *link == 0 ? 0 : link;
}

static void add_to_bucket(struct bucket *bucket, uint32_t hash, uint32_t link) {
	uint32_t used = bucket_used(bucket);
	if (used < TABLE_ENTRIES) {
		bucket->tags += (UINT64_C(1) << TABLE_USED_SHIFT) + (table_tag(hash) << 8 * used);
		bucket->hashes[used] = hash;
		bucket->links[used] = link;
	}
	else {
		*link_next(link) = bucket->chain;
		bucket->chain = link;
	}
}

static void set_entry(struct bucket *bucket, uint32_t entry, uint32_t hash, uint32_t link) {
	uint64_t others = bucket->tags & ~(UINT64_C(0xff) << 8 * entry);
	bucket->tags = others | table_tag(hash) << 8 * entry;
	bucket->hashes[entry] = hash;
	bucket->links[entry] = link;
}

/* The first of the chain takes the entry's place, or the last entry does. */
static void remove_entry(struct bucket *bucket, uint32_t entry) {
	uint32_t last = bucket_used(bucket) - 1;
	if (last == TABLE_ENTRIES - 1 && bucket->chain != 0) {
		uint32_t first = bucket->chain;
		bucket->chain = *link_next(first);
		set_entry(bucket, entry, hash_of_link(first), first);
	}
	else {
		set_entry(bucket, entry, bucket->hashes[last], bucket->links[last]);
		bucket->tags &= ~(UINT64_C(0xff) << 8 * last);
		bucket->tags -= UINT64_C(1) << TABLE_USED_SHIFT;
	}
}

/* Moves what belongs into the bucket of number `added` and is chained. */
static void split_chain(struct bucket *from, struct bucket *to, uint32_t mask, uint32_t added) {
	for (uint32_t *link = &from->chain; *link != 0;) {
		uint32_t moved = *link, hash = hash_of_link(moved);
		if ((hash & mask) == added) {
			*link = *link_next(moved);
			add_to_bucket(to, hash, moved);
		}
		else {
			link = link_next(moved);
		}
	}
}

/* Adds one bucket and moves into it what now belongs there. Without memory for it the table stays as it is. */
NOINLINE static void split_one_bucket(struct table *table) {
	uint32_t added = table->buckets;
	if (added == BUCKETS_MAX || !make_bucket(table, added)) {
		return;
	}
	table->buckets = added + 1;
	table->mask |= added;
	struct bucket *from = table_bucket(table, added & (table->mask >> 1)), *to = table_bucket(table, added);
	for (uint32_t entry = 0; entry < bucket_used(from);) {
		uint32_t hash = from->hashes[entry];
		if ((hash & table->mask) == added) {
			add_to_bucket(to, hash, from->links[entry]);
			remove_entry(from, entry);
		}
		else {
			entry++;
		}
	}
	split_chain(from, to, table->mask, added);
}

void table_add(struct table *table, struct bucket *bucket, uint32_t hash, uint32_t link) {
	add_to_bucket(bucket, hash, link);
	table->records++;
	if (table->records > table->buckets * RECORDS_PER_BUCKET) {
		split_one_bucket(table);
	}
}

static void remove_from_chain(struct bucket *bucket, uint32_t link) {
	uint32_t *next = &bucket->chain;
	while (*next != link) {
		REQUIRE(*next != 0);
		next = link_next(*next);
	}
	*next = *link_next(link);
}

static void remove_link(struct bucket *bucket, uint32_t hash, uint32_t link) {
	for (uint64_t entries = bucket_entries(bucket->tags, hash); entries != 0; entries &= entries - 1) {
		uint32_t entry = bucket_first(entries);
		if (bucket->links[entry] == link) {
			remove_entry(bucket, entry);
			return;
		}
	}
	remove_from_chain(bucket, link);
}

void table_remove(struct table *table, uint32_t hash, uint32_t link) {
	remove_link(table_bucket_of(table, hash), hash, link);
	table->records--;
}

uint32_t bucket_next(struct bucket_walk *walk) {
	if (walk->entry < bucket_used(walk->bucket)) {
		return walk->bucket->links[walk->entry++];
	}
	uint32_t link = walk->next;
	walk->next = link == 0 ? 0 : *link_next(link);
	return link;
}

uint32_t table_steps(struct table const *table, uint32_t hash, uint64_t id_high, uint64_t id_low) {
	struct bucket_walk walk = bucket_walk(table_bucket_of(table, hash));
	uint32_t steps = 0;
	for (uint32_t link = bucket_next(&walk); link != 0; link = bucket_next(&walk)) {
		steps++;
		if (link_has_id(link, id_high, id_low)) {
			return steps;
		}
	}
	return steps;
}
