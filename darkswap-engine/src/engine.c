#include "engine.h"

#include "arena.h"
#include "events.h"
#include "hash.h"
#include "registry.h"
#include "trades.h"

_Thread_local struct darkswap_mailbox mailbox;
_Thread_local volatile bool running;

struct settings settings;

enum engine_state { ENGINE_NEW = 0, ENGINE_CREATED = 1, ENGINE_POISONED = 2 };

static uint32_t state;

static _Thread_local bool holds;

/* OK, WRONG_STATE before create, or POISONED. */
static enum darkswap_error check_state(void) {
	uint32_t current = __atomic_load_n(&state, __ATOMIC_SEQ_CST);
	if (current == ENGINE_POISONED) {
		return DARKSWAP_POISONED;
	}
	return current == ENGINE_CREATED ? DARKSWAP_OK : DARKSWAP_WRONG_STATE;
}

enum darkswap_error engine_check_held(void) {
	bool has_number = mailbox.instance != 0 && mailbox.instance <= DARKSWAP_INSTANCE_MAX;
	return has_number ? check_state() : DARKSWAP_WRONG_STATE;
}

enum darkswap_error engine_check(void) {
	return holds ? DARKSWAP_WRONG_STATE : engine_check_held();
}

NOINLINE static enum darkswap_error sweep(struct market *market) {
	enum darkswap_error error = market_expire(market, mailbox.request.now, DARKSWAP_SWEEP_ORDERS);
	if (market->closed > settings.closed_order_history) {
		engine_publish_market(market);
	}
	return error;
}

/* Of a market that has just been locked. */
static enum darkswap_error sweep_locked(struct market *market) {
	/* Another lock may have been poisoned while this one was waited for. */
	enum darkswap_error error = check_state();
	if (error == DARKSWAP_OK) {
		events_begin();
		if (market_has_due(market, mailbox.request.now)) {
			error = sweep(market);
		}
	}
	if (error == DARKSWAP_UNFINISHED || error == DARKSWAP_NO_ROOM_FOR_EVENTS) {
		engine_unlock_market(market);
	}
	else if (error != DARKSWAP_OK) {
		registry_unlock(market);
	}
	return error;
}

static struct locked swept(struct locked locked) {
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		error = sweep_locked(market_of(locked));
	}
	return error == DARKSWAP_OK ? locked : not_locked(error);
}

struct locked engine_lock_market(uint32_t number) {
	return swept(registry_lock(number, mailbox.instance));
}

struct locked engine_lock_next_market(uint32_t number, bool patiently) {
	running = false;
	struct locked locked = patiently ? registry_lock_patiently(number, mailbox.instance)
			: registry_lock(number, mailbox.instance);
	running = true;
	return swept(locked);
}

struct locked engine_lock_requested_market(void) {
	enum darkswap_error error = engine_check();
	return error == DARKSWAP_OK ? engine_lock_market(mailbox.request.market) : not_locked(error);
}

enum darkswap_error engine_lock_to_read(uint32_t number, struct market const **market) {
	enum darkswap_error error = registry_lock_to_read(number, mailbox.instance, market);
	if (error == DARKSWAP_OK) {
		error = check_state();
		if (error != DARKSWAP_OK) {
			registry_unlock_read();
		}
	}
	return error;
}

enum darkswap_error engine_lock_requested_to_read(struct market const **market) {
	enum darkswap_error error = engine_check();
	return error == DARKSWAP_OK ? engine_lock_to_read(mailbox.request.market, market) : error;
}

void engine_unlock_read(void) {
	registry_unlock_read();
}

/* Why an entry has no record, or none of the market that was meant. */
static enum darkswap_error missing(enum index_kind kind, struct index_entry entry) {
	enum darkswap_error error = index_entry_error(entry);
	if (error == DARKSWAP_OK) {
		error = kind == INDEX_ORDERS ? DARKSWAP_ORDER_NOT_FOUND : DARKSWAP_TRADE_NOT_FOUND;
	}
	return error;
}

/* The record is found first for its market. Under that market's lock it is found again, if it may be gone. */
struct locked engine_find_and_lock(enum index_kind kind, uint64_t id_high, uint64_t id_low) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return not_locked(error);
	}
	uint32_t hash = hash_id(id_high, id_low);
	uint64_t removals = index_removals(kind, hash);
	struct index_entry entry = index_find(kind, hash, id_high, id_low, mailbox.instance);
	uint32_t number = index_entry_market(entry);
	if (number == 0) {
		return not_locked(missing(kind, entry));
	}
	struct locked locked = engine_lock_market(number);
	error = locked_error(locked);
	if (error != DARKSWAP_OK) {
		return not_locked(error == DARKSWAP_MARKET_NOT_FOUND ? missing(kind, entry) : error);
	}
	if (index_removals(kind, hash) != removals) {
		entry = index_find(kind, hash, id_high, id_low, mailbox.instance);
		if (index_entry_market(entry) != number) {
			engine_unlock_market(market_of(locked));
			return not_locked(missing(kind, entry));
		}
	}
	return locked_market(market_of(locked), index_entry_record(entry));
}

enum darkswap_error engine_find_to_read(enum index_kind kind, uint64_t id_high, uint64_t id_low, uint32_t *record) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	uint32_t hash = hash_id(id_high, id_low);
	uint64_t removals = index_removals(kind, hash);
	struct index_entry entry = index_find(kind, hash, id_high, id_low, mailbox.instance);
	uint32_t number = index_entry_market(entry);
	if (number == 0) {
		return missing(kind, entry);
	}
	struct market const *market;
	error = engine_lock_to_read(number, &market);
	if (error != DARKSWAP_OK) {
		return error == DARKSWAP_MARKET_NOT_FOUND ? missing(kind, entry) : error;
	}
	if (index_removals(kind, hash) != removals) {
		entry = index_find(kind, hash, id_high, id_low, mailbox.instance);
		if (index_entry_market(entry) != number) {
			engine_unlock_read();
			return missing(kind, entry);
		}
	}
	*record = index_entry_record(entry);
	return DARKSWAP_OK;
}

/*
 * A reader of an evicted record, or of an event, waits for no market's lock: so neither may show
 * what the summary does not show yet.
 */
NOINLINE static void finish(struct market *market) {
	market_publish(market);
	uint32_t left = market->work;
	if ((left & MARKET_CLOSED) && market_evict_beyond(market, settings.closed_order_history, DARKSWAP_STEP_RECORDS)) {
		left &= ~(uint32_t)MARKET_CLOSED;
	}
	if ((left & MARKET_TRADES) && trades_evict_beyond(market, settings.trade_history, DARKSWAP_STEP_RECORDS)
			&& trades_sum_up(market, DARKSWAP_STEP_RECORDS)) {
		left &= ~(uint32_t)MARKET_TRADES;
	}
	market->work = left;
}

bool engine_publish_market(struct market *market) {
	if (market->work != 0) {
		finish(market);
	}
	return market->work == 0;
}

void engine_publish_events(void) {
	events_publish();
	mailbox.events_waiting = events_waiting();
}

void engine_unlock_market(struct market *market) {
	engine_publish_market(market);
	engine_publish_events();
	registry_unlock(market);
}

void engine_hold(void) {
	holds = true;
}

void engine_end_hold(void) {
	holds = false;
}

void engine_poison(void) {
	__atomic_store_n(&state, ENGINE_POISONED, __ATOMIC_SEQ_CST);
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

static void apply_settings(struct darkswap_request const *request) {
	settings.closed_order_history = request->closed_order_history;
	settings.trade_history = request->trade_history;
	settings.maximum_expiry = request->interval;
	settings.foreign_orders = request->foreign_orders;
	settings.foreign_orders_of_maker = request->foreign_orders_of_maker;
	settings.foreign_memory = request->foreign_memory;
}

COMMAND(darkswap_create) {
	if (state != ENGINE_NEW) {
		return DARKSWAP_WRONG_STATE;
	}
	uint32_t end = mailbox.request.heap_end;
	if (!has_key(&mailbox.request) || mailbox.request.interval <= 0 || end < platform_heap_base()
			|| end > (uint64_t)platform_memory_pages() * PAGE_SIZE) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	for (uint32_t i = 0; i < DARKSWAP_HASH_KEY_WORDS; i++) {
		hash_key[i] = mailbox.request.hash_key[i];
	}
	arena_create(end, mailbox.request.amount);
	if (!index_create()) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	apply_settings(&mailbox.request);
	__atomic_store_n(&state, ENGINE_CREATED, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

/* Evicts the records beyond the market's histories, a part of them in each call. */
static enum darkswap_error fit_histories(uint32_t number, bool *fit) {
	struct locked locked = registry_lock(number, mailbox.instance);
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		struct market *market = market_of(locked);
		market->work |= MARKET_CLOSED | MARKET_TRADES;
		*fit = engine_publish_market(market);
		registry_unlock(market);
	}
	return error == DARKSWAP_MARKET_NOT_FOUND ? DARKSWAP_OK : error;
}

static bool can_configure(struct darkswap_request const *request) {
	return request->interval > 0 && (request->amount != 0) == arena_is_limited();
}

COMMAND(darkswap_configure) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (!can_configure(&mailbox.request)) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	apply_settings(&mailbox.request);
	arena_set_limit(mailbox.request.amount);
	uint32_t slot = mailbox.request.market == 0 ? 1 : mailbox.request.market;
	bool fit = true;
	if (slot <= registry_slots()) {
		error = fit_histories(registry_number_in(slot), &fit);
	}
	mailbox.market = fit ? slot + 1 : slot;
	mailbox.more = mailbox.market <= registry_slots();
	return error;
}
