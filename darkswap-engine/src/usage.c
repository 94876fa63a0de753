/* How full the memory is, for an operator. */
#include "arena.h"
#include "registry.h"

uint64_t DARKSWAP_EXPORT(darkswap_free_bytes)(void) {
	return arena_free_bytes();
}

uint64_t DARKSWAP_EXPORT(darkswap_book_limit)(void) {
	return arena_limit();
}

uint64_t DARKSWAP_EXPORT(darkswap_book_bytes)(void) {
	return arena_book_bytes();
}

uint64_t DARKSWAP_EXPORT(darkswap_reclaimable_bytes)(void) {
	uint64_t blocks = 0;
	for (uint32_t number = 1; number <= registry_markets(); number++) {
		struct market const *market = registry_market(number);
		if (market != 0) {
			uint64_t end = __atomic_load_n(&market->trades.end, __ATOMIC_SEQ_CST);
			uint64_t first = __atomic_load_n(&market->trades.first, __ATOMIC_SEQ_CST);
			blocks += __atomic_load_n(&market->closed, __ATOMIC_SEQ_CST) + (end > first ? end - first : 0);
		}
	}
	return blocks * BLOCK_SIZE;
}
