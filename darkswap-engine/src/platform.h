/*
 * The differences between WebAssembly and a native build: where the linear memory is, how it grows,
 * and how a thread waits. Natively (sanitizers, the speed limit in benchmarks) the memory is one
 * reserved region that the test program hands over.
 */
#ifndef DARKSWAP_PLATFORM_H
#define DARKSWAP_PLATFORM_H

#include <stdbool.h>
#include <stdint.h>

#define PAGE_SIZE UINT32_C(65536)

/*
 * Keeps a function apart in the module, too. HotSpot stops inlining into a method at 8000 bytes of
 * bytecode (its ClipInlining), which is some thirty memory accesses; each further one is a call. So
 * what is seldom needed stays out of what often runs, and what often runs is cut into pieces.
 */
#define NOINLINE __attribute__((noinline))

/* The opposite: makes a function part of those that call it, where the compiler would keep it apart. */
#define INLINE __attribute__((always_inline)) inline

/*
 * For functions that read a block without its market's lock: it may be freed meanwhile, and used for
 * something else. They must cope with any content, and their caller finds out and discards what they made.
 * In WebAssembly such a read returns some bytes; so no sanitizer checks it.
 */
#if defined(__wasm__)
#define MAY_READ_FREED
#else
#define MAY_READ_FREED __attribute__((disable_sanitizer_instrumentation))
#endif

/*
 * A condition that always holds in a correct engine. The native tests stop where it does not hold. Elsewhere it is not
 * evaluated and costs nothing, so it must have no effect.
 */
#if defined(CHECK_REQUIREMENTS)
#define REQUIRE(condition) ((condition) ? (void)0 : __builtin_trap())
#else
#define REQUIRE(condition) ((void)0)
#endif

#if defined(__wasm__)

#define DEREF(type, reference) ((struct type *)(uintptr_t)(reference))
#define ADDRESS_OF(pointer) ((uint32_t)(uintptr_t)(pointer))

extern unsigned char __heap_base;

static inline uint32_t platform_heap_base(void) {
	return ADDRESS_OF(&__heap_base);
}

static inline uint32_t platform_memory_pages(void) {
	return (uint32_t)__builtin_wasm_memory_size(0);
}

/* Returns the number of pages before, or UINT32_MAX when the maximum is reached. */
static inline uint32_t platform_memory_grow(uint32_t pages) {
	return (uint32_t)__builtin_wasm_memory_grow(0, pages);
}

static inline void platform_wait(uint32_t *word, uint32_t expected) {
	__builtin_wasm_memory_atomic_wait32((int *)word, (int)expected, -1);
}

static inline void platform_notify(uint32_t *word, uint32_t count) {
	__builtin_wasm_memory_atomic_notify((int *)word, count);
}

#else

extern unsigned char *platform_memory;

#define DEREF(type, reference) ((struct type *)(void *)(platform_memory + (reference)))
#define ADDRESS_OF(pointer) ((uint32_t)((unsigned char *)(pointer) - platform_memory))

uint32_t platform_heap_base(void);
uint32_t platform_memory_pages(void);
uint32_t platform_memory_grow(uint32_t pages);
void platform_wait(uint32_t *word, uint32_t expected);
void platform_notify(uint32_t *word, uint32_t count);

#endif

#endif
