/*
 * The events, in the order in which they happened, for one reader: a queue of records that any number
 * of instances append chains of events to without a lock (the intrusive queue of many producers and
 * one consumer, Vyukov 2010, without its stub). An event is a copy of the order or trade as it was then, linked
 * through `index_next`; the link names the kind of the event that it leads to.
 *
 * An event needs a block. A command reserves those that it will need before it changes anything. With a book
 * limit it reserves all of them: then no event takes a block of the book.
 */
#ifndef DARKSWAP_EVENTS_H
#define DARKSWAP_EVENTS_H

#include "context.h"

/* Of all instances: whether events are on, and how many were published and not given back by their reader. */
extern uint32_t events_switched_on;
extern uint32_t events_unread;

/* What the command of this instance does with events. */
struct own_events {
	bool wanted;
	/* A chain of blocks, linked as events are. */
	uint32_t reserved;
	/* The pending events, for events_publish: the links to the first and the last. */
	uint32_t first;
	uint32_t last;
	uint32_t count;
};

extern _Thread_local struct own_events own_events;

/* Finds out, for the command that begins, whether events are wanted. */
static inline void events_begin(void) {
	own_events.wanted = __atomic_load_n(&events_switched_on, __ATOMIC_SEQ_CST) != 0;
}

/* Whether this command emits events. */
static inline bool events_wanted(void) {
	return own_events.wanted;
}

/* events_reserve and events_prepare for a command whose events are wanted. */
enum darkswap_error events_take_blocks(uint32_t count);
enum darkswap_error events_take_all_blocks(uint32_t count);

/*
 * Takes blocks for `count` events, if they are wanted. On an error there are too few: then release. MEMORY_EXHAUSTED,
 * or with a book limit NO_ROOM_FOR_EVENTS.
 */
static inline enum darkswap_error events_reserve(uint32_t count) {
	return events_wanted() ? events_take_blocks(count) : DARKSWAP_OK;
}

/*
 * The same for a command that needs no memory of the book. Without a book limit it reserves nothing, as the history
 * gives a block then. OK or NO_ROOM_FOR_EVENTS, with nothing reserved.
 */
static inline enum darkswap_error events_prepare(uint32_t count) {
	return events_wanted() ? events_take_all_blocks(count) : DARKSWAP_OK;
}

/* Gives back at most `limit` blocks that were reserved and not used. Returns whether those were all. */
bool events_release(uint32_t limit);

/* Discards at most `limit` of the pending events. Returns whether those were all. */
bool events_take_back(uint32_t limit);

/* A block for one event: reserved, or from the arena, or 0. With a book limit it is reserved. */
uint32_t events_block(void);

/* Emits an event of an order or trade through a block, which may be the order's or trade's own. */
void events_emit_order_in(uint32_t block, enum darkswap_event kind, struct darkswap_order const *order);
void events_emit_trade_in(uint32_t block, enum darkswap_event kind, struct darkswap_trade const *trade);

/* The same, if events are on, through a reserved block. */
static inline void events_emit_order(enum darkswap_event kind, struct darkswap_order const *order) {
	if (events_wanted()) {
		events_emit_order_in(events_block(), kind, order);
	}
}

static inline void events_emit_trade(enum darkswap_event kind, struct darkswap_trade const *trade) {
	if (events_wanted()) {
		events_emit_trade_in(events_block(), kind, trade);
	}
}

/* events_publish if there are pending events. */
void events_publish_pending(void);

/*
 * Publishes the pending events of this command, all at once. Called with the market still locked,
 * so that a market's events keep its order, and after its summary is up to date.
 */
static inline void events_publish(void) {
	if (own_events.count != 0) {
		events_publish_pending();
	}
}

/* How many events were published and not given back by their reader. */
static inline uint32_t events_waiting(void) {
	return __atomic_load_n(&events_unread, __ATOMIC_SEQ_CST);
}

#endif
