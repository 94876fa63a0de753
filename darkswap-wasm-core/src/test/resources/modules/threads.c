// What a module with threads does to a host: each function shows one thing.
#define EXPORT(name) __attribute__((export_name(#name), used)) name

typedef unsigned int u32;
typedef unsigned long long u64;

static u64 counter;
static u32 never;
static _Thread_local u32 mine = 42;

// Proof that the thread-local block is aligned as its contents ask.
static _Thread_local __attribute__((aligned(64))) u32 aligned_mine = 7;

u32 EXPORT(add)(u32 a, u32 b) { return a + b; }

u64 EXPORT(count)(u32 times) {
	u64 last = 0;
	for (u32 i = 0; i < times; i++) {
		last = __atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
	}
	return last;
}

u32 EXPORT(get_mine)(void) { return mine; }
void EXPORT(set_mine)(u32 value) { mine = value; }
u32 EXPORT(address_of_mine)(void) { return (u32)&mine; }
u32 EXPORT(address_of_aligned)(void) { return (u32)&aligned_mine; }

u32 EXPORT(address_on_stack)(void) {
	volatile u32 here = 1;
	return (u32)&here;
}

// 256 bytes of stack a level, written to, and not to be turned into a loop.
__attribute__((noinline)) static u32 down(u32 depth) {
	volatile u32 frame[64];
	for (u32 i = 0; i < 64; i++) {
		frame[i] = depth;
	}
	return depth == 0 ? frame[0] : down(depth - 1) + frame[63];
}
u32 EXPORT(recurse)(u32 depth) { return down(depth); }

// Traps in a frame below another, so that the stack pointer stays where it was.
__attribute__((noinline)) static void trap_with(volatile u32 *frame) {
	if (frame[0] == 1) {
		__builtin_trap();
	}
}
u32 EXPORT(trap)(void) {
	volatile u32 frame[64];
	frame[0] = 1;
	trap_with(frame);
	return frame[0];
}

u32 EXPORT(spin)(void) {
	while (__atomic_load_n(&never, __ATOMIC_SEQ_CST) == 0) {
	}
	return never;
}

u32 EXPORT(wait_for_ever)(void) { return (u32)__builtin_wasm_memory_atomic_wait32((int *)&never, 0, -1); }

// Spins until another instance calls set_never(1).
void EXPORT(set_never)(u32 value) { __atomic_store_n(&never, value, __ATOMIC_SEQ_CST); }

#ifdef ALLOCATOR
// An allocator that never frees, with a frame of its own on the stack.
static char heap[1 << 20] __attribute__((aligned(16)));
static u32 allocated;
u32 EXPORT(malloc)(u32 size) {
	volatile u32 frame[64];
	for (u32 i = 0; i < 64; i++) {
		frame[i] = size;
	}
	u32 at = __atomic_fetch_add(&allocated, (frame[63] + 15) & ~15u, __ATOMIC_SEQ_CST);
	return at + size > sizeof heap ? 0 : (u32)&heap[at];
}
u32 EXPORT(is_allocated)(u32 address) { return address >= (u32)heap && address < (u32)heap + allocated; }
#endif
