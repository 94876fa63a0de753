/* How words are folded into a digest. */
#ifndef DARKSWAP_DIGEST_H
#define DARKSWAP_DIGEST_H

#include <stdint.h>

/* A rotation and a multiplication spread each bit over all others in time. */
static inline uint64_t digest_fold(uint64_t digest, uint64_t value) {
	uint64_t mixed = (digest ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return mixed << 29 | mixed >> 35;
}

#endif
