#include "arena.h"

/* A free block's first word refers to the next free one. */
struct free_block {
	uint32_t next;
};

/*
 * A stack's top and, above it, a count of changes: a compare-and-swap that slept through a pop
 * and a push of the same block fails on the count.
 *
 *   63..32  changes
 *   31..0   top block, or 0
 */
static uint64_t records;
static uint64_t scanned;

/* What is left of the memory that the engine started with. */
static uint32_t heap_next;
static uint32_t heap_end;

static uint64_t with_top(uint64_t old, uint32_t top) {
	return (((old >> 32) + 1) << 32) | top;
}

static void push_chain(uint64_t *stack, uint32_t first, uint32_t last) {
	uint64_t old = __atomic_load_n(stack, __ATOMIC_SEQ_CST);
	do {
		__atomic_store_n(&AT(free_block, last)->next, (uint32_t)old, __ATOMIC_RELAXED);
	} while (!__atomic_compare_exchange_n(stack, &old, with_top(old, first), false, __ATOMIC_SEQ_CST,
			__ATOMIC_SEQ_CST));
}

static uint32_t pop(uint64_t *stack) {
	uint64_t old = __atomic_load_n(stack, __ATOMIC_SEQ_CST);
	uint32_t next;
	do {
		if ((uint32_t)old == 0) {
			return 0;
		}
		next = __atomic_load_n(&AT(free_block, (uint32_t)old)->next, __ATOMIC_RELAXED);
	} while (!__atomic_compare_exchange_n(stack, &old, with_top(old, next), false, __ATOMIC_SEQ_CST,
			__ATOMIC_SEQ_CST));
	return (uint32_t)old;
}

/* Returns the start of a page of the engine's own, or 0. */
static uint32_t take_page(void) {
	uint32_t start = __atomic_load_n(&heap_next, __ATOMIC_SEQ_CST);
	while (start + PAGE_SIZE <= heap_end) {
		if (__atomic_compare_exchange_n(&heap_next, &start, start + PAGE_SIZE, false, __ATOMIC_SEQ_CST,
				__ATOMIC_SEQ_CST)) {
			return start;
		}
	}
	uint32_t page = platform_memory_grow(1);
	return page == UINT32_MAX ? 0 : page * PAGE_SIZE;
}

void arena_create(uint32_t end) {
	heap_next = (platform_heap_base() + BLOCK_SIZE - 1) & ~(BLOCK_SIZE - 1);
	heap_end = end;
}

static void chain_blocks(uint32_t first, uint32_t last) {
	for (uint32_t block = first; block < last; block += BLOCK_SIZE) {
		AT(free_block, block)->next = block + BLOCK_SIZE;
	}
}

static uint32_t allocate(uint64_t *own, uint64_t *other) {
	uint32_t block = pop(own);
	if (block != 0) {
		return block;
	}
	uint32_t page = take_page();
	if (page == 0) {
		block = pop(other);
		/* Another instance may have filled the stack, or freed a block, meanwhile. */
		return block != 0 ? block : pop(own);
	}
	chain_blocks(page + BLOCK_SIZE, page + PAGE_SIZE - BLOCK_SIZE);
	push_chain(own, page + BLOCK_SIZE, page + PAGE_SIZE - BLOCK_SIZE);
	return page;
}

uint32_t arena_allocate(void) {
	return allocate(&records, &scanned);
}

uint32_t arena_allocate_scanned(void) {
	return allocate(&scanned, &records);
}

void arena_free(uint32_t block) {
	push_chain(&records, block, block);
}

void arena_free_scanned(uint32_t block) {
	push_chain(&scanned, block, block);
}
