/*
 * Price levels: queues of orders, sorted by rank, of which the first order knows how many there are and what remains
 * of all (96 bits: 2^32 orders of 2^64).
 */
#ifndef DARKSWAP_LEVEL_H
#define DARKSWAP_LEVEL_H

#include "queue.h"

/* Puts an order last at its price. Returns false when the arena is empty. */
bool level_append(struct tree *side, uint64_t rank, uint32_t order);

/* Takes an order out of its level. */
void level_remove(struct tree *side, uint64_t rank, uint32_t order);

/* Lowers what remains of an order, and of its level. */
void level_reduce(struct tree *side, uint64_t rank, uint32_t order, uint64_t amount);

#endif
