/*
 * A hash table of records by their ids, which grows one bucket at a time (linear hashing: Litwin, "Linear hashing: a
 * new tool for file and table addressing", 1980), so that no insertion pays for a rehash of all.
 *
 * A bucket is a cache line. It keeps the hash of each record beside its reference, so that neither a lookup nor a split
 * reads the records of other ids, which are cold in a large book. A lookup compares eight bits of each hash, the tags, all
 * in one word ("Swiss tables": Benzaquen, Kulukundis et al., 2018). What does not fit is chained through the records:
 *
 *   0       6    7      8           32         56      60     64
 *   +-------+----+------+-----------+----------+-------+------+
 *   | tags  | 0  | used | 6 hashes  | 6 links  | chain | 0    |   chain -> record -> record
 *   +-------+----+------+-----------+----------+-------+------+
 *
 * Only a bucket whose entries are all used has a chain. Adding a record therefore needs no memory: without memory for
 * one more bucket the chains grow, and the table stays right.
 *
 * Not thread-safe: the caller holds a lock.
 */
#ifndef DARKSWAP_TABLE_H
#define DARKSWAP_TABLE_H

#include "arena.h"
#include "darkswap_abi.h"
#include "platform.h"

#define TABLE_TOP_REFERENCES 64
#define TABLE_ENTRIES 6
/* On average, at most. More save memory, but more buckets then have a chain. */
#define TABLE_RECORDS_PER_BUCKET 3
#define TABLE_USED_SHIFT 56

struct bucket {
	/* The tags of the used entries, zeroes, and how many entries are used, the first ones. */
	uint64_t tags;
	uint32_t hashes[TABLE_ENTRIES];
	uint32_t links[TABLE_ENTRIES];
	uint32_t chain;
	uint32_t unused;
};

struct table {
	uint32_t records;
	uint32_t buckets;
	/* The smallest mask of ones that covers all buckets. */
	uint32_t mask;
	uint32_t top[TABLE_TOP_REFERENCES];
};

/* The common beginning of orders and trades. */
struct record {
	uint64_t id_high;
	uint64_t id_low;
	uint64_t content[5];
	uint32_t market;
	uint32_t states;
	uint32_t index_next;
};

/*
 * A link is the reference of a record, or in place of an order's record that of the used id which is left of it: then
 * it has this bit. Both begin with the id.
 */
#define USED_ID UINT32_C(1)

static inline struct darkswap_used_id *used_id_at(uint32_t link) {
	return DEREF(darkswap_used_id, link & ~USED_ID);
}

static inline uint32_t *link_next(uint32_t link) {
	return link & USED_ID ? &used_id_at(link)->index_next : &DEREF(record, link)->index_next;
}

static inline bool link_has_id(uint32_t link, uint64_t id_high, uint64_t id_low) {
	struct record const *record = DEREF(record, link & ~USED_ID);
	return record->id_low == id_low && record->id_high == id_high;
}

/*
 * Buckets are found in three steps:
 *
 *   bucket number  19..14            13..8              7..2               1..0
 *                  top[..] -> block  block[..] -> block block[..] -> block of four buckets
 */
#define TABLE_REFERENCES (BLOCK_SIZE / 4)
#define TABLE_BUCKETS (BLOCK_SIZE / sizeof(struct bucket))

struct references {
	uint32_t at[TABLE_REFERENCES];
};

struct buckets {
	struct bucket at[TABLE_BUCKETS];
};

/* Returns the bucket of a number below `buckets`. */
static inline struct bucket *table_bucket(struct table const *table, uint32_t number) {
	uint32_t block = number / TABLE_BUCKETS;
	uint32_t upper = table->top[block / (TABLE_REFERENCES * TABLE_REFERENCES)];
	uint32_t lower = DEREF(references, upper)->at[block / TABLE_REFERENCES % TABLE_REFERENCES];
	uint32_t buckets = DEREF(references, lower)->at[block % TABLE_REFERENCES];
	return &DEREF(buckets, buckets)->at[number % TABLE_BUCKETS];
}

/* Returns the bucket of a hash, until a link is added to the table. */
static inline struct bucket *table_bucket_of(struct table const *table, uint32_t hash) {
	uint32_t number = hash & table->mask;
	return table_bucket(table, number < table->buckets ? number : number & (table->mask >> 1));
}

static inline uint32_t bucket_used(struct bucket const *bucket) {
	return (uint32_t)(bucket->tags >> TABLE_USED_SHIFT);
}

#define TABLE_TAG_SHIFT 20
#define TABLE_EACH_BYTE UINT64_C(0x010101010101)

/* Bits that number neither buckets nor stripes. */
static inline uint64_t table_tag(uint32_t hash) {
	return hash >> TABLE_TAG_SHIFT & 0xff;
}

/*
 * Returns the highest bit of each byte whose entry may have that hash: of all that do, and of few others. All are compared
 * at once, since a processor cannot predict where a loop over them ends.
 */
static inline uint64_t bucket_entries(uint64_t tags, uint32_t hash) {
	uint64_t difference = tags ^ table_tag(hash) * TABLE_EACH_BYTE;
	uint64_t equal = (difference - TABLE_EACH_BYTE) & ~difference & TABLE_EACH_BYTE << 7;
	return equal & ((UINT64_C(1) << 8 * (tags >> TABLE_USED_SHIFT)) - 1);
}

static inline uint32_t bucket_first(uint64_t entries) {
	return (uint32_t)__builtin_ctzll(entries) / 8;
}

/* Returns the place of the link of an id in the chain, or null. */
uint32_t *bucket_find_chained(struct bucket *bucket, uint64_t id_high, uint64_t id_low);

/* Returns the place of the link of an id, or null. It is valid until the bucket changes. */
static inline uint32_t *bucket_find(struct bucket *bucket, uint32_t hash, uint64_t id_high, uint64_t id_low) {
	uint64_t tags = bucket->tags;
	for (uint64_t entries = bucket_entries(tags, hash); entries != 0; entries &= entries - 1) {
		uint32_t *link = &bucket->links[bucket_first(entries)];
		if (link_has_id(*link, id_high, id_low)) {
			return link;
		}
	}
	return tags >> TABLE_USED_SHIFT < TABLE_ENTRIES ? 0 : bucket_find_chained(bucket, id_high, id_low);
}

/* Makes the first bucket. Returns false when the arena is empty. */
bool table_create(struct table *table);

/* Adds the link of an id that is not in the table to the bucket of its hash. */
void table_add(struct table *table, struct bucket *bucket, uint32_t hash, uint32_t link);

/* Removes a link, which must be there. */
void table_remove(struct table *table, uint32_t hash, uint32_t link);

/* How many links a lookup of the id looks at. For tests. */
uint32_t table_steps(struct table const *table, uint32_t hash, uint64_t id_high, uint64_t id_low);

/* A walk over the links of a bucket, which must not change meanwhile. */
struct bucket_walk {
	struct bucket const *bucket;
	uint32_t entry;
	uint32_t next;
};

static inline struct bucket_walk bucket_walk(struct bucket const *bucket) {
	return (struct bucket_walk){ bucket, 0, bucket->chain };
}

/* Returns the next link, or 0. */
uint32_t bucket_next(struct bucket_walk *walk);

#endif
