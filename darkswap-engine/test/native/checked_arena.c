#include "checked_arena.h"

#include <sanitizer/asan_interface.h>
#include <string.h>

#include "arena.h"
#include "check.h"

#define BLOCKS_MAX (UINT64_C(0x100000000) / BLOCK_SIZE)

/* A free block's link stays readable: the arena's own. */
#define LINK_SIZE 8

static uint8_t allocated[BLOCKS_MAX];
static uint8_t garbage = 0xa5;
static uint32_t limit = UNLIMITED;
static uint32_t used;
static uint32_t used_for_good;
static bool was_short;

static uint32_t refuse(void) {
	__atomic_fetch_sub(&used, 1, __ATOMIC_SEQ_CST);
	__atomic_store_n(&was_short, true, __ATOMIC_SEQ_CST);
	return 0;
}

static uint32_t checked(uint32_t (*allocate)(void)) {
	if (__atomic_add_fetch(&used, 1, __ATOMIC_SEQ_CST) > limit) {
		return refuse();
	}
	uint32_t block = allocate();
	if (block == 0) {
		return refuse();
	}
	CHECK(block % BLOCK_SIZE == 0, "block %u is not where blocks are", block);
	CHECK(!__atomic_exchange_n(&allocated[block / BLOCK_SIZE], 1, __ATOMIC_SEQ_CST), "block %u is in use", block);
	ASAN_UNPOISON_MEMORY_REGION(platform_memory + block, BLOCK_SIZE);
	memset(platform_memory + block, garbage, BLOCK_SIZE);
	return block;
}

uint32_t checked_allocate(void) {
	return checked(arena_allocate);
}

uint32_t checked_allocate_scanned(void) {
	return checked(arena_allocate_scanned);
}

uint32_t checked_allocate_event(void) {
	return checked(arena_allocate_event);
}

uint32_t checked_allocate_for_good(void) {
	uint32_t block = checked_allocate();
	if (block != 0) {
		__atomic_fetch_add(&used_for_good, 1, __ATOMIC_SEQ_CST);
	}
	return block;
}

static void check_freed(uint32_t block, void (*free)(uint32_t)) {
	CHECK(block % BLOCK_SIZE == 0 && block != 0, "%u is no block", block);
	CHECK(__atomic_exchange_n(&allocated[block / BLOCK_SIZE], 0, __ATOMIC_SEQ_CST), "block %u is freed twice", block);
	memset(platform_memory + block, garbage, BLOCK_SIZE);
	ASAN_POISON_MEMORY_REGION(platform_memory + block + LINK_SIZE, BLOCK_SIZE - LINK_SIZE);
	free(block);
	__atomic_fetch_sub(&used, 1, __ATOMIC_SEQ_CST);
}

void checked_free(uint32_t block) {
	check_freed(block, arena_free);
}

void checked_free_scanned(uint32_t block) {
	check_freed(block, arena_free_scanned);
}

void checked_free_event(uint32_t block) {
	check_freed(block, arena_free_event);
}

void checked_arena_garbage(uint8_t byte) {
	garbage = byte;
}

uint32_t checked_arena_limit(uint32_t blocks) {
	uint32_t before = limit;
	limit = blocks;
	return before;
}

uint32_t checked_arena_used(void) {
	return __atomic_load_n(&used, __ATOMIC_SEQ_CST);
}

uint32_t checked_arena_used_for_good(void) {
	return __atomic_load_n(&used_for_good, __ATOMIC_SEQ_CST);
}

bool checked_arena_was_short(void) {
	return __atomic_exchange_n(&was_short, false, __ATOMIC_SEQ_CST);
}
