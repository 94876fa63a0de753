#include "engine.h"

#include "arena.h"
#include "order_index.h"
#include "registry.h"

_Thread_local struct darkswap_mailbox mailbox;

enum engine_state { ENGINE_NEW = 0, ENGINE_CREATED = 1, ENGINE_POISONED = 2 };

static uint32_t state;
static uint32_t closed_order_history;

enum darkswap_error engine_check(void) {
	if (mailbox.instance == 0 || mailbox.instance > DARKSWAP_INSTANCE_MAX) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t current = __atomic_load_n(&state, __ATOMIC_SEQ_CST);
	if (current == ENGINE_POISONED) {
		return DARKSWAP_POISONED;
	}
	return current == ENGINE_CREATED ? DARKSWAP_OK : DARKSWAP_WRONG_STATE;
}

uint32_t engine_closed_order_history(void) {
	return closed_order_history;
}

enum darkswap_error engine_lock_market(struct market *market) {
	enum darkswap_error error = lock_acquire(&market->lock, mailbox.instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	/* Another lock may have been poisoned while this one was waited for. */
	error = engine_check();
	if (error == DARKSWAP_OK) {
		error = market_expire(market, mailbox.request.now, closed_order_history, mailbox.instance);
	}
	if (error != DARKSWAP_OK) {
		lock_release(&market->lock);
	}
	return error;
}

enum darkswap_error engine_lock_requested_market(struct market **market) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	*market = registry_market(mailbox.request.market);
	return *market == 0 ? DARKSWAP_MARKET_NOT_FOUND : engine_lock_market(*market);
}

void engine_unlock_market(struct market *market) {
	market_publish(market);
	lock_release(&market->lock);
}

struct darkswap_mailbox *DARKSWAP_EXPORT(darkswap_mailbox)(void) {
	return &mailbox;
}

uint32_t DARKSWAP_EXPORT(darkswap_create)(void) {
	if (state != ENGINE_NEW) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t end = mailbox.request.heap_end;
	if (end < platform_heap_base() || end > (uint64_t)platform_memory_pages() * PAGE_SIZE) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	arena_create(end);
	if (!order_index_create()) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	closed_order_history = mailbox.request.closed_order_history;
	__atomic_store_n(&state, ENGINE_CREATED, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_recover)(void) {
	uint32_t owner = mailbox.request.owner;
	if (owner == 0 || owner > DARKSWAP_INSTANCE_MAX) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	if (!order_index_is_held_by(owner) && !registry_is_held_by(owner)) {
		/* It may have been woken for a lock and ended before it took it: the next in line must not sleep on. */
		order_index_wake();
		registry_wake();
		return DARKSWAP_WRONG_STATE;
	}
	/* First the engine, then its locks: whoever wakes with one of them must not go on. */
	__atomic_store_n(&state, ENGINE_POISONED, __ATOMIC_SEQ_CST);
	order_index_poison(owner);
	registry_poison(owner);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_abi_version)(void) {
	return DARKSWAP_ABI_VERSION;
}
