/* Markets that are never released, so that their numbers can be written down. */
#ifndef DARKSWAP_KEPT_MARKETS_H
#define DARKSWAP_KEPT_MARKETS_H

#include <stdint.h>

/* Makes an order in each market that is too dear for any taker, and expires after as long as may be. */
void keep_markets_open(int64_t now);

#endif
