#include "engine.h"

#include "arena.h"
#include "events.h"
#include "registry.h"
#include "trades.h"

_Thread_local struct darkswap_mailbox mailbox;

struct settings settings;

enum engine_state { ENGINE_NEW = 0, ENGINE_CREATED = 1, ENGINE_POISONED = 2 };

static uint32_t state;

static _Thread_local struct market *held;

/* The state of the engine whatever this instance holds. */
static enum darkswap_error check_state(void) {
	if (mailbox.instance == 0 || mailbox.instance > DARKSWAP_INSTANCE_MAX) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t current = __atomic_load_n(&state, __ATOMIC_SEQ_CST);
	if (current == ENGINE_POISONED) {
		return DARKSWAP_POISONED;
	}
	return current == ENGINE_CREATED ? DARKSWAP_OK : DARKSWAP_WRONG_STATE;
}

enum darkswap_error engine_check(void) {
	return held == 0 ? check_state() : DARKSWAP_WRONG_STATE;
}

enum darkswap_error engine_lock_market(struct market *market) {
	enum darkswap_error error = lock_acquire(&market->lock, mailbox.instance);
	if (error != DARKSWAP_OK) {
		return error;
	}
	/* Another lock may have been poisoned while this one was waited for. */
	error = check_state();
	if (error == DARKSWAP_OK) {
		events_begin();
		error = market_expire(market, mailbox.request.now, UINT32_MAX);
		if (market->closed > settings.closed_order_history) {
			engine_publish_market(market);
		}
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

/* The record is found first for its market. Under that market's lock it is found again, if it may be gone. */
enum darkswap_error engine_find_and_lock(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t *record,
		struct market **market) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	enum darkswap_error not_found = kind == INDEX_ORDERS ? DARKSWAP_ORDER_NOT_FOUND : DARKSWAP_TRADE_NOT_FOUND;
	struct index_entry entry;
	error = index_find(kind, id_high, id_low, mailbox.instance, &entry);
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t number = entry.market;
	*market = registry_market(number);
	if (*market == 0) {
		return not_found;
	}
	error = engine_lock_market(*market);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (!index_entry_stands(&entry)) {
		error = index_find(kind, id_high, id_low, mailbox.instance, &entry);
		if (error == DARKSWAP_OK && entry.market != number) {
			error = not_found;
		}
	}
	if (error != DARKSWAP_OK) {
		engine_unlock_market(*market);
	}
	*record = entry.record;
	return error;
}

/*
 * Who asks for a forgotten record, or reads an event, waits for no market's lock: so neither may show
 * what the summary does not show yet.
 */
void engine_publish_market(struct market *market) {
	market_publish(market);
	market_forget_beyond(market, settings.closed_order_history);
	trades_forget_beyond(market, settings.trade_history);
}

void engine_unlock_market(struct market *market) {
	engine_publish_market(market);
	events_publish();
	mailbox.events_waiting = events_waiting();
	lock_release(&market->lock);
}

void engine_hold(struct market *market) {
	held = market;
}

void engine_end_hold(void) {
	engine_unlock_market(held);
	held = 0;
}

struct darkswap_mailbox *DARKSWAP_EXPORT(darkswap_mailbox)(void) {
	return &mailbox;
}

/* Whether the host has drawn a key: a generator never yields nothing but zeroes. */
static bool has_key(struct darkswap_request const *request) {
	uint64_t bits = 0;
	for (uint32_t i = 0; i < DARKSWAP_HASH_KEY_WORDS; i++) {
		bits |= request->hash_key[i];
	}
	return bits != 0;
}

COMMAND(darkswap_create) {
	if (state != ENGINE_NEW) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t end = mailbox.request.heap_end;
	if (!has_key(&mailbox.request) || end < platform_heap_base() || end > (uint64_t)platform_memory_pages() * PAGE_SIZE) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	arena_create(end);
	if (!index_create(mailbox.request.hash_key)) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	settings.closed_order_history = mailbox.request.closed_order_history;
	settings.trade_history = mailbox.request.trade_history;
	__atomic_store_n(&state, ENGINE_CREATED, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

COMMAND(darkswap_recover) {
	uint32_t owner = mailbox.request.owner;
	if (owner == 0 || owner > DARKSWAP_INSTANCE_MAX) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	if (!index_is_held_by(owner) && !registry_is_held_by(owner)) {
		/* It may have been woken for a lock and ended before it took it: the next in line must not sleep on. */
		index_wake();
		registry_wake();
		return DARKSWAP_WRONG_STATE;
	}
	/* First the engine, then its locks: whoever wakes with one of them must not go on. */
	__atomic_store_n(&state, ENGINE_POISONED, __ATOMIC_SEQ_CST);
	index_poison(owner);
	registry_poison(owner);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_abi_version)(void) {
	return DARKSWAP_ABI_VERSION;
}
