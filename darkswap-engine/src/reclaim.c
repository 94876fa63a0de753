#include "reclaim.h"

#include "context.h"
#include "registry.h"
#include "trades.h"

/* Which market was last to give. */
static uint32_t last;

static uint64_t give(struct market *market, uint64_t records) {
	uint64_t orders = 0, trades = 0;
	while (orders < records && market_forget_oldest(market)) {
		orders++;
	}
	while (trades < records && trades_forget_oldest(market)) {
		trades++;
	}
	return orders + trades;
}

enum darkswap_error reclaim(uint64_t records) {
	uint32_t markets = registry_markets();
	uint32_t start = __atomic_load_n(&last, __ATOMIC_SEQ_CST);
	for (uint32_t i = 0; i < markets; i++) {
		uint32_t number = (start + i) % markets + 1;
		struct market *market = registry_market(number);
		enum darkswap_error error = lock_acquire(&market->lock, mailbox.instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		uint64_t given = give(market, records);
		lock_release(&market->lock);
		if (given != 0) {
			__atomic_store_n(&last, number, __ATOMIC_SEQ_CST);
			return DARKSWAP_OK;
		}
	}
	return DARKSWAP_MEMORY_EXHAUSTED;
}
