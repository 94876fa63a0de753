/* Commands that take several calls, given up between any two of them, and work without a bound for one call. */
#ifndef DARKSWAP_STEPS_H
#define DARKSWAP_STEPS_H

void steps_run(void);

#endif
