/* Readers that share a market, and commands that want it meanwhile. */
#ifndef DARKSWAP_READERS_H
#define DARKSWAP_READERS_H

void readers_run(void);

#endif
