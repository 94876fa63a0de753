/*
 * Finds orders, open and closed, and trades by their id: hash tables that grow one bucket at a time
 * (linear hashing, Litwin 1980), so that no insertion ever pays for a rehash of all. The ids are
 * spread over stripes, each with a lock of its own.
 */
#ifndef DARKSWAP_INDEX_H
#define DARKSWAP_INDEX_H

#include "darkswap_abi.h"
#include "lock.h"

enum index_kind { INDEX_ORDERS = 0, INDEX_TRADES = 1, INDEX_KINDS = 2 };

/* Makes the empty tables. Returns false when the arena is empty. */
bool index_create(void);

/* OK, DUPLICATE_ORDER or DUPLICATE_TRADE, or POISONED. */
enum darkswap_error index_insert(enum index_kind kind, uint32_t record, uint32_t instance);

/* The record must be there. OK or POISONED. */
enum darkswap_error index_remove(enum index_kind kind, uint32_t record, uint32_t instance);

/* What the two finders return besides a market or a record. */
#define INDEX_NONE UINT32_C(0)
#define INDEX_POISONED UINT32_MAX

/*
 * The number of the market that the record was in at this moment: it may be gone a moment later,
 * so its caller locks that market and then asks for the record itself.
 */
uint32_t index_find_market(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t instance);

/* The record. The caller holds the lock of its market. */
uint32_t index_find(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t instance);

/* Whether `instance` holds a lock here. */
bool index_is_held_by(uint32_t instance);

/* Poisons the locks that `instance` holds here. */
void index_poison(uint32_t instance);

/* Makes all who wait for a lock here look again. */
void index_wake(void);

#endif
