/* Price levels: queues of orders, oldest first, by rank. Each knows how many orders it has and what remains of them all. */
#ifndef DARKSWAP_LEVEL_H
#define DARKSWAP_LEVEL_H

#include "queue.h"

/* Puts an order last at its price. Returns false when the arena is empty. */
bool level_append(struct tree *side, struct queue_pool *pool, uint64_t rank, uint32_t order);

/* Takes an order out of its level. */
void level_remove(struct tree *side, struct queue_pool *pool, uint32_t order);

/* Lowers what remains of an order, and of its level. */
void level_reduce(uint32_t order, uint64_t amount);

/* Writes the orders of a level, of which there is one, as a host reads them. */
void level_write(struct darkswap_level *to, struct queue const *level);

#endif
