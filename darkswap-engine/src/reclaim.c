#include "reclaim.h"

#include "context.h"
#include "registry.h"
#include "trades.h"

/* How many records of each kind one market gives at most before another one's turn. */
#define SHARE 16

/* Which market was last to give. */
static uint32_t last;

static uint32_t give(struct market *market) {
	uint32_t given = 0;
	while (given < SHARE && market_forget_oldest(market)) {
		given++;
	}
	while (given < 2 * SHARE && trades_forget_oldest(market)) {
		given++;
	}
	return given;
}

enum darkswap_error reclaim(void) {
	uint32_t markets = registry_markets();
	uint32_t start = __atomic_load_n(&last, __ATOMIC_SEQ_CST);
	for (uint32_t i = 0; i < markets; i++) {
		uint32_t number = (start + i) % markets + 1;
		struct market *market = registry_market(number);
		enum darkswap_error error = lock_acquire(&market->lock, mailbox.instance);
		if (error != DARKSWAP_OK) {
			return error;
		}
		uint32_t given = give(market);
		lock_release(&market->lock);
		if (given != 0) {
			__atomic_store_n(&last, number, __ATOMIC_SEQ_CST);
			return DARKSWAP_OK;
		}
	}
	return DARKSWAP_MEMORY_EXHAUSTED;
}
