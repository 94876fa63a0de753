/*
 * Open orders by expiry, those of one time oldest first. The times of most orders ascend, and are all different: a tree
 * with an entry for each would have as many keys as there are orders, and would search one for every order that leaves.
 * So an entry is a run of orders, a queue: one more is mostly appended to the last run, and any leaves without a search.
 *
 *   key     run
 *   +----+  +------+   +------+   +------+
 *   | 10 |->|  10  |-->|  12  |-->|  12  |
 *   +----+  +------+   +------+   +------+
 *   | 17 |->|  19  |   (17 has left)
 *   +----+  +------+
 *
 * The orders of a run expire no earlier than its key, and earlier than the next run's key. A run has at most 16 orders,
 * and any number that expire together with its last one: an order's place is found in 16 steps. Where a full run lacks
 * room for it there, the orders before the place, which are at most 16, become a run of their own.
 */
#ifndef DARKSWAP_EXPIRY_H
#define DARKSWAP_EXPIRY_H

#include "queue.h"

#define EXPIRY_RUN_ORDERS 16

/* Puts an order behind those that expire no later. Returns false when the arena is empty. */
bool expiry_insert(struct tree *expiries, struct queue_pool *pool, uint32_t order);

void expiry_remove(struct tree *expiries, struct queue_pool *pool, uint32_t order);

/* When the first order expires; INT64_MAX, which is never, if there is none. */
static inline int64_t expiry_earliest(struct tree const *expiries) {
	return tree_is_empty(expiries) ? INT64_MAX : DEREF(darkswap_order, queue_first(expiries)->first)->expires_at;
}

#endif
