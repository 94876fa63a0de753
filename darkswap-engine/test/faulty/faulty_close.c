/*
 * For a module that goes wrong inside a critical section: the commands, built with
 * -Dmarket_close_order=faulty_close, close orders through this. An order of price 13e-8 traps when
 * it is closed, one of price 14e-8 never comes back.
 */
#include "market.h"

enum darkswap_error faulty_close(struct market *market, uint32_t order, enum darkswap_status status, int64_t now);

enum darkswap_error faulty_close(struct market *market, uint32_t order, enum darkswap_status status, int64_t now) {
	uint64_t price = DEREF(darkswap_order, order)->price;
	if (price == 13) {
		__builtin_trap();
	}
	while (price == 14) {
		price = __atomic_load_n(&DEREF(darkswap_order, order)->price, __ATOMIC_SEQ_CST);
	}
	return market_close_order(market, order, status, now);
}
