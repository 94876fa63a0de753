#include "arena.h"

/*
 * A free block refers to the next free one and counts those below it in its stack, so that the top
 * block knows the depth of the stack.
 *
 *   0       4       8
 *   +-------+-------+----
 *   | next  | below |
 *   +-------+-------+----
 */
struct free_block {
	uint32_t next;
	uint32_t below;
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
static uint64_t events;

/* Whether the blocks of books are counted; how many may be taken, and are. */
static bool limited;
static uint32_t limit;
static uint32_t used;
/* How many pages the books have taken, and the memory may have. */
static uint32_t book_pages;
static uint32_t pages_max;

/* The rest of the memory that the engine started with. */
static uint32_t heap_next;
static uint32_t heap_end;

static uint64_t with_top(uint64_t old, uint32_t top) {
	return (((old >> 32) + 1) << 32) | top;
}

/* Of a block that may be popped meanwhile: then the count is wrong, and the change that relies on it fails. */
MAY_READ_FREED static uint32_t depth_at(uint32_t top) {
	return top == 0 ? 0 : __atomic_load_n(&DEREF(free_block, top)->below, __ATOMIC_RELAXED) + 1;
}

/* Links the blocks from `first` to `last`, which stand next to each other, above `next`. */
static void link_blocks(uint32_t first, uint32_t last, uint32_t next) {
	uint32_t below = depth_at(next) + (last - first) / BLOCK_SIZE;
	for (uint32_t block = first; block <= last; block += BLOCK_SIZE) {
		__atomic_store_n(&DEREF(free_block, block)->next, block == last ? next : block + BLOCK_SIZE, __ATOMIC_RELAXED);
		__atomic_store_n(&DEREF(free_block, block)->below, below--, __ATOMIC_RELAXED);
	}
}

static void push(uint64_t *stack, uint32_t first, uint32_t last) {
	uint64_t old = __atomic_load_n(stack, __ATOMIC_SEQ_CST);
	do {
		link_blocks(first, last, (uint32_t)old);
	} while (!__atomic_compare_exchange_n(stack, &old, with_top(old, first), false, __ATOMIC_SEQ_CST,
			__ATOMIC_SEQ_CST));
}

/* The same: the change that relies on the link fails. */
MAY_READ_FREED static uint32_t next_of(uint32_t block) {
	return __atomic_load_n(&DEREF(free_block, block)->next, __ATOMIC_RELAXED);
}

static uint32_t pop(uint64_t *stack) {
	uint64_t old = __atomic_load_n(stack, __ATOMIC_SEQ_CST);
	uint32_t next;
	do {
		if ((uint32_t)old == 0) {
			return 0;
		}
		next = next_of((uint32_t)old);
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

/* How many whole pages are left of the memory that the engine started with. */
static uint32_t own_pages(void) {
	uint32_t next = __atomic_load_n(&heap_next, __ATOMIC_SEQ_CST);
	return next < heap_end ? (heap_end - next) / PAGE_SIZE : 0;
}

static uint32_t blocks_of(uint64_t bytes) {
	uint64_t blocks = bytes / BLOCK_SIZE;
	return blocks < UINT32_MAX ? (uint32_t)blocks : UINT32_MAX;
}

void arena_create(uint32_t end, uint64_t bytes) {
	heap_next = (platform_heap_base() + BLOCK_SIZE - 1) & ~(BLOCK_SIZE - 1);
	heap_end = end;
	arena_set_limit(bytes);
}

void arena_set_limit(uint64_t bytes) {
	limited = bytes != 0;
	limit = blocks_of(bytes);
}

void arena_set_pages_max(uint32_t pages) {
	__atomic_store_n(&pages_max, pages, __ATOMIC_SEQ_CST);
}

bool arena_is_limited(void) {
	return limited;
}

uint64_t arena_limit(void) {
	return limited ? (uint64_t)limit * BLOCK_SIZE : 0;
}

uint64_t arena_book_bytes(void) {
	return (uint64_t)__atomic_load_n(&used, __ATOMIC_SEQ_CST) * BLOCK_SIZE;
}

/* Adds a page to a stack and returns one of its blocks, or 0. */
static uint32_t allocate_from_page(uint64_t *stack) {
	uint32_t page = take_page();
	if (page != 0) {
		push(stack, page + BLOCK_SIZE, page + PAGE_SIZE - BLOCK_SIZE);
	}
	return page;
}

static uint32_t allocate_from_page_of_books(uint64_t *stack) {
	uint32_t block = allocate_from_page(stack);
	if (block != 0 && limited) {
		__atomic_fetch_add(&book_pages, 1, __ATOMIC_SEQ_CST);
	}
	return block;
}

static uint32_t allocate(uint64_t *own, uint64_t *other) {
	uint32_t block = pop(own);
	if (block == 0) {
		block = allocate_from_page_of_books(own);
	}
	if (block == 0) {
		block = pop(other);
	}
	if (block == 0) {
		block = pop(&events);
	}
	/* Another instance may have filled the stack, or freed a block, meanwhile. */
	return block != 0 ? block : pop(own);
}

NOINLINE static uint32_t allocate_counted(uint64_t *own, uint64_t *other) {
	uint32_t block = 0;
	if (__atomic_fetch_add(&used, 1, __ATOMIC_SEQ_CST) < limit) {
		block = allocate(own, other);
	}
	if (block == 0) {
		__atomic_fetch_sub(&used, 1, __ATOMIC_SEQ_CST);
	}
	return block;
}

uint32_t arena_allocate(void) {
	return limited ? allocate_counted(&records, &scanned) : allocate(&records, &scanned);
}

uint32_t arena_allocate_scanned(void) {
	return limited ? allocate_counted(&scanned, &records) : allocate(&scanned, &records);
}

static void count_freed(void) {
	if (limited) {
		__atomic_fetch_sub(&used, 1, __ATOMIC_SEQ_CST);
	}
}

void arena_free(uint32_t block) {
	REQUIRE(block != 0 && block % BLOCK_SIZE == 0);
	count_freed();
	push(&records, block, block);
}

void arena_free_scanned(uint32_t block) {
	REQUIRE(block != 0 && block % BLOCK_SIZE == 0);
	count_freed();
	push(&scanned, block, block);
}

/* Whether events may take a page: the books must find all that their limit allows. */
static bool event_page_is_free(void) {
	uint32_t needed = (uint32_t)(((uint64_t)limit * BLOCK_SIZE + PAGE_SIZE - 1) / PAGE_SIZE);
	uint32_t taken = __atomic_load_n(&book_pages, __ATOMIC_SEQ_CST);
	uint32_t pages = platform_memory_pages(), maximum = __atomic_load_n(&pages_max, __ATOMIC_SEQ_CST);
	uint32_t left = own_pages() + (pages < maximum ? maximum - pages : 0);
	return left > (taken < needed ? needed - taken : 0);
}

uint32_t arena_allocate_event(void) {
	if (!limited) {
		return allocate(&records, &scanned);
	}
	uint32_t block = pop(&events);
	if (block == 0 && event_page_is_free()) {
		block = allocate_from_page(&events);
	}
	return block != 0 ? block : pop(&events);
}

void arena_free_event(uint32_t block) {
	REQUIRE(block != 0 && block % BLOCK_SIZE == 0);
	push(limited ? &events : &records, block, block);
}

uint64_t arena_free_bytes(void) {
	uint64_t blocks = (uint64_t)depth_at((uint32_t)__atomic_load_n(&records, __ATOMIC_SEQ_CST))
			+ depth_at((uint32_t)__atomic_load_n(&scanned, __ATOMIC_SEQ_CST))
			+ depth_at((uint32_t)__atomic_load_n(&events, __ATOMIC_SEQ_CST));
	return blocks * BLOCK_SIZE + (uint64_t)own_pages() * PAGE_SIZE;
}
