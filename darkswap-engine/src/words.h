/*
 * Copies of a few whole words, their number known to the compiler, which unrolls them: a JVM's JIT
 * keeps such accesses inline, while a bulk memory instruction is a call, and each turn of a loop asks
 * whether its thread is interrupted.
 */
#ifndef DARKSWAP_WORDS_H
#define DARKSWAP_WORDS_H

#include "darkswap_abi.h"

/* Records are made of words: they may be read as such, whatever their fields are. */
typedef uint64_t __attribute__((may_alias)) word;
typedef uint32_t __attribute__((may_alias)) half_word;

static inline void copy_words(void *to, void const *from, uint32_t bytes) {
	word *target = to;
	word const *source = from;
#pragma clang loop unroll(full)
	for (uint32_t i = 0; i < bytes / sizeof(word); i++) {
		target[i] = source[i];
	}
}

static inline void clear_words(void *to, uint32_t bytes) {
	word *target = to;
#pragma clang loop unroll(full)
	for (uint32_t i = 0; i < bytes / sizeof(word); i++) {
		target[i] = 0;
	}
}

typedef uint64_t __attribute__((may_alias, aligned(1))) unaligned_word;
typedef uint16_t __attribute__((may_alias, aligned(1))) unaligned_quarter_word;

/* The word `i` of an address of `length` bytes, without what is behind the address. */
static inline uint64_t address_word(word const *address, uint32_t i, uint32_t length) {
	uint32_t begin = i * sizeof(word);
	uint64_t kept = length >= begin + sizeof(word) ? UINT64_MAX
			: length <= begin ? 0 : (UINT64_C(1) << (length - begin) * 8) - 1;
	return address[i] & kept;
}

/* Copies an address of `length` bytes into a trade, where it is packed: it begins in the middle of a word. Zeroes the rest. */
static inline void pack_address(uint8_t *to, uint8_t const *from, uint32_t length) {
	unaligned_word *target = (unaligned_word *)(void *)to;
	word const *source = (word const *)(void const *)from;
	uint32_t last = DARKSWAP_ADDRESS_MAX / sizeof(word);
#pragma clang loop unroll(full)
	for (uint32_t i = 0; i < last; i++) {
		target[i] = address_word(source, i, length);
	}
	*(unaligned_quarter_word *)(void *)&target[last] = (uint16_t)address_word(source, last, length);
}

_Static_assert(DARKSWAP_ADDRESS_MAX % sizeof(word) == sizeof(uint16_t), "a quarter of a word is left");

/* Copies a trade but for its link of the index, which the index changes under another lock than its market's. */
static inline void copy_trade(struct darkswap_trade *to, struct darkswap_trade const *from) {
	uint32_t next_word = offsetof(struct darkswap_trade, index_next) + sizeof(word);
	copy_words(to, from, offsetof(struct darkswap_trade, index_next));
	*(half_word *)(void *)to->maker = *(half_word const *)(void const *)from->maker;
	copy_words((uint8_t *)to + next_word, (uint8_t const *)from + next_word, sizeof *to - next_word);
}

_Static_assert(offsetof(struct darkswap_trade, maker) % sizeof(word) == sizeof(half_word), "the maker begins after the link");

/* Copies an address of `length` bytes into `room`, whole words, and zeroes the rest of that. */
static inline void copy_address(uint8_t *to, uint8_t const *from, uint32_t length, uint32_t room) {
	word *target = (word *)(void *)to;
	word const *source = (word const *)(void const *)from;
	uint32_t whole = length / sizeof(word);
	uint64_t kept = (UINT64_C(1) << length % sizeof(word) * 8) - 1;
	for (uint32_t i = 0; i < whole; i++) {
		target[i] = source[i];
	}
	if (whole < room / sizeof(word)) {
		target[whole] = source[whole] & kept;
	}
	for (uint32_t i = whole + 1; i < room / sizeof(word); i++) {
		target[i] = 0;
	}
}

#endif
