#include "usage.h"

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

/* The blocks of a market's closed orders and trades; the market's own, too, if it has no open order. */
MAY_READ_FREED static uint64_t history_of(struct market const *market) {
	uint64_t end = __atomic_load_n(&market->trades.end, __ATOMIC_SEQ_CST);
	uint64_t first = __atomic_load_n(&market->trades.first, __ATOMIC_SEQ_CST);
	uint32_t closed = __atomic_load_n(&market->closed, __ATOMIC_SEQ_CST);
	uint32_t first_open = __atomic_load_n(&market->expiries.first_leaf, __ATOMIC_SEQ_CST);
	return closed + (end > first ? end - first : 0) + (first_open == 0);
}

/* The reclaimable bytes, in all or up to `enough`. */
static uint64_t reclaimable(uint64_t enough) {
	uint64_t blocks = 0;
	for (uint32_t slot = 1; slot <= registry_slots() && blocks * BLOCK_SIZE < enough; slot++) {
		uint32_t number = registry_number_in(slot);
		struct market const *market = registry_market(number);
		uint64_t history = market == 0 ? 0 : history_of(market);
		blocks += registry_is_open(number) ? history : 0;
	}
	return blocks * BLOCK_SIZE;
}

uint64_t DARKSWAP_EXPORT(darkswap_reclaimable_bytes)(void) {
	return reclaimable(UINT64_MAX);
}

/* With a book limit the books alone count, so that it depends on nothing but commands. */
static uint64_t used_bytes(void) {
	uint64_t memory = (uint64_t)platform_memory_pages() * PAGE_SIZE;
	return arena_is_limited() ? arena_book_bytes() : memory - arena_free_bytes();
}

bool usage_is_within(uint64_t bytes) {
	uint64_t used = used_bytes();
	return used <= bytes || reclaimable(used - bytes) >= used - bytes;
}
