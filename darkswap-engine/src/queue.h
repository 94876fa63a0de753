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

/* Puts the order last among those with `key`. Returns the first of these, or 0 when the arena is empty. */
uint32_t queue_append(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order);

/* Takes the order out of its queue. Returns the first order that is left there, or 0. */
uint32_t queue_remove(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order);

static inline struct darkswap_queue_node *queue_node_at(uint32_t order, enum queue_kind kind) {
	return DEREF(darkswap_queue_node, order + kind);
}

/* Whether an order that is in such a queue is the first one there. */
static inline bool queue_is_first(uint32_t order, enum queue_kind kind) {
	return queue_node_at(order, kind)->previous & DARKSWAP_QUEUE_FIRST;
}

#endif
