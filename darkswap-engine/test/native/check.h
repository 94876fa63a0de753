/* What the native tests share: a check that ends the program, and reproducible random numbers. */
#ifndef DARKSWAP_CHECK_H
#define DARKSWAP_CHECK_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition, ...) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
			fprintf(stderr, __VA_ARGS__); \
			fprintf(stderr, "\n"); \
			exit(1); \
		} \
	} while (0)

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static inline uint64_t random_next(uint64_t *state) {
	*state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = *state;
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Random insertions and removals in a tree, compared with a plain array. */
void random_tree_run(uint64_t seed);

#endif
