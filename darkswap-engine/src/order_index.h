/*
 * Finds orders, open and closed, by their id: hash tables that grow one bucket at a time (linear
 * hashing, Litwin 1980), so that no insertion ever pays for a rehash of all. The ids are spread
 * over stripes, each with a lock of its own.
 */
#ifndef DARKSWAP_ORDER_INDEX_H
#define DARKSWAP_ORDER_INDEX_H

#include "darkswap_abi.h"
#include "lock.h"

/* Makes the empty tables. Returns false when the arena is empty. */
bool order_index_create(void);

/* OK, DUPLICATE_ORDER, MEMORY_EXHAUSTED or POISONED. */
enum darkswap_error order_index_insert(uint32_t order, uint32_t instance);

/* The order must be there. OK or POISONED. */
enum darkswap_error order_index_remove(uint32_t order, uint32_t instance);

/* What the two finders return besides a market or an order. */
#define ORDER_INDEX_NONE UINT32_C(0)
#define ORDER_INDEX_POISONED UINT32_MAX

/*
 * The number of the market that the order was in at this moment: it may be gone a moment later,
 * so its caller locks that market and then asks for the order itself.
 */
uint32_t order_index_find_market(uint64_t id_high, uint64_t id_low, uint32_t instance);

/* The order. The caller holds the lock of its market. */
uint32_t order_index_find(uint64_t id_high, uint64_t id_low, uint32_t instance);

/* Whether `instance` holds a lock here. */
bool order_index_is_held_by(uint32_t instance);

/* Poisons the locks that `instance` holds here. */
void order_index_poison(uint32_t instance);

/* Makes all who wait for a lock here look again. */
void order_index_wake(void);

#endif
