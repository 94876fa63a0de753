/* The locks of an instance that trapped, given up by another. */
#ifndef DARKSWAP_RECOVERY_H
#define DARKSWAP_RECOVERY_H

void recovery_run(void);

#endif
