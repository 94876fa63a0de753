#include "table.h"

#include "arena.h"
#include "hash.h"

#define BUCKETS_MAX (TABLE_TOP_REFERENCES * TABLE_REFERENCES * TABLE_REFERENCES * TABLE_BUCKETS)

#define ONE_USED (UINT64_C(1) << TABLE_USED_SHIFT)

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

static uint64_t tag_at(uint32_t entry, uint64_t tag) {
	return tag << 8 * entry;
}

static void add_to_bucket(struct bucket *bucket, uint32_t hash, uint32_t link) {
	uint32_t used = bucket_used(bucket);
	if (used < TABLE_ENTRIES) {
		bucket->tags += ONE_USED + tag_at(used, table_tag(hash));
		bucket->hashes[used] = hash;
		bucket->links[used] = link;
	}
	else {
		*link_next(link) = bucket->chain;
		bucket->chain = link;
	}
}

/* The first of the chain takes the entry's place. */
NOINLINE static void replace_by_chained(struct bucket *bucket, uint32_t entry) {
	uint32_t first = bucket->chain, hash = hash_of_link(first);
	bucket->chain = *link_next(first);
	bucket->hashes[entry] = hash;
	bucket->links[entry] = first;
	bucket->tags = (bucket->tags & ~tag_at(entry, 0xff)) | tag_at(entry, table_tag(hash));
}

/* The last entry takes its place. */
static void replace_by_last(struct bucket *bucket, uint32_t entry, uint32_t last) {
	uint64_t tags = bucket->tags, moved = tags >> 8 * last & 0xff;
	bucket->hashes[entry] = bucket->hashes[last];
	bucket->links[entry] = bucket->links[last];
	tags = (tags & ~tag_at(entry, 0xff)) | tag_at(entry, moved);
	bucket->tags = (tags & ~tag_at(last, 0xff)) - ONE_USED;
}

static void remove_entry(struct bucket *bucket, uint32_t entry) {
	uint32_t last = bucket_used(bucket) - 1;
	if (last == TABLE_ENTRIES - 1 && bucket->chain != 0) {
		replace_by_chained(bucket, entry);
	}
	else {
		replace_by_last(bucket, entry, last);
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
	if (table->records > table->buckets * TABLE_RECORDS_PER_BUCKET) {
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
