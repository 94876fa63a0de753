/*
 * Benchmark kernels that the engine does not export: atomic operations, and the
 * engine's own lock around one increment.
 */
#include "lock.c"

static uint64_t counter;

/* Apart from the guarded data, so that waiting for the lock does not slow access to the data. */
static _Alignas(128) struct lock the_lock;
static _Alignas(128) uint64_t guarded;

uint64_t DARKSWAP_EXPORT(atomic_load)(void) {
	return __atomic_load_n(&counter, __ATOMIC_SEQ_CST);
}

uint64_t DARKSWAP_EXPORT(atomic_add)(void) {
	return __atomic_fetch_add(&counter, 1, __ATOMIC_SEQ_CST);
}

/* Short, and called often, so that a JIT compiles it like any command. */
static __attribute__((noinline)) uint64_t lock_once(uint32_t instance) {
	if (lock_acquire(&the_lock, instance) != DARKSWAP_OK) {
		__builtin_trap();
	}
	uint64_t value = ++guarded;
	lock_release(&the_lock);
	return value;
}

uint64_t DARKSWAP_EXPORT(lock_and_unlock)(uint32_t instance, uint32_t times) {
	uint64_t value = 0;
	for (uint32_t i = 0; i < times; i++) {
		value = lock_once(instance);
	}
	return value;
}
