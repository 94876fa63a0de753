/*
 * Where an order's signature is: behind the maker's address in the order's own record, where that leaves room, as each
 * address does whose signatures are verified (P2WPKH, taproot); in a block of its own behind a longer address.
 */
#ifndef DARKSWAP_SIGNATURE_H
#define DARKSWAP_SIGNATURE_H

#include "platform.h"
#include "words.h"

/* Gives a record whose maker's address has at most `length` bytes a place for a signature. Returns false when the arena is empty. */
bool signature_make_place(struct darkswap_order *order, uint32_t length);

/* Frees the place, if it is not in the record. */
void signature_free_place(struct darkswap_order const *order);

static inline bool signature_is_in_record(struct darkswap_order const *order) {
	return order->signature == ADDRESS_OF(order) + DARKSWAP_OWN_SIGNATURE;
}

/* Copies the maker's address with zeros behind it, without the signature that may be there. */
static inline void copy_maker(uint8_t *to, struct darkswap_order const *order) {
	uint32_t rest = DARKSWAP_ADDRESS_ROOM - DARKSWAP_SIGNED_ADDRESS_MAX;
	copy_words(to, order->maker, DARKSWAP_SIGNED_ADDRESS_MAX);
	if (signature_is_in_record(order)) {
		clear_words(to + DARKSWAP_SIGNED_ADDRESS_MAX, rest);
	}
	else {
		copy_words(to + DARKSWAP_SIGNED_ADDRESS_MAX, order->maker + DARKSWAP_SIGNED_ADDRESS_MAX, rest);
	}
}

#endif
