/* Orders that come and go, by expiry, compared with a plain array. */
#ifndef DARKSWAP_RANDOM_EXPIRIES_H
#define DARKSWAP_RANDOM_EXPIRIES_H

void random_expiries_run(void);

#endif
