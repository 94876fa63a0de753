// Threads by the convention of wasi-threads, without a libc: the module starts threads by an import, and each
// sets its own stack pointer from the record that it is started with.
#define EXPORT(name) __attribute__((export_name(#name), used)) name

typedef unsigned int u32;
typedef unsigned long long u64;

#define MOST_THREADS 16
#define STACK_BYTES 4096

struct start {
	void *stack; // the top, the first field: read in assembly
	u32 from;
	u32 to;
};

__attribute__((import_module("wasi"), import_name("thread-spawn"))) int thread_spawn(struct start *start);

static char stacks[MOST_THREADS][STACK_BYTES] __attribute__((aligned(16)));
static struct start starts[MOST_THREADS];
static u64 total;
static _Thread_local u32 mine = 42;
static u32 running;

__asm__(".globaltype __stack_pointer, i32\n"
		".functype thread_main (i32, i32) -> ()\n"
		".globl wasi_thread_start\n"
		".export_name wasi_thread_start, wasi_thread_start\n"
		".type wasi_thread_start,@function\n"
		"wasi_thread_start:\n"
		".functype wasi_thread_start (i32, i32) -> ()\n"
		"local.get 1\n"
		"i32.load 0\n"
		"global.set __stack_pointer\n"
		"local.get 0\n"
		"local.get 1\n"
		"call thread_main\n"
		"end_function\n");

// Enough work on the stack that two threads on one would spoil each other's.
__attribute__((noinline)) static u64 mixed(volatile u64 *word) {
	for (u32 round = 0; round < 8; round++) {
		*word ^= *word << 13;
		*word ^= *word >> 7;
		*word ^= *word << 17;
	}
	return *word;
}

static u64 sum(u32 from, u32 to) {
	u64 result = 0;
	for (u32 i = from; i < to; i++) {
		volatile u64 word = i + 1;
		result += mixed(&word);
	}
	return result;
}

__attribute__((used)) void thread_main(int id, struct start *start) {
	if (id < 1) {
		__builtin_trap();
	}
	__atomic_add_fetch(&total, sum(start->from, start->to), __ATOMIC_SEQ_CST);
	if (__atomic_sub_fetch(&running, 1, __ATOMIC_SEQ_CST) == 0) {
		__builtin_wasm_memory_atomic_notify((int *)&running, -1);
	}
}

// Returns the sum over all numbers below n by as many threads, or 0 if one cannot be started.
u64 EXPORT(parallel_sum)(u32 threads, u32 n) {
	total = 0;
	__atomic_store_n(&running, threads, __ATOMIC_SEQ_CST);
	for (u32 t = 0; t < threads; t++) {
		starts[t].stack = stacks[t] + STACK_BYTES;
		starts[t].from = (u32)((u64)n * t / threads);
		starts[t].to = (u32)((u64)n * (t + 1) / threads);
		if (thread_spawn(&starts[t]) < 0) {
			return 0;
		}
	}
	u32 left;
	while ((left = __atomic_load_n(&running, __ATOMIC_SEQ_CST)) != 0) {
		__builtin_wasm_memory_atomic_wait32((int *)&running, (int)left, -1);
	}
	return total;
}

u64 EXPORT(serial_sum)(u32 n) { return sum(0, n); }

// The main thread keeps its storage from one call to the next.
u32 EXPORT(get_mine)(void) { return mine; }
void EXPORT(set_mine)(u32 value) { mine = value; }
