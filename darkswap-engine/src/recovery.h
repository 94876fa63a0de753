/* The locks and unfinished work of an instance that is ended between two of its calls. */
#ifndef DARKSWAP_RECOVERY_H
#define DARKSWAP_RECOVERY_H

#include "darkswap_abi.h"

/*
 * Each ends what this instance has begun, a part in each call: OK when nothing is left of it, also if
 * there was nothing, UNFINISHED, or POISONED.
 */
enum darkswap_error listing_give_up(void);
enum darkswap_error taking_give_up(void);
enum darkswap_error batch_give_up(void);
enum darkswap_error state_digest_give_up(void);

#endif
