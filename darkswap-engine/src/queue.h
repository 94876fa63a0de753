/*
 * First-in-first-out queues of orders with equal keys, sorted by key: a price level is such a
 * queue, and so are the orders that expire at the same time. An order stands in two of them at
 * once, each through a queue node of its own inside the order's record.
 */
#ifndef DARKSWAP_QUEUE_H
#define DARKSWAP_QUEUE_H

#include "darkswap_abi.h"
#include "tree.h"

/* Which of an order's queue nodes: its offset in the order's record. */
enum queue_kind {
	QUEUE_LEVEL = offsetof(struct darkswap_order, level),
	QUEUE_EXPIRY = offsetof(struct darkswap_order, expiry),
};

/* Puts the order last among those with `key`. Returns false when the arena is empty. */
bool queue_append(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount);

/* Takes the order, of which `amount` remained, out of its queue. */
void queue_remove(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount);

/* Lowers the sum of what remains in the order's queue. */
void queue_reduce(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount);

static inline struct darkswap_queue_node *queue_node_at(uint32_t order, enum queue_kind kind) {
	return DEREF(darkswap_queue_node, order + kind);
}

#endif
