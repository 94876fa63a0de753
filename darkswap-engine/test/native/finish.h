/* Calls a command until all of it is done. As a host does, waits while a market is kept. */
#ifndef DARKSWAP_FINISH_H
#define DARKSWAP_FINISH_H

#include "context.h"
#include "lock.h"

static inline uint32_t finish(uint32_t (*command)(void)) {
	for (;;) {
		uint32_t error = command();
		if (error == DARKSWAP_BUSY) {
			platform_wait(&DEREF(lock, mailbox.busy_lock)->word, mailbox.busy_word);
		}
		else if (error != DARKSWAP_UNFINISHED) {
			return error;
		}
	}
}

#endif
