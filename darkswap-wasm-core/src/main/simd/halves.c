/*
 * The operations of fixed-width SIMD on 64-bit halves of vectors. A vector is two halves, lane 0 in the lowest bits of the
 * first. Each function computes one half of a result, or an i32, from halves of the operands. SimdLowering copies the
 * functions that a module needs into it, so they use their parameters alone: no memory, no global and no call.
 */
#include <stdint.h>

typedef uint64_t half;

_Static_assert(sizeof(float) == 4 && sizeof(double) == 8, "lanes of IEEE 754");

#define EXPORT(name) __attribute__((export_name(name)))

/*
 * Lanes of integers, all at once: H has the highest bit of each lane of W bits, L the lowest one.
 */
#define L8 0x0101010101010101u
#define L16 0x0001000100010001u
#define L32 0x0000000100000001u
#define ONES(W) (UINT64_MAX >> (64 - (W)))
#define H(W) ((half)L##W << ((W)-1))

#define SWAR(W)                                                                                                        \
	/* Fills each lane whose highest bit is set in h, which has no other bits. */                                      \
	static inline half fill##W(half h) { return (h << 1) - (h >> (W - 1)); }                \
	static inline half choose##W(half mask, half a, half b) { return (a & mask) | (b & ~mask); }                       \
	static inline half add##W(half a, half b) {                                                                        \
		return ((a & ~H(W)) + (b & ~H(W))) ^ ((a ^ b) & H(W));                                                         \
	}                                                                                                                  \
	static inline half sub##W(half a, half b) {                                                                        \
		return ((a | H(W)) - (b & ~H(W))) ^ ((a ^ ~b) & H(W));                                                         \
	}                                                                                                                  \
	static inline half nonzero##W(half a) { return (((a & ~H(W)) + ~H(W)) | a) & H(W); }                               \
	static inline half ne##W(half a, half b) { return fill##W(nonzero##W(a ^ b)); }                                    \
	static inline half borrow##W(half a, half b) { return ((~a & b) | ((~a | b) & sub##W(a, b))) & H(W); }             \
	static inline half ltu##W(half a, half b) { return fill##W(borrow##W(a, b)); }                                     \
	static inline half lts##W(half a, half b) { return ltu##W(a ^ H(W), b ^ H(W)); }                                   \
	static inline half sign##W(half a) { return fill##W(a & H(W)); }                                                   \
	static inline half shru##W(half a, uint32_t n) { return (a >> (n % W)) & ((half)L##W * (ONES(W) >> (n % W))); }

SWAR(8)
SWAR(16)
SWAR(32)

#define UNARY(name, expression) \
	EXPORT(name) half HALF(__COUNTER__)(half a) { return expression; }
#define BINARY(name, expression) \
	EXPORT(name) half HALF(__COUNTER__)(half a, half b) { return expression; }
#define SHIFT(name, expression) \
	EXPORT(name) half HALF(__COUNTER__)(half a, uint32_t n) { return expression; }
#define TEST(name, expression) \
	EXPORT(name) uint32_t HALF(__COUNTER__)(half a, half b) { return expression; }
#define HALF(number) HALF_OF(number)
#define HALF_OF(number) half_##number

UNARY("v128.not", ~a)
BINARY("v128.and", a & b)
BINARY("v128.andnot", a & ~b)
BINARY("v128.or", a | b)
BINARY("v128.xor", a ^ b)
EXPORT("v128.bitselect") half bitselect(half a, half b, half mask) { return (a & mask) | (b & ~mask); }
TEST("v128.any_true", (a | b) != 0)

#define INTEGER(shape, W)                                                                                              \
	UNARY(shape ".neg", sub##W(0, a))                                                                                  \
	UNARY(shape ".abs", sub##W(a ^ sign##W(a), sign##W(a)))                                                            \
	BINARY(shape ".add", add##W(a, b))                                                                                 \
	BINARY(shape ".sub", sub##W(a, b))                                                                                 \
	BINARY(shape ".eq", ~ne##W(a, b))                                                                                  \
	BINARY(shape ".ne", ne##W(a, b))                                                                                   \
	BINARY(shape ".lt_s", lts##W(a, b))                                                                                \
	BINARY(shape ".gt_s", lts##W(b, a))                                                                                \
	BINARY(shape ".le_s", ~lts##W(b, a))                                                                               \
	BINARY(shape ".ge_s", ~lts##W(a, b))                                                                               \
	SHIFT(shape ".shl", (a << (n % W)) & ((half)L##W * ((ONES(W) << (n % W)) & ONES(W))))                              \
	SHIFT(shape ".shr_u", shru##W(a, n))                                                                               \
	SHIFT(shape ".shr_s", shru##W(a, n) | (sign##W(a) & ~((half)L##W * (ONES(W) >> (n % W)))))                         \
	TEST(shape ".all_true", (nonzero##W(a) & nonzero##W(b)) == H(W))

INTEGER("i8x16", 8)
INTEGER("i16x8", 16)
INTEGER("i32x4", 32)

#define UNSIGNED(shape, W)                                                                                             \
	BINARY(shape ".lt_u", ltu##W(a, b))                                                                                \
	BINARY(shape ".gt_u", ltu##W(b, a))                                                                                \
	BINARY(shape ".le_u", ~ltu##W(b, a))                                                                               \
	BINARY(shape ".ge_u", ~ltu##W(a, b))                                                                               \
	BINARY(shape ".min_s", choose##W(lts##W(a, b), a, b))                                                              \
	BINARY(shape ".min_u", choose##W(ltu##W(a, b), a, b))                                                              \
	BINARY(shape ".max_s", choose##W(lts##W(a, b), b, a))                                                              \
	BINARY(shape ".max_u", choose##W(ltu##W(a, b), b, a))

UNSIGNED("i8x16", 8)
UNSIGNED("i16x8", 16)
UNSIGNED("i32x4", 32)

/* A sum overflows where the operands have one sign and the sum has the other; the nearest value has theirs. */
#define SATURATING(shape, W)                                                                                           \
	static inline half saturated##W(half a, half wrapped, half overflow) {                                             \
		return choose##W(fill##W(overflow & H(W)), sign##W(a) ^ ~H(W), wrapped);                                       \
	}                                                                                                                  \
	BINARY(shape ".add_sat_s", saturated##W(a, add##W(a, b), ~(a ^ b) & (a ^ add##W(a, b))))                           \
	BINARY(shape ".sub_sat_s", saturated##W(a, sub##W(a, b), (a ^ b) & (a ^ sub##W(a, b))))                            \
	BINARY(shape ".add_sat_u", add##W(a, b) | fill##W(((a & b) | ((a | b) & ~add##W(a, b))) & H(W)))                   \
	BINARY(shape ".sub_sat_u", sub##W(a, b) & ~ltu##W(a, b))                                                           \
	BINARY(shape ".avgr_u", (a | b) - (((a ^ b) & ~(half)L##W) >> 1))

SATURATING("i8x16", 8)
SATURATING("i16x8", 16)

static inline half bits8(half a) {
	half pairs = a - ((a >> 1) & 0x5555555555555555u);
	half nibbles = (pairs & 0x3333333333333333u) + ((pairs >> 2) & 0x3333333333333333u);
	return (nibbles + (nibbles >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
}

UNARY("i8x16.popcnt", bits8(a))

/* The multiplication moves bit 8i to bit 56 + i. */
static inline uint32_t signs8(half a) { return (uint32_t)((((a >> 7) & L8) * 0x0102040810204080u) >> 56); }

static inline uint32_t signs16(half a) {
	return (uint32_t)(((a >> 15) & 1) | ((a >> 30) & 2) | ((a >> 45) & 4) | ((a >> 60) & 8));
}

static inline uint32_t signs32(half a) { return (uint32_t)(((a >> 31) & 1) | ((a >> 62) & 2)); }

TEST("i8x16.bitmask", signs8(a) | signs8(b) << 8)
TEST("i16x8.bitmask", signs16(a) | signs16(b) << 4)
TEST("i32x4.bitmask", signs32(a) | signs32(b) << 2)
TEST("i64x2.bitmask", (uint32_t)(a >> 63) | (uint32_t)(b >> 63) << 1)

#define MASK64(condition) ((condition) ? UINT64_MAX : 0)

UNARY("i64x2.neg", 0 - a)
UNARY("i64x2.abs", (a >> 63) != 0 ? 0 - a : a)
BINARY("i64x2.add", a + b)
BINARY("i64x2.sub", a - b)
BINARY("i64x2.mul", a * b)
BINARY("i64x2.eq", MASK64(a == b))
BINARY("i64x2.ne", MASK64(a != b))
BINARY("i64x2.lt_s", MASK64((int64_t)a < (int64_t)b))
BINARY("i64x2.gt_s", MASK64((int64_t)a > (int64_t)b))
BINARY("i64x2.le_s", MASK64((int64_t)a <= (int64_t)b))
BINARY("i64x2.ge_s", MASK64((int64_t)a >= (int64_t)b))
SHIFT("i64x2.shl", a << (n % 64))
SHIFT("i64x2.shr_u", a >> (n % 64))
SHIFT("i64x2.shr_s", (half)((int64_t)a >> (n % 64)))
TEST("i64x2.all_true", a != 0 && b != 0)

/*
 * Lanes of integers, one by one.
 */
#define LANE(type, a, i) ((type)((a) >> ((i) * 8 * sizeof(type))))
#define PLACE(type, value, i) ((half)(type)(value) << ((i) * 8 * sizeof(type)))

#define EACH(W, lane)                  \
	half result = 0;                   \
	for (unsigned i = 0; i < 64 / W; i++) { \
		result |= lane;                \
	}                                  \
	return result;

#define LANES(name, W, lane) \
	EXPORT(name) half HALF(__COUNTER__)(half a, half b) { EACH(W, PLACE(uint##W##_t, lane, i)) }

LANES("i16x8.mul", 16, (uint32_t)LANE(uint16_t, a, i) * LANE(uint16_t, b, i))
LANES("i32x4.mul", 32, LANE(uint32_t, a, i) * LANE(uint32_t, b, i))
LANES("i32x4.dot_i16x8_s", 32,
	  (uint32_t)(LANE(int16_t, a, 2 * i) * LANE(int16_t, b, 2 * i)) +
		  (uint32_t)(LANE(int16_t, a, 2 * i + 1) * LANE(int16_t, b, 2 * i + 1)))

static inline int32_t clamp(int32_t value, int32_t least, int32_t most) {
	return value < least ? least : value > most ? most : value;
}

LANES("i16x8.q15mulr_sat_s", 16,
	  clamp((LANE(int16_t, a, i) * LANE(int16_t, b, i) + 0x4000) >> 15, INT16_MIN, INT16_MAX))

/* Pairs of neighbours become one lane of twice the width. */
#define PAIRS(name, W, type)                                                                                           \
	EXPORT(name) half HALF(__COUNTER__)(half a) {                                                                      \
		EACH(W, PLACE(uint##W##_t, LANE(type, a, 2 * i) + LANE(type, a, 2 * i + 1), i))                                 \
	}

PAIRS("i16x8.extadd_pairwise_i8x16_s", 16, int8_t)
PAIRS("i16x8.extadd_pairwise_i8x16_u", 16, uint8_t)
PAIRS("i32x4.extadd_pairwise_i16x8_s", 32, int16_t)
PAIRS("i32x4.extadd_pairwise_i16x8_u", 32, uint16_t)

/* The lanes of two halves become one half. */
#define NARROW(name, W, type, least, most)                                                                             \
	LANES(name, W, clamp(i < 32 / W ? LANE(type, a, i) : LANE(type, b, i - 32 / W), least, most))

NARROW("i8x16.narrow_i16x8_s", 8, int16_t, INT8_MIN, INT8_MAX)
NARROW("i8x16.narrow_i16x8_u", 8, int16_t, 0, UINT8_MAX)
NARROW("i16x8.narrow_i32x4_s", 16, int32_t, INT16_MIN, INT16_MAX)
NARROW("i16x8.narrow_i32x4_u", 16, int32_t, 0, UINT16_MAX)

/* The lower (.0) or the upper (.1) lanes of a half become a whole one. */
#define WIDEN(name, W, from, to)                                                                                       \
	EXPORT(name ".0") half HALF(__COUNTER__)(half a) { EACH(W, PLACE(uint##W##_t, (to)LANE(from, a, i), i)) }          \
	EXPORT(name ".1") half HALF(__COUNTER__)(half a) { EACH(W, PLACE(uint##W##_t, (to)LANE(from, a >> 32, i), i)) }

WIDEN("i16x8.extend_i8x16_s", 16, int8_t, int16_t)
WIDEN("i16x8.extend_i8x16_u", 16, uint8_t, uint16_t)
WIDEN("i32x4.extend_i16x8_s", 32, int16_t, int32_t)
WIDEN("i32x4.extend_i16x8_u", 32, uint16_t, uint32_t)
WIDEN("i64x2.extend_i32x4_s", 64, int32_t, int64_t)
WIDEN("i64x2.extend_i32x4_u", 64, uint32_t, uint64_t)

#define MULTIPLY(name, W, from, to)                                                                                    \
	LANES(name ".0", W, (to)LANE(from, a, i) * (to)LANE(from, b, i))                                                   \
	LANES(name ".1", W, (to)LANE(from, a >> 32, i) * (to)LANE(from, b >> 32, i))

MULTIPLY("i16x8.extmul_i8x16_s", 16, int8_t, int32_t)
MULTIPLY("i16x8.extmul_i8x16_u", 16, uint8_t, uint32_t)
MULTIPLY("i32x4.extmul_i16x8_s", 32, int16_t, int32_t)
MULTIPLY("i32x4.extmul_i16x8_u", 32, uint16_t, uint32_t)
MULTIPLY("i64x2.extmul_i32x4_s", 64, int32_t, int64_t)
MULTIPLY("i64x2.extmul_i32x4_u", 64, uint32_t, uint64_t)

static inline half byte_at(half low, half high, half index) {
	half byte = ((index & 8) != 0 ? high : low) >> ((index & 7) * 8);
	return index < 16 ? byte & 0xFF : 0;
}

EXPORT("i8x16.swizzle") half swizzle(half low, half high, half indexes) {
	EACH(8, byte_at(low, high, (indexes >> (8 * i)) & 0xFF) << (8 * i))
}

/*
 * Floating point. The operations that only move or change bits do so on integers: they keep every NaN.
 */
static inline float f32(half a, unsigned i) {
	uint32_t bits = (uint32_t)(a >> (32 * i));
	float value;
	__builtin_memcpy(&value, &bits, sizeof value);
	return value;
}

static inline half of_f32(float value, unsigned i) {
	uint32_t bits;
	__builtin_memcpy(&bits, &value, sizeof bits);
	return (half)bits << (32 * i);
}

static inline double f64(half a) {
	double value;
	__builtin_memcpy(&value, &a, sizeof value);
	return value;
}

static inline half of_f64(double value) {
	half bits;
	__builtin_memcpy(&bits, &value, sizeof bits);
	return bits;
}

/* An operation returns a quiet NaN, but Chicory's minimum, maximum and roundings return a signalling operand as it is. */
static inline half quiet_f32(half a) {
	return a | (f32(a, 0) != f32(a, 0) ? UINT64_C(1) << 22 : 0) | (f32(a, 1) != f32(a, 1) ? UINT64_C(1) << 54 : 0);
}

static inline half quiet_f64(half a) { return a | (f64(a) != f64(a) ? UINT64_C(1) << 51 : 0); }

UNARY("f32x4.abs", a & ~H(32))
UNARY("f32x4.neg", a ^ H(32))
UNARY("f64x2.abs", a & INT64_MAX)
UNARY("f64x2.neg", a ^ ~(half)INT64_MAX)

#define F32_ROUNDING(name, function) \
	UNARY("f32x4." name, quiet_f32(of_f32(function(f32(a, 0)), 0) | of_f32(function(f32(a, 1)), 1)))
#define F64_ROUNDING(name, function) UNARY("f64x2." name, quiet_f64(of_f64(function(f64(a)))))

F32_ROUNDING("ceil", __builtin_ceilf)
F32_ROUNDING("floor", __builtin_floorf)
F32_ROUNDING("trunc", __builtin_truncf)
F32_ROUNDING("nearest", __builtin_rintf)
UNARY("f32x4.sqrt", of_f32(__builtin_sqrtf(f32(a, 0)), 0) | of_f32(__builtin_sqrtf(f32(a, 1)), 1))
F64_ROUNDING("ceil", __builtin_ceil)
F64_ROUNDING("floor", __builtin_floor)
F64_ROUNDING("trunc", __builtin_trunc)
F64_ROUNDING("nearest", __builtin_rint)
UNARY("f64x2.sqrt", of_f64(__builtin_sqrt(f64(a))))

#define ARITHMETIC(name, operator)                                                                                     \
	BINARY("f32x4." name,                                                                                              \
		   of_f32(f32(a, 0) operator f32(b, 0), 0) | of_f32(f32(a, 1) operator f32(b, 1), 1))                          \
	BINARY("f64x2." name, of_f64(f64(a) operator f64(b)))

ARITHMETIC("add", +)
ARITHMETIC("sub", -)
ARITHMETIC("mul", *)
ARITHMETIC("div", /)

#define EXTREME(name)                                                                                                  \
	BINARY("f32x4." #name, quiet_f32(of_f32(__builtin_wasm_##name##_f32(f32(a, 0), f32(b, 0)), 0) |                    \
									 of_f32(__builtin_wasm_##name##_f32(f32(a, 1), f32(b, 1)), 1)))                    \
	BINARY("f64x2." #name, quiet_f64(of_f64(__builtin_wasm_##name##_f64(f64(a), f64(b)))))

EXTREME(min)
EXTREME(max)

#define F32_MASK(operator)                                                                                             \
	((f32(a, 0) operator f32(b, 0) ? (half)UINT32_MAX : 0) |                                                           \
	 (f32(a, 1) operator f32(b, 1) ? (half)UINT32_MAX << 32 : 0))
#define COMPARISON(name, operator)                                                                                     \
	BINARY("f32x4." name, F32_MASK(operator))                                                                          \
	BINARY("f64x2." name, MASK64(f64(a) operator f64(b)))

COMPARISON("eq", ==)
COMPARISON("ne", !=)
COMPARISON("lt", <)
COMPARISON("gt", >)
COMPARISON("le", <=)
COMPARISON("ge", >=)

/* The pseudo-minimum is b < a ? b : a, the pseudo-maximum a < b ? b : a. */
BINARY("f32x4.pmin", choose32(F32_MASK(>), b, a))
BINARY("f32x4.pmax", choose32(F32_MASK(<), b, a))
BINARY("f64x2.pmin", f64(b) < f64(a) ? b : a)
BINARY("f64x2.pmax", f64(a) < f64(b) ? b : a)

UNARY("i32x4.trunc_sat_f32x4_s", (half)(uint32_t)__builtin_wasm_trunc_saturate_s_i32_f32(f32(a, 0)) |
									 (half)(uint32_t)__builtin_wasm_trunc_saturate_s_i32_f32(f32(a, 1)) << 32)
UNARY("i32x4.trunc_sat_f32x4_u", (half)(uint32_t)__builtin_wasm_trunc_saturate_u_i32_f32(f32(a, 0)) |
									 (half)(uint32_t)__builtin_wasm_trunc_saturate_u_i32_f32(f32(a, 1)) << 32)
BINARY("i32x4.trunc_sat_f64x2_s_zero", (half)(uint32_t)__builtin_wasm_trunc_saturate_s_i32_f64(f64(a)) |
										   (half)(uint32_t)__builtin_wasm_trunc_saturate_s_i32_f64(f64(b)) << 32)
BINARY("i32x4.trunc_sat_f64x2_u_zero", (half)(uint32_t)__builtin_wasm_trunc_saturate_u_i32_f64(f64(a)) |
										   (half)(uint32_t)__builtin_wasm_trunc_saturate_u_i32_f64(f64(b)) << 32)
UNARY("f32x4.convert_i32x4_s", of_f32((float)LANE(int32_t, a, 0), 0) | of_f32((float)LANE(int32_t, a, 1), 1))
UNARY("f32x4.convert_i32x4_u", of_f32((float)LANE(uint32_t, a, 0), 0) | of_f32((float)LANE(uint32_t, a, 1), 1))
BINARY("f32x4.demote_f64x2_zero", of_f32((float)f64(a), 0) | of_f32((float)f64(b), 1))
UNARY("f64x2.convert_i32x4_s.0", of_f64(LANE(int32_t, a, 0)))
UNARY("f64x2.convert_i32x4_s.1", of_f64(LANE(int32_t, a, 1)))
UNARY("f64x2.convert_i32x4_u.0", of_f64(LANE(uint32_t, a, 0)))
UNARY("f64x2.convert_i32x4_u.1", of_f64(LANE(uint32_t, a, 1)))
UNARY("f64x2.promote_f32x4.0", of_f64(f32(a, 0)))
UNARY("f64x2.promote_f32x4.1", of_f64(f32(a, 1)))
