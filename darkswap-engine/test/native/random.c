#include "random.h"

_Thread_local uint64_t random_state;

uint64_t random_next(void) {
	random_state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t z = random_state;
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

uint64_t random_below(uint64_t bound) {
	return random_next() % bound;
}

bool random_chance(uint64_t often) {
	return random_below(often) == 0;
}

void random_bytes(void *to, size_t size) {
	uint8_t *bytes = to;
	for (size_t i = 0; i < size; i++) {
		bytes[i] = (uint8_t)random_next();
	}
}
