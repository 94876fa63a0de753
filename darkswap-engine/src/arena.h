/*
 * Where all records come from: blocks of 256 bytes (four cache lines), all of one size, so that
 * whatever is freed serves whatever is needed next and memory never fragments. Free blocks are a
 * lock-free stack; when it is empty, the memory grows by a page.
 *
 * What is scanned, block after block, has a stack of its own, so that its blocks lie next to each other
 * and not between records. Where the memory is at its maximum, either stack serves both.
 */
#ifndef DARKSWAP_ARENA_H
#define DARKSWAP_ARENA_H

#include "platform.h"

#define BLOCK_SIZE UINT32_C(256)

/* Gives the engine the memory from its heap's base to `heap_end` (bytes) to start with. */
void arena_create(uint32_t heap_end);

/* Returns a block with undefined content, or 0 when the memory is at its maximum. */
uint32_t arena_allocate(void);

void arena_free(uint32_t block);

/* The same for blocks that are scanned. */
uint32_t arena_allocate_scanned(void);
void arena_free_scanned(uint32_t block);

/* Returns the bytes that the next allocations take before the memory grows: of a moment, while others allocate. */
uint64_t arena_free_bytes(void);

#endif
