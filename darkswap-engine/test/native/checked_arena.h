/*
 * Stands between the engine and its arena: build.sh --native compiles all sources but arena.c with the
 * arena's functions renamed to these. A freed block is poisoned for the address
 * sanitizer, a new one is full of garbage, and nothing is freed twice.
 */
#ifndef DARKSWAP_CHECKED_ARENA_H
#define DARKSWAP_CHECKED_ARENA_H

#include <stdbool.h>
#include <stdint.h>

#define UNLIMITED UINT32_MAX

uint32_t checked_allocate(void);
uint32_t checked_allocate_scanned(void);
uint32_t checked_allocate_event(void);

/* For the index and the registry: they never give a block back. */
uint32_t checked_allocate_for_good(void);

void checked_free(uint32_t block);
void checked_free_scanned(uint32_t block);
void checked_free_event(uint32_t block);

/* The bytes of new blocks. */
void checked_arena_garbage(uint8_t byte);

/* From now on no more than `blocks` are in use at once. Returns what it was before. */
uint32_t checked_arena_limit(uint32_t blocks);

/* How many blocks are in use, and how many of them for good. */
uint32_t checked_arena_used(void);
uint32_t checked_arena_used_for_good(void);

/* Whether a block was refused since this was last asked for. */
bool checked_arena_was_short(void);

#endif
