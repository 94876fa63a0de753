/* Histories give their memory to what is alive. */
#ifndef DARKSWAP_RECLAIM_H
#define DARKSWAP_RECLAIM_H

#include "darkswap_abi.h"

/*
 * Frees some of the oldest closed orders and trades of one market. The caller holds no lock. OK,
 * MEMORY_EXHAUSTED if no market has any left, or POISONED.
 */
enum darkswap_error reclaim(void);

#endif
