#include "used_ids.h"

#include "arena.h"

#define IDS_PER_BLOCK (BLOCK_SIZE / sizeof(struct darkswap_used_id))

_Static_assert(IDS_PER_BLOCK == DARKSWAP_USED_IDS_PER_BLOCK, "used ids fill a block");

struct darkswap_used_ids used_ids;

static uint32_t block_of(uint32_t stack) {
	return (uint32_t)used_ids.stacks[stack];
}

static void store(uint32_t stack, uint32_t count, uint32_t block) {
	__atomic_store_n(&used_ids.stacks[stack], (uint64_t)count << 32 | block, __ATOMIC_SEQ_CST);
}

static uint32_t place_in(uint32_t block, uint32_t number) {
	return block + number % DARKSWAP_USED_IDS_PER_BLOCK * (uint32_t)sizeof(struct darkswap_used_id);
}

uint32_t used_ids_push(uint32_t stack, uint64_t id_high, uint64_t id_low, int64_t expires_at) {
	uint32_t count = used_ids_count(stack);
	uint32_t block = block_of(stack);
	if (count % DARKSWAP_USED_IDS_PER_BLOCK == 0) {
		uint32_t added = arena_allocate();
		if (added == 0) {
			return 0;
		}
		DEREF(darkswap_used_id, added)->block_below = block;
		block = added;
	}
	uint32_t reference = place_in(block, count);
	struct darkswap_used_id *used = DEREF(darkswap_used_id, reference);
	used->id_high = id_high;
	used->id_low = id_low;
	used->expires_at = expires_at;
	used->index_next = 0;
	store(stack, count + 1, block);
	return reference;
}

uint32_t used_ids_last(uint32_t stack) {
	return place_in(block_of(stack), used_ids_count(stack) - 1);
}

uint32_t used_ids_below(uint32_t used, uint32_t left) {
	if (left == 0) {
		return 0;
	}
	bool first = left % DARKSWAP_USED_IDS_PER_BLOCK == 0;
	return first ? place_in(DEREF(darkswap_used_id, used)->block_below, left - 1)
			: used - (uint32_t)sizeof(struct darkswap_used_id);
}

void used_ids_pop(uint32_t stack) {
	uint32_t count = used_ids_count(stack) - 1;
	uint32_t block = block_of(stack);
	if (count % DARKSWAP_USED_IDS_PER_BLOCK != 0) {
		store(stack, count, block);
		return;
	}
	store(stack, count, DEREF(darkswap_used_id, block)->block_below);
	arena_free(block);
}

void used_ids_note_freed(int64_t expires_at) {
	int64_t until = used_ids_freed_until();
	while (until < expires_at
			&& !__atomic_compare_exchange_n(&used_ids.freed_until, &until, expires_at, false, __ATOMIC_SEQ_CST,
					__ATOMIC_SEQ_CST)) {
	}
}

uint32_t DARKSWAP_EXPORT(darkswap_used_ids)(void) {
	return ADDRESS_OF(&used_ids);
}
