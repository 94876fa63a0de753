#include "hash.h"

#include "multiply.h"

#define MODULUS ((UINT64_C(1) << 61) - 1)

uint64_t hash_key[DARKSWAP_HASH_KEY_WORDS];

/* Of a sum below 2^64: 2^61 is 1 here. */
static uint64_t reduce(uint64_t sum) {
	uint64_t reduced = (sum & MODULUS) + (sum >> 61);
	return reduced < MODULUS ? reduced : reduced - MODULUS;
}

/* Of numbers below 2^61, so that the upper half of the product is below 2^58. */
static uint64_t multiply_reduced(uint64_t a, uint64_t b) {
	uint64_t high, low = multiply(a, b, &high);
	return reduce((low & MODULUS) + (low >> 61) + (high << 3));
}

uint64_t hash_words(uint32_t const *words, uint32_t count) {
	uint64_t point = reduce(hash_key[4]), hash = count;
	for (uint32_t i = 0; i < count; i++) {
		hash = reduce(multiply_reduced(hash, point) + words[i]);
	}
	return hash;
}
