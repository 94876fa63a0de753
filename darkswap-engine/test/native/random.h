/* Reproducible random numbers, a sequence for each thread. */
#ifndef DARKSWAP_RANDOM_H
#define DARKSWAP_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

extern _Thread_local uint64_t random_state;

/* SplitMix64 (Steele, Lea and Flood, 2014). */
uint64_t random_next(void);

uint64_t random_below(uint64_t bound);

/* True once in `often` times. */
bool random_chance(uint64_t often);

void random_bytes(void *to, size_t size);

#endif
