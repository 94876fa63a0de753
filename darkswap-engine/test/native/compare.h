/* Compares what the engine says with what the plain book says. */
#ifndef DARKSWAP_COMPARE_H
#define DARKSWAP_COMPARE_H

#include "plain_book.h"

/* 128 bits, which hold every sum exactly. */
__extension__ typedef unsigned __int128 wide;

static inline wide wide_of(uint64_t low, uint64_t high) {
	return (wide)high << 64 | low;
}

/* All that a host may know of an order. */
void compare_order(struct darkswap_order const *actual, struct darkswap_order const *expected);

void compare_trade(struct darkswap_trade const *actual, struct darkswap_trade const *expected);

#endif
