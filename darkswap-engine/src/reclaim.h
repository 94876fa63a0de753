/* Histories give their memory to what is alive. */
#ifndef DARKSWAP_RECLAIM_H
#define DARKSWAP_RECLAIM_H

#include <stdbool.h>

#include "darkswap_abi.h"

/* The number of records that a command frees which needs only some blocks. */
#define RECLAIM_FEW 16

/*
 * Frees at most `records` of the oldest closed orders, and of the oldest trades, of one market; if it is empty then,
 * releases it. The caller holds no lock. OK, MEMORY_EXHAUSTED if no market has anything left, BUSY if only one
 * has that is kept, or POISONED.
 */
enum darkswap_error reclaim(uint64_t records);

/* Repeats an attempt that lacks memory, as long as histories give some. The attempt leaves no lock behind. */
static inline enum darkswap_error retry_after_reclaim(enum darkswap_error (*attempt)(void)) {
	enum darkswap_error error;
	do {
		error = attempt();
	} while (error == DARKSWAP_MEMORY_EXHAUSTED && (error = reclaim(RECLAIM_FEW)) == DARKSWAP_OK);
	return error;
}

/*
 * Releases one market that is quiet, with its closed orders. OK, UNFINISHED after some of these, TOO_MANY_MARKETS if no
 * market is quiet, or POISONED.
 */
enum darkswap_error reclaim_market(void);

/* The records that a command which works in steps still needs, and whether any were freed. */
struct reclaiming {
	uint64_t wanted;
	bool given;
};

/*
 * The same a step at a time. OK when it is worth another try, UNFINISHED while there is more to free,
 * MEMORY_EXHAUSTED if there was nothing, BUSY, or POISONED.
 */
enum darkswap_error reclaim_step(struct reclaiming *reclaiming);

#endif
