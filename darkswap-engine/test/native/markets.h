/* Markets that come and go: their memory comes back, and no number ever names another pair. */
#ifndef DARKSWAP_MARKETS_H
#define DARKSWAP_MARKETS_H

void markets_run(void);

/* The same by several threads. */
void markets_threads_run(void);

#endif
