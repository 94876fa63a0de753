/*
 * Where all records come from: blocks of 256 bytes (four cache lines), all of one size, so that
 * whatever is freed serves whatever is needed next and memory never fragments. Free blocks are a
 * lock-free stack; when it is empty, the memory grows by a page.
 *
 * A record that is scanned, block after block, has a stack of its own, so that its blocks are next to each other
 * and not between records. Where the memory is at its maximum, either stack serves both.
 *
 * With a limit, the blocks of the books are counted, and those of events are not: then neither the memory's
 * size nor a reader of events decides whether a command finds memory. Without one, events take what
 * books leave.
 */
#ifndef DARKSWAP_ARENA_H
#define DARKSWAP_ARENA_H

#include "platform.h"

#define BLOCK_SIZE UINT32_C(256)

/*
 * Gives the engine the memory from its heap's base to `heap_end` (bytes) to start with, and limits the books to
 * `limit` bytes, or not if that is 0.
 */
void arena_create(uint32_t heap_end, uint64_t limit);

/* Changes the limit. Books that have more keep it. */
void arena_set_limit(uint64_t limit);

bool arena_is_limited(void);

/* The limit, and how many bytes the books have taken, if they are limited. */
uint64_t arena_limit(void);
uint64_t arena_book_bytes(void);

/* Returns a block with undefined content, or 0 when the memory is at its maximum or the books are at their limit. */
uint32_t arena_allocate(void);

void arena_free(uint32_t block);

/* The same for blocks that are scanned. */
uint32_t arena_allocate_scanned(void);
void arena_free_scanned(uint32_t block);

/* Of a memory that may have so many pages, events leave the books what their limit still allows. */
void arena_set_pages_max(uint32_t pages);

/* The same for events. With a limit, they take nothing that was freed by books. */
uint32_t arena_allocate_event(void);
void arena_free_event(uint32_t block);

/* Returns the bytes that the next allocations take before the memory grows: of a moment, while others allocate. */
uint64_t arena_free_bytes(void);

#endif
