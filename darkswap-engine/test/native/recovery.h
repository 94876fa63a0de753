/* What an instance that trapped held, given up by another. */
#ifndef DARKSWAP_RECOVERY_H
#define DARKSWAP_RECOVERY_H

void recovery_run(void);

#endif
