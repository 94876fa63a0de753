/* The product of two 64-bit numbers, in full. */
#ifndef DARKSWAP_MULTIPLY_H
#define DARKSWAP_MULTIPLY_H

#include <stdint.h>

/* Returns the lower 64 bits of a product, from four products of halves; `high` gets the upper ones. */
static inline uint64_t multiply(uint64_t a, uint64_t b, uint64_t *high) {
	if (((a | b) >> 32) == 0) {
		*high = 0;
		return a * b;
	}
	uint64_t a_high = a >> 32, a_low = (uint32_t)a;
	uint64_t b_high = b >> 32, b_low = (uint32_t)b;
	uint64_t middle = a_high * b_low + ((a_low * b_low) >> 32);
	uint64_t carry = a_low * b_high + (uint32_t)middle;
	*high = a_high * b_high + (middle >> 32) + (carry >> 32);
	return a * b;
}

#endif
