/*
 * Queues of open orders, which a tree finds by their keys: the orders of one price, and those that expire about the same
 * time. Each order refers to its queue, so it leaves without a search. It stands in two queues at once, through a node
 * in its record for each.
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

/*
 *   0               8               16      20      24      28      32
 *   +---------------+---------------+-------+-------+-------+-------+
 *   | key           | amount, low   | high  |orders | first | last  |
 *   +---------------+---------------+-------+-------+-------+-------+
 */
struct queue {
	uint64_t key;
	/* Of a price level, what remains of all its orders (96 bits: 2^32 orders of 2^64); 0 of the others. */
	uint64_t amount_low;
	uint32_t amount_high;
	/* How many orders it has, and the first and the last of them. */
	uint32_t orders;
	uint32_t first;
	uint32_t last;
};

#define QUEUES_PER_BLOCK 7

/*
 * The records of a market's queues are packed into blocks (slabs, as in Bonwick, "The slab allocator: an object-caching
 * kernel memory allocator", 1994). A block without queues is freed.
 *
 *   0       4       8       12              32                      256
 *   +-------+-------+-------+---------------+-----------------------+
 *   | next  |previous| used |               | 7 queues              |
 *   +-------+-------+-------+---------------+-----------------------+
 */
struct queue_block {
	/* The neighbours in the list of blocks that have room, or 0. */
	uint32_t next;
	uint32_t previous;
	/* A bit for each queue. */
	uint32_t used;
	uint32_t reserved[5];
	struct queue queues[QUEUES_PER_BLOCK];
};

struct queue_pool {
	/* The first block that has room, or 0. */
	uint32_t with_room;
};

/* Returns the queue with the key, which is made without orders if it is not there, or 0 when the arena is empty. */
uint32_t queue_find_or_create(struct tree *tree, struct queue_pool *pool, uint64_t key);

/* Puts an order into a queue: before another one, or last if that is 0. */
void queue_insert(uint32_t queue, enum queue_kind kind, uint32_t order, uint32_t before);

/* Takes an order out of its queue, which stays. */
void queue_leave(enum queue_kind kind, uint32_t order);

/* The same, but a queue without orders is freed. */
void queue_remove(struct tree *tree, struct queue_pool *pool, enum queue_kind kind, uint32_t order);

/* Whether the blocks have so many queues, and those with room are linked. For tests. */
bool queue_pool_holds(struct queue_pool const *pool, uint32_t queues);

/* Whether a queue has its place in its block. For tests. */
bool queue_is_used(uint32_t queue);

static inline struct queue *queue_at(uint32_t reference) {
	return DEREF(queue, reference);
}

static inline struct darkswap_queue_node *queue_node_at(uint32_t order, enum queue_kind kind) {
	return DEREF(darkswap_queue_node, order + kind);
}

/* The queue with the smallest key. The tree must not be empty. */
static inline struct queue *queue_first(struct tree const *tree) {
	return queue_at(tree_first_reference(tree));
}

#endif
