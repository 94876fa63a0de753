#include "orders.h"

#include "arena.h"
#include "context.h"
#include "foreign.h"
#include "index.h"
#include "multiply.h"
#include "signature.h"
#include "used_ids.h"

enum darkswap_error orders_check_payment(uint64_t amount, uint64_t price) {
	if (orders_is_below_unit(amount, price)) {
		return DARKSWAP_BELOW_A_UNIT;
	}
	uint64_t high;
	multiply(amount, price, &high);
	return high < DARKSWAP_ONE ? DARKSWAP_OK : DARKSWAP_INVALID_ARGUMENT;
}

bool orders_is_below_unit(uint64_t amount, uint64_t price) {
	return amount < DARKSWAP_ONE && price < DARKSWAP_ONE && amount * price < DARKSWAP_ONE;
}

bool orders_may_last(int64_t now, int64_t expires_at) {
	return expires_at - now <= settings.maximum_expiry;
}

/* The expiry says until when ids were freed. */
static void answer_freed_until(void) {
	mailbox.order.expires_at = used_ids_freed_until();
}

enum darkswap_error orders_insert(struct market *market, uint32_t order) {
	enum darkswap_error error = foreign_admit(DEREF(darkswap_order, order));
	if (error != DARKSWAP_OK) {
		return error;
	}
	error = index_insert(INDEX_ORDERS, order, mailbox.instance);
	if (error == DARKSWAP_OK && !market_insert(market, order)) {
		error = index_remove(INDEX_ORDERS, order, mailbox.instance);
		error = error == DARKSWAP_OK ? DARKSWAP_MEMORY_EXHAUSTED : error;
	}
	if (error == DARKSWAP_ID_MAY_BE_USED) {
		answer_freed_until();
	}
	if (error != DARKSWAP_OK) {
		foreign_dismiss(DEREF(darkswap_order, order));
	}
	return error;
}

void orders_free(uint32_t order) {
	signature_free_place(DEREF(darkswap_order, order));
	arena_free(order);
}
