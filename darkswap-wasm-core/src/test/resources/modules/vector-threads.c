// Vectors in a memory that threads share.
#include <wasm_simd128.h>

#define EXPORT(name) __attribute__((export_name(#name), used)) name
#define LANES 16

typedef unsigned int u32;

static unsigned char bytes[1 << 16] __attribute__((aligned(16)));
static u32 total;

// Writes every byte from one index to another, both multiples of 16: each is its index times 7.
void EXPORT(fill)(u32 from, u32 to) {
	const v128_t first = wasm_i8x16_const(0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105);
	for (u32 at = from; at < to; at += LANES) {
		wasm_v128_store(bytes + at, wasm_i8x16_add(first, wasm_i8x16_splat((char)(at * 7))));
	}
}

// Adds the bytes in such a range to the total, and returns their sum. The vectors go through the thread's own C stack.
u32 EXPORT(add)(u32 from, u32 to) {
	volatile v128_t sums = wasm_u32x4_splat(0);
	for (u32 at = from; at < to; at += LANES) {
		v128_t pairs = wasm_u16x8_extadd_pairwise_u8x16(wasm_v128_load(bytes + at));
		sums = wasm_i32x4_add(sums, wasm_u32x4_extadd_pairwise_u16x8(pairs));
	}
	u32 sum = 0;
	for (int lane = 0; lane < 4; lane++) {
		sum += ((volatile u32 *)&sums)[lane];
	}
	__atomic_add_fetch(&total, sum, __ATOMIC_SEQ_CST);
	return sum;
}

u32 EXPORT(total_of_all)(void) { return __atomic_load_n(&total, __ATOMIC_SEQ_CST); }
