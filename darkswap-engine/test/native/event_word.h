/* The word that a reader of events sleeps on. */
#ifndef DARKSWAP_EVENT_WORD_H
#define DARKSWAP_EVENT_WORD_H

#include <stdint.h>

uint32_t *event_word(void);

#endif
