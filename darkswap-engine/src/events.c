#include "events.h"

#include "arena.h"
#include "signature.h"

/* The links to the oldest and the newest event, 0 when there is none. */
static uint32_t oldest;
static uint32_t newest;
uint32_t events_unread;
uint32_t events_switched_on;

_Thread_local struct own_events own_events;
/* The events that this instance has read and not given back, a chain. */
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

enum darkswap_error events_take_blocks(uint32_t count) {
	for (uint32_t i = 0; i < count; i++) {
		uint32_t block = arena_allocate_event();
		if (block == 0) {
			return arena_is_limited() ? DARKSWAP_NO_ROOM_FOR_EVENTS : DARKSWAP_MEMORY_EXHAUSTED;
		}
		*next_of(block) = own_events.reserved;
		own_events.reserved = block;
	}
	return DARKSWAP_OK;
}

enum darkswap_error events_take_all_blocks(uint32_t count) {
	enum darkswap_error error = arena_is_limited() ? events_take_blocks(count) : DARKSWAP_OK;
	if (error != DARKSWAP_OK) {
		events_release(count);
	}
	return error;
}

bool events_release(uint32_t limit) {
	while (own_events.reserved != 0 && limit-- != 0) {
		arena_free_event(take_from(&own_events.reserved));
	}
	return own_events.reserved == 0;
}

bool events_take_back(uint32_t limit) {
	while (own_events.first != 0 && limit-- != 0) {
		arena_free_event(take_from(&own_events.first) & ~DARKSWAP_EVENT_KIND);
		own_events.count--;
	}
	if (own_events.first == 0) {
		own_events.last = 0;
	}
	return own_events.first == 0;
}

uint32_t events_block(void) {
	uint32_t block = take_from(&own_events.reserved);
	return block != 0 ? block : arena_allocate_event();
}

static void append(uint32_t block, enum darkswap_event kind) {
	uint32_t link = block | kind;
	*next_of(block) = 0;
	if (own_events.last == 0) {
		own_events.first = link;
	}
	else {
		*next_of(own_events.last) = link;
	}
	own_events.last = link;
	own_events.count++;
}

void events_publish_pending(void) {
	__atomic_fetch_add(&events_unread, own_events.count, __ATOMIC_SEQ_CST);
	uint32_t previous = __atomic_exchange_n(&newest, own_events.last, __ATOMIC_SEQ_CST);
	if (previous == 0) {
		__atomic_store_n(&oldest, own_events.first, __ATOMIC_SEQ_CST);
		platform_notify(&newest, 1);
	}
	else {
		__atomic_store_n(next_of(previous), own_events.first, __ATOMIC_SEQ_CST);
	}
	own_events.first = 0;
	own_events.last = 0;
	own_events.count = 0;
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

NOINLINE void events_emit_trade_in(uint32_t block, enum darkswap_event kind, struct darkswap_trade const *trade) {
	copy_trade(DEREF(darkswap_trade, block), trade);
	append(block, kind);
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
		__atomic_fetch_sub(&events_unread, freed, __ATOMIC_SEQ_CST);
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
	mailbox.events_waiting = __atomic_load_n(&events_unread, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

COMMAND(darkswap_events_switch) {
	arena_set_pages_max((uint32_t)mailbox.request.amount);
	__atomic_store_n(&events_switched_on, mailbox.request.count, __ATOMIC_SEQ_CST);
	return DARKSWAP_OK;
}

uint32_t DARKSWAP_EXPORT(darkswap_events_cursor)(void) {
	return ADDRESS_OF(&newest);
}
