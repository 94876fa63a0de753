#include "event_word.h"

#include "context.h"

/* Natively the engine's variables are not in the linear memory, but near each other. */
uint32_t *event_word(void) {
	int32_t distance = (int32_t)(darkswap_events_cursor() - ADDRESS_OF(&settings));
	return (uint32_t *)(void *)((unsigned char *)&settings + distance);
}
