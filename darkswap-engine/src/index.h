/*
 * Finds orders, open and closed, and trades by their id. The ids are spread over stripes, each with a table and a lock of
 * its own.
 *
 * Ids are hashed with a key, see hash.h: a bucket has as many records on average as there are records to a bucket,
 * whatever ids come. A lookup, and the split that makes room for more, each read one bucket.
 */
#ifndef DARKSWAP_INDEX_H
#define DARKSWAP_INDEX_H

#include "darkswap_abi.h"
#include "lock.h"

enum index_kind { INDEX_ORDERS = 0, INDEX_TRADES = 1, INDEX_KINDS = 2 };

/* Makes the empty tables. Returns false when the arena is empty. */
bool index_create(void);

/*
 * OK, DUPLICATE_ORDER or DUPLICATE_TRADE, or POISONED. The id of an imported order is kept besides, see
 * used_ids.h: MEMORY_EXHAUSTED if it cannot be, ID_MAY_BE_USED if it may have been freed.
 */
enum darkswap_error index_insert(enum index_kind kind, uint32_t record, uint32_t instance);

/* Takes a record, which must be there, back out as if it had never been. OK or POISONED. */
enum darkswap_error index_remove(enum index_kind kind, uint32_t record, uint32_t instance);

/*
 * Takes a closed order, which must be there, out; an imported one's id stays, unless its time has come.
 * Needs no memory. OK or POISONED.
 */
enum darkswap_error index_evict(uint32_t order, uint32_t instance);

/* Frees some of the used ids that have expired; where it looks goes round. OK or POISONED. */
enum darkswap_error index_evict_expired(int64_t now, uint32_t instance);

/* Keeps an id that is not of this engine. OK, MEMORY_EXHAUSTED or POISONED. */
enum darkswap_error index_keep_used_id(struct darkswap_used_id const *used, uint32_t instance);

/*
 * Where a record was. One word, because a function returns a structure of two through memory.
 *
 *   63      32 31       0
 *   +---------+----------+
 *   | market  | record   |   the market's number, and the record
 *   | 0       | error    |   where none was found: OK or POISONED
 *   +---------+----------+
 */
struct index_entry {
	uint64_t word;
};

static inline uint32_t index_entry_market(struct index_entry entry) {
	return (uint32_t)(entry.word >> 32);
}

static inline uint32_t index_entry_record(struct index_entry entry) {
	return index_entry_market(entry) == 0 ? 0 : (uint32_t)entry.word;
}

static inline enum darkswap_error index_entry_error(struct index_entry entry) {
	return index_entry_market(entry) == 0 ? (enum darkswap_error)entry.word : DARKSWAP_OK;
}

/*
 * Finds a record as of this moment, by its id and the hash of that. It may be gone a moment later. The caller, which has
 * read the removals before, locks its market: if they are the same then, the record is still there, since it is never
 * removed without that lock. Else it has to be found again.
 */
struct index_entry index_find(enum index_kind kind, uint32_t hash, uint64_t id_high, uint64_t id_low,
		uint32_t instance);

/* How many records were removed from the stripe of a hash. */
uint64_t index_removals(enum index_kind kind, uint32_t hash);

/* A place among the buckets of the orders. */
struct index_walk {
	uint32_t stripe;
	uint32_t bucket;
};

/*
 * Adds the digests of the used ids that expire after `now`, in whatever order, and goes on by at most `buckets`. OK once
 * all are added, UNFINISHED, or POISONED.
 */
enum darkswap_error index_sum_used_ids(struct index_walk *walk, int64_t now, uint32_t instance, uint32_t buckets,
		uint64_t *sum);

/* Whether every used id is found, and none besides. For tests: it takes no lock. */
bool index_used_ids_hold(void);

/* How many records a lookup of the id looks at. For tests: it takes no lock. */
uint32_t index_steps(enum index_kind kind, uint64_t id_high, uint64_t id_low);

/* Whether `instance` holds a lock here. */
bool index_is_held_by(uint32_t instance);

/* Poisons the locks that `instance` holds here. */
void index_poison(uint32_t instance);

/* Makes all who wait for a lock here look again. */
void index_wake(void);

#endif
