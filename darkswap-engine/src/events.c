#include "events.h"

#include "arena.h"
#include "signature.h"

/* The links to the oldest and the newest event, 0 when there is none. */
static uint32_t oldest;
static uint32_t newest;
/* How many events were published and not given back by their reader. */
static uint32_t waiting;
static uint32_t switched_on;

static _Thread_local bool wanted;
/* Chains of blocks, linked as events are. */
static _Thread_local uint32_t reserved;
/* The pending events of this command, for events_publish: the links to the first and the last. */
static _Thread_local struct {
	uint32_t first;
	uint32_t last;
	uint32_t count;
} pending;
static _Thread_local uint32_t read;

static uint32_t *next_of(uint32_t link) {
	return &DEREF(darkswap_order, link & ~DARKSWAP_EVENT_KIND)->index_next;
}

static uint32_t take_from(uint32_t *chain) {
	uint32_t block = *chain;
	if (block != 0) {
		*chain = *next_of(block);
	}
	return block;
}

void events_begin(void) {
	wanted = __atomic_load_n(&switched_on, __ATOMIC_SEQ_CST) != 0;
}

bool events_wanted(void) {
	return wanted;
}

enum darkswap_error events_reserve(uint32_t count) {
	for (uint32_t i = 0; wanted && i < count; i++) {
		uint32_t block = arena_allocate_event();
		if (block == 0) {
			return arena_is_limited() ? DARKSWAP_NO_ROOM_FOR_EVENTS : DARKSWAP_MEMORY_EXHAUSTED;
		}
		*next_of(block) = reserved;
		reserved = block;
	}
	return DARKSWAP_OK;
}

enum darkswap_error events_prepare(uint32_t count) {
	enum darkswap_error error = arena_is_limited() ? events_reserve(count) : DARKSWAP_OK;
	if (error != DARKSWAP_OK) {
		events_release(count);
	}
	return error;
}

bool events_release(uint32_t limit) {
	while (reserved != 0 && limit-- != 0) {
		arena_free_event(take_from(&reserved));
	}
	return reserved == 0;
}

bool events_take_back(uint32_t limit) {
	while (pending.first != 0 && limit-- != 0) {
		arena_free_event(take_from(&pending.first) & ~DARKSWAP_EVENT_KIND);
		pending.count--;
	}
	if (pending.first == 0) {
		pending.last = 0;
	}
	return pending.first == 0;
}

uint32_t events_block(void) {
	uint32_t block = take_from(&reserved);
	return block != 0 ? block : arena_allocate_event();
}

static void append(uint32_t block, enum darkswap_event kind) {
	uint32_t link = block | kind;
	*next_of(block) = 0;
	if (pending.last == 0) {
		pending.first = link;
	}
	else {
		*next_of(pending.last) = link;
	}
	pending.last = link;
	pending.count++;
}

NOINLINE static void publish_pending(void) {
	__atomic_fetch_add(&waiting, pending.count, __ATOMIC_SEQ_CST);
	uint32_t previous = __atomic_exchange_n(&newest, pending.last, __ATOMIC_SEQ_CST);
	if (previous == 0) {
		__atomic_store_n(&oldest, pending.first, __ATOMIC_SEQ_CST);
		platform_notify(&newest, 1);
	}
	else {
		__atomic_store_n(next_of(previous), pending.first, __ATOMIC_SEQ_CST);
	}
	pending.first = 0;
	pending.last = 0;
	pending.count = 0;
}

void events_publish(void) {
	if (pending.count != 0) {
		publish_pending();
	}
}

/* The part of an order that its reader may see is before the link of the index, but for its maker and last change. */
NOINLINE void events_emit_order_in(uint32_t block, enum darkswap_event kind, struct darkswap_order const *order) {
	struct darkswap_order *event = DEREF(darkswap_order, block);
	copy_words(event, order, offsetof(struct darkswap_order, index_next));
	copy_maker(event->maker, order);
	event->changed_at = order->changed_at;
	event->signature = 0;
	append(block, kind);
}

void events_emit_order(enum darkswap_event kind, struct darkswap_order const *order) {
	if (wanted) {
		events_emit_order_in(take_from(&reserved), kind, order);
	}
}

NOINLINE void events_emit_trade_in(uint32_t block, enum darkswap_event kind, struct darkswap_trade const *trade) {
	copy_trade(DEREF(darkswap_trade, block), trade);
	append(block, kind);
}

void events_emit_trade(enum darkswap_event kind, struct darkswap_trade const *trade) {
	if (wanted) {
		events_emit_trade_in(take_from(&reserved), kind, trade);
	}
}

/* Returns the link to the oldest event, or 0: also when the next one is not linked yet. */
static uint32_t pop(void) {
	uint32_t event = __atomic_load_n(&oldest, __ATOMIC_SEQ_CST);
	if (event == 0) {
		return 0;
	}
	uint32_t next = __atomic_load_n(next_of(event), __ATOMIC_SEQ_CST);
	if (next != 0) {
		__atomic_store_n(&oldest, next, __ATOMIC_SEQ_CST);
		return event;
	}
	/* It seems to be the last. An instance that appends after the swap finds the queue empty and sets `oldest`. */
	__atomic_store_n(&oldest, 0, __ATOMIC_SEQ_CST);
	uint32_t expected = event;
	if (__atomic_compare_exchange_n(&newest, &expected, 0, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
		return event;
	}
	__atomic_store_n(&oldest, event, __ATOMIC_SEQ_CST);
	return 0;
}

static void free_read(void) {
	uint32_t freed = 0;
	for (uint32_t block = take_from(&read); block != 0; block = take_from(&read)) {
		arena_free_event(block);
		freed++;
	}
	if (freed != 0) {
		__atomic_fetch_sub(&waiting, freed, __ATOMIC_SEQ_CST);
	}
}

COMMAND(darkswap_events_next) {
	free_read();
	uint32_t listed = 0;
	while (listed < DARKSWAP_PAGE_REFERENCES) {
		uint32_t event = pop();
		if (event == 0) {
			break;
		}
		mailbox.page.references[listed++] = event;
		*next_of(event) = read;
		read = event & ~DARKSWAP_EVENT_KIND;
	}
	mailbox.listed = listed;
	mailbox.events_waiting = __atomic_load_n(&waiting, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

COMMAND(darkswap_events_switch) {
	arena_set_pages_max((uint32_t)mailbox.request.amount);
	__atomic_store_n(&switched_on, mailbox.request.count, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_events_cursor)(void) {
	return ADDRESS_OF(&newest);
}

uint32_t events_waiting(void) {
	return __atomic_load_n(&waiting, __ATOMIC_SEQ_CST);
}
