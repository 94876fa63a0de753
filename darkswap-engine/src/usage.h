/* How full the memory is. */
#ifndef DARKSWAP_USAGE_H
#define DARKSWAP_USAGE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether no more bytes of the memory are in use, but for what is reclaimable: of a moment, while others work. With a
 * book limit, those of the books.
 */
bool usage_is_within(uint64_t bytes);

#endif
