/*
 * Markets so plain that they are plainly right: orders in an array that is searched from end to end,
 * histories in the order they came, and a list of the events that must have been emitted. Ids are of the caller's choice.
 */
#ifndef DARKSWAP_PLAIN_BOOK_H
#define DARKSWAP_PLAIN_BOOK_H

#include <stdbool.h>

#include "darkswap_abi.h"
#include "fifo.h"

#define PLAIN_MARKETS 3
#define PLAIN_OPEN_MAX 8192
/* How long an order may last. */
#define PLAIN_MAXIMUM_EXPIRY (INT64_C(1) << 40)

struct plain_order {
	struct darkswap_order record;
	uint8_t signature[DARKSWAP_SIGNATURE_SIZE];
};

/* The id of an imported order, for good. */
struct plain_used_id {
	uint64_t id_high;
	uint64_t id_low;
	int64_t expires_at;
	/* A command ran at a time past its expiry. */
	bool may_be_freed;
	/* It came from another engine while memory was short, so it may never have been kept. */
	bool may_be_missing;
};

enum plain_use { NOT_USED, MAY_BE_USED, IS_USED };

struct plain_event {
	enum darkswap_event kind;
	struct darkswap_order order;
	struct darkswap_trade trade;
};

struct plain_market {
	struct fifo closed;
	struct fifo trades;
	int64_t last_executed_at;
	uint64_t next_sequence;
};

extern struct plain_book {
	size_t closed_order_history;
	size_t trade_history;
	struct plain_order open[PLAIN_OPEN_MAX];
	uint32_t open_count;
	/* Numbered from 1, see plain_market. */
	struct plain_market markets[PLAIN_MARKETS + 1];
	bool emits;
	struct fifo used_ids;
	/* An order that expires no later may be refused: ids that expire then may have been freed. */
	int64_t freed_until;
	struct fifo events;
} plain;

/*
 * A market by its number, or by the lower half of that, which says which one of these it is: once it was released
 * and is opened again, only the upper half differs.
 */
static inline struct plain_market *plain_market(uint32_t number) {
	return &plain.markets[number & 0xffff];
}

/* Ends a market, which must be empty, and begins it again. */
void plain_release(uint32_t market);
void plain_reopen(uint32_t market);

void plain_create(uint32_t closed_order_history, uint32_t trade_history);

/* Open, or in the history of closed orders; null if it is neither. */
struct plain_order *plain_find(uint64_t id_high, uint64_t id_low);

/* Null if it is not in its market's history. */
struct darkswap_trade *plain_find_trade(uint64_t id_high, uint64_t id_low);

/* Whether a new order is to be refused, as its id was that of an imported order that expires later than now. */
enum plain_use plain_use_of(struct darkswap_order const *order, int64_t now);

/* Whether the error refuses an order for its id, and may: a used one is known, or may have been freed. */
bool plain_refuses_id(struct darkswap_order const *order, uint32_t error);

/* Used ids that have expired by now may be freed. */
void plain_free_used_ids(int64_t now);

void plain_expire(uint32_t market, int64_t now);

/* Enters an order that is filled in but for what the engine writes; returns where it is. */
struct plain_order *plain_insert(struct plain_order const *order, int64_t now);

void plain_cancel(struct plain_order *order, int64_t now);

/* The same by whom the book belongs to. */
void plain_evict(struct plain_order *order, int64_t now);

/* How many imported orders are open, and how many of them of a maker. */
uint32_t plain_foreign_orders(void);
uint32_t plain_foreign_orders_of(struct darkswap_order const *order);

/* Whether two orders are of one maker. */
bool plain_same_maker(struct darkswap_order const *a, struct darkswap_order const *b);

/* Whether an amount costs less than the smallest unit. */
bool plain_is_below_unit(uint64_t amount, uint64_t price);

/* Takes from an order as the request says; the trade's id is the request's plus `serial`. Evicts no trade. */
struct darkswap_trade plain_take(struct plain_order *order, uint64_t amount, struct darkswap_request const *request,
		uint64_t serial);

void plain_settle(struct darkswap_trade *trade, enum darkswap_trade_status status, int64_t now);

/* The open orders of a side that have not expired by now, best first; returns how many. */
uint32_t plain_side(uint32_t market, uint32_t side, int64_t now, struct plain_order **orders);

#endif
