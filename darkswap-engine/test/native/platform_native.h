/* The native linear memory, for the test program to set up. */
#ifndef DARKSWAP_PLATFORM_NATIVE_H
#define DARKSWAP_PLATFORM_NATIVE_H

#include <stdint.h>

/* Pages of 64 KiB. */
void platform_native_open(uint32_t initial, uint32_t maximum);

#endif
