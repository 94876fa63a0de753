/* Hundreds of thousands of trades, and what any range of them adds up to. */
#ifndef DARKSWAP_LONG_HISTORY_H
#define DARKSWAP_LONG_HISTORY_H

void long_history_run(void);

#endif
