/* Signed orders of others that come back after they were filled, and were evicted. */
#ifndef DARKSWAP_REPLAYS_H
#define DARKSWAP_REPLAYS_H

void replays_run(void);

#endif
