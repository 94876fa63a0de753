/* Where every block of the arena is. */
#ifndef DARKSWAP_MEMORY_CHECK_H
#define DARKSWAP_MEMORY_CHECK_H

#include <stdint.h>

/*
 * Fails unless the blocks in use are exactly those that markets, events that wait, and the given
 * number of others can account for. Nothing else may run.
 */
void check_no_block_is_lost(uint32_t others);

#endif
