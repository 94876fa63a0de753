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

/* Finds out, for the command that begins, whether events are wanted. */
void events_begin(void);

/* Whether this command emits events. */
bool events_wanted(void);

/*
 * Takes blocks for `count` events, if they are wanted. On an error there are too few: then release. MEMORY_EXHAUSTED,
 * or with a book limit NO_ROOM_FOR_EVENTS.
 */
enum darkswap_error events_reserve(uint32_t count);

/*
 * The same for a command that needs no memory of the book. Without a book limit it reserves nothing, as the history
 * gives a block then. OK or NO_ROOM_FOR_EVENTS, with nothing reserved.
 */
enum darkswap_error events_prepare(uint32_t count);

/* Gives back at most `limit` blocks that were reserved and not used. Returns whether those were all. */
bool events_release(uint32_t limit);

/* Discards at most `limit` of the pending events. Returns whether those were all. */
bool events_take_back(uint32_t limit);

/* Emits an event of an order or trade, if events are on, through a reserved block. */
void events_emit_order(enum darkswap_event kind, struct darkswap_order const *order);
void events_emit_trade(enum darkswap_event kind, struct darkswap_trade const *trade);

/* A block for one event: reserved, or from the arena, or 0. With a book limit it is reserved. */
uint32_t events_block(void);

/* The same, through a block that may be the order's or trade's own. */
void events_emit_order_in(uint32_t block, enum darkswap_event kind, struct darkswap_order const *order);
void events_emit_trade_in(uint32_t block, enum darkswap_event kind, struct darkswap_trade const *trade);

/*
 * Publishes the pending events of this command, all at once. Called with the market still locked,
 * so that a market's events keep its order, and after its summary is up to date.
 */
void events_publish(void);

/* How many events were published and not given back by their reader. */
uint32_t events_waiting(void);

#endif
