/* A linear memory for native builds: one reserved region, committed by the kernel as it is touched. */
#define _GNU_SOURCE
#include "platform.h"

#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "platform_native.h"

unsigned char *platform_memory;
static uint32_t pages;
static uint32_t pages_max;

void platform_native_open(uint32_t initial, uint32_t maximum) {
	platform_memory = mmap(0, (size_t)maximum * PAGE_SIZE, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	pages = initial;
	pages_max = maximum;
}

uint32_t platform_heap_base(void) {
	/* Reference 0 refers to nothing, so the first page stays unused. */
	return PAGE_SIZE;
}

uint32_t platform_memory_pages(void) {
	return __atomic_load_n(&pages, __ATOMIC_SEQ_CST);
}

uint32_t platform_memory_grow(uint32_t count) {
	uint32_t before = platform_memory_pages();
	do {
		if (count > pages_max - before) {
			return UINT32_MAX;
		}
	} while (!__atomic_compare_exchange_n(&pages, &before, before + count, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	return before;
}

void platform_wait(uint32_t *word, uint32_t expected) {
	syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, 0, 0, 0);
}

void platform_notify(uint32_t *word, uint32_t count) {
	syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count > INT32_MAX ? INT32_MAX : (int)count, 0, 0, 0);
}
