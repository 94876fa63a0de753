// Threads by the convention of Emscripten's pthreads, without its libc: the exports and imports of its runtime, and a
// function that uses them. With MINIFIED, some names are short, as Emscripten's release builds have them.
#ifdef MINIFIED
#define NAME(name, minified) minified
#else
#define NAME(name, minified) #name
#endif
#define EXPORT(name) __attribute__((export_name(#name), used)) name
#define RUNTIME(name, minified) __attribute__((export_name(NAME(name, minified)), used)) name
#define IMPORT(name, minified) __attribute__((import_module("env"), import_name(NAME(name, minified)))) extern

typedef unsigned int u32;
typedef unsigned long long u64;

#define MOST_THREADS 16
#define STACK_BYTES 4096
#define STORAGE_BYTES 64

struct pthread {
	struct pthread *self;
	u32 unused[10];
	struct pthread *block; // at 44
	u32 block_size;
	char *stack; // at 52: its upper end
	u32 stack_size;
	u32 ended;
	u64 result;
	u32 from;
	u32 to;
	u32 used;
	char storage[STORAGE_BYTES] __attribute__((aligned(16)));
};
_Static_assert(__builtin_offsetof(struct pthread, block) == 44, "block");
_Static_assert(__builtin_offsetof(struct pthread, stack) == 52, "stack");

typedef u32 start_function(struct pthread *);

IMPORT(__pthread_create_js, "a") int pthread_create_js(struct pthread *, void *attributes, start_function *, void *);
IMPORT(__emscripten_init_main_thread_js, "b") void init_main_thread_js(struct pthread *);
IMPORT(__emscripten_thread_cleanup, "c") void thread_cleanup(struct pthread *);
IMPORT(emscripten_unwind_to_js_event_loop, "d") void unwind_to_js_event_loop(void);
extern void __wasm_init_tls(void *);

static char stacks[MOST_THREADS][STACK_BYTES] __attribute__((aligned(16)));
static struct pthread threads[MOST_THREADS];
static struct pthread main_thread;
static _Thread_local struct pthread *self;
static _Thread_local u32 mine = 42;
static u32 constructed;

void RUNTIME(_emscripten_thread_init, "f")(struct pthread *thread, int main_browser, int main_runtime, int can_block, int stack) {
	if ((thread == &main_thread) != main_runtime || main_browser != main_runtime || !can_block || (main_runtime && stack == 0)) {
		__builtin_trap();
	}
	thread->self = thread;
}

__asm__(".globaltype __stack_pointer, i32\n"
		".globl set_stack\n"
		".type set_stack,@function\n"
		"set_stack:\n"
		".functype set_stack (i32) -> ()\n"
		"local.get 0\n"
		"global.set __stack_pointer\n"
		"end_function\n");
extern void set_stack(char *);
void RUNTIME(stackRestore, "g")(char *stack) { set_stack(stack); }

// The storage of the main thread is its own already; that of another is in its record, which stack names.
void RUNTIME(_emscripten_tls_init, "h")(void) {
	volatile char here = 1;
	for (u32 t = 0; t < MOST_THREADS; t++) {
		if (&here >= stacks[t] && &here < stacks[t] + STACK_BYTES) {
			__wasm_init_tls(threads[t].storage);
			self = &threads[t];
			return;
		}
	}
	self = &main_thread;
}

void RUNTIME(_emscripten_thread_exit, "i")(u32 result) {
	if (result != 7) {
		__builtin_trap();
	}
	__atomic_store_n(&self->ended, 1, __ATOMIC_SEQ_CST);
	__builtin_wasm_memory_atomic_notify((int *)&self->ended, -1);
}

void RUNTIME(_emscripten_thread_free_data, "j")(struct pthread *thread) {
	if (!__atomic_exchange_n(&thread->used, 0, __ATOMIC_SEQ_CST)) {
		__builtin_trap();
	}
}

// Constructors run once, on the main thread.
__attribute__((constructor)) static void construct(void) {
	constructed++;
	init_main_thread_js(&main_thread);
}
u32 EXPORT(times_constructed)(void) { return constructed; }
void EXPORT(set_mine)(u32 value) { mine = value; }
u32 EXPORT(get_mine)(void) { return mine; }

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

static u32 run(struct pthread *thread) {
	if (self != thread || mine++ != 42) {
		__builtin_trap();
	}
	thread->result = sum(thread->from, thread->to);
	if (thread->from % 2 == 1) {
		_emscripten_thread_exit(7); // as pthread_exit does
		unwind_to_js_event_loop();
		__builtin_trap();
	}
	return 7;
}

static struct pthread *free_record(void) {
	for (u32 t = 0; t < MOST_THREADS; t++) {
		if (__atomic_exchange_n(&threads[t].used, 1, __ATOMIC_SEQ_CST) == 0) {
			return &threads[t];
		}
	}
	__builtin_trap(); // the host did not free those that ended
}

// Returns the sum over all numbers below n by as many threads, or 0 if one cannot be started.
u64 EXPORT(parallel_sum)(u32 count, u32 n) {
	struct pthread *started[MOST_THREADS];
	for (u32 t = 0; t < count; t++) {
		struct pthread *thread = started[t] = free_record();
		thread->self = thread->block = thread;
		thread->block_size = sizeof *thread;
		thread->stack = stacks[thread - threads] + STACK_BYTES;
		thread->stack_size = STACK_BYTES;
		thread->ended = 0;
		thread->from = (u32)((u64)n * t / count);
		thread->to = (u32)((u64)n * (t + 1) / count);
		if (pthread_create_js(thread, 0, run, thread) != 0) {
			thread->used = 0;
			return 0;
		}
	}
	u64 total = 0;
	for (u32 t = 0; t < count; t++) {
		while (__atomic_load_n(&started[t]->ended, __ATOMIC_SEQ_CST) == 0) {
			__builtin_wasm_memory_atomic_wait32((int *)&started[t]->ended, 0, -1);
		}
		total += started[t]->result;
		thread_cleanup(started[t]);
	}
	return total;
}

u64 EXPORT(serial_sum)(u32 n) { return sum(0, n); }
