/*
 * Ids of imported orders, each kept until its order's own expiry, however soon the order's record is
 * evicted: a signed order that was filled once must not come back. They stand densely, eight to a
 * block, in stacks of blocks: whatever is freed, the last one takes its place, so that an id never
 * costs more than 32 bytes. Each stack belongs to a stripe of the index, under that stripe's lock.
 *
 *   a stack   63        32 31                 0
 *             +-----------+-------------------+
 *             | how many  | block of the last |
 *             +-----------+-------------------+
 *
 * A stack changes by one store of that word, after what it then holds is written: so a host reads it
 * whole, even when a call has trapped in the middle of a change.
 */
#ifndef DARKSWAP_USED_IDS_H
#define DARKSWAP_USED_IDS_H

#include "darkswap_abi.h"
#include "platform.h"

/* All stacks, and the latest expiry of any id that was freed for having expired. */
extern struct darkswap_used_ids used_ids;

static inline uint32_t used_ids_count(uint32_t stack) {
	return (uint32_t)(used_ids.stacks[stack] >> 32);
}

/* Returns where the id is kept, or 0 when the arena is empty. */
uint32_t used_ids_push(uint32_t stack, uint64_t id_high, uint64_t id_low, int64_t expires_at);

/* The last one of a stack that is not empty. */
uint32_t used_ids_last(uint32_t stack);

/* The one below it, or 0. `left` is how many are below the one given. */
uint32_t used_ids_below(uint32_t used, uint32_t left);

/* Takes the last one away. */
void used_ids_pop(uint32_t stack);

/*
 * Notes that an id was freed because it has expired. Should the clock be set back, an order that
 * expires no later may have been used: it is refused.
 */
void used_ids_note_freed(int64_t expires_at);

static inline int64_t used_ids_freed_until(void) {
	return __atomic_load_n(&used_ids.freed_until, __ATOMIC_SEQ_CST);
}

#endif
