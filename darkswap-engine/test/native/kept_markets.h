/* Markets that are never released, so that their numbers can be written down. */
#ifndef DARKSWAP_KEPT_MARKETS_H
#define DARKSWAP_KEPT_MARKETS_H

#include <stdint.h>

/* Makes an order in each market whose price is too high for any taker, and which expires as late as possible. */
void keep_markets_open(int64_t now);

#endif
