/* An order's arguments, its record, and its way into the book. */
#ifndef DARKSWAP_ORDERS_H
#define DARKSWAP_ORDERS_H

#include "market.h"

/* OK if amount times price can be paid: BELOW_A_UNIT if it is too little, INVALID_ARGUMENT if it does not fit into 64 bits. */
enum darkswap_error orders_check_payment(uint64_t amount, uint64_t price);

/* Whether amount times price is less than the smallest unit of the quote asset. The price is not 0. */
bool orders_is_below_unit(uint64_t amount, uint64_t price);

static inline bool orders_address_length_is_valid(uint32_t length) {
	return length >= 1 && length <= DARKSWAP_ADDRESS_MAX;
}

/* Whether an order that is made now, and expires later, lasts no longer than create allows. */
bool orders_may_last(int64_t now, int64_t expires_at);

/*
 * Puts a record that is filled in into the index and the book. Changes nothing unless it returns
 * OK; otherwise as foreign_admit, DUPLICATE_ORDER, ID_MAY_BE_USED, MEMORY_EXHAUSTED or POISONED.
 */
enum darkswap_error orders_insert(struct market *market, uint32_t order);

/* Frees the record of an order that is nowhere, and its signature. */
void orders_free(uint32_t order);

#endif
