/*
 * Hashes of what others choose: ids, pairs, addresses. They are keyed, so nobody who does not know the key can choose
 * what meets in a table.
 */
#ifndef DARKSWAP_HASH_H
#define DARKSWAP_HASH_H

#include "darkswap_abi.h"

/* Random words, written once, by create. */
extern uint64_t hash_key[DARKSWAP_HASH_KEY_WORDS];

/*
 * Of an id. It is four words of 32 bits, x0 to x3; with five random words of 64 bits as the key,
 *
 *   hash = ((k0 + x1) (k1 + x0) + (k2 + x3) (k3 + x2) + k4) mod 2^64, its upper 32 bits
 *
 * is strongly universal ("pair-multiply-shift": Thorup, "High speed hashing for integers and strings",
 * 2015; a proof needs at least 32 + 32 - 1 bits of product). So are any bits of it: two ids that were
 * chosen without the key meet in one of n buckets with probability 1/n.
 */
static inline uint32_t hash_id(uint64_t id_high, uint64_t id_low) {
	uint64_t low = (hash_key[0] + (id_low >> 32)) * (hash_key[1] + (uint32_t)id_low);
	uint64_t high = (hash_key[2] + (id_high >> 32)) * (hash_key[3] + (uint32_t)id_high);
	uint32_t hash = (uint32_t)((low + high + hash_key[4]) >> 32);
	/* One to one, so no more ids meet: but those that stand in a row are spread as if they were random. */
	hash = (hash ^ hash >> 16) * UINT32_C(0x9e3779b1);
	return hash ^ hash >> 15;
}

/*
 * Of any number of words: the polynomial that has them as its coefficients, at a random point of the field of 2^61 - 1
 * elements. Two different texts of n words have the same hash with probability at most n / 2^61.
 */
uint64_t hash_words(uint32_t const *words, uint32_t count);

#endif
