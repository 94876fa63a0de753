/* Calls a command until all of it is done. */
#ifndef DARKSWAP_FINISH_H
#define DARKSWAP_FINISH_H

#include "darkswap_abi.h"

static inline uint32_t finish(uint32_t (*command)(void)) {
	uint32_t error;
	do {
		error = command();
	} while (error == DARKSWAP_UNFINISHED);
	return error;
}

#endif
