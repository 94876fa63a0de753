#include "market.h"

#include "arena.h"
#include "context.h"
#include "events.h"
#include "expiry.h"
#include "foreign.h"
#include "index.h"
#include "level.h"
#include "signature.h"

_Static_assert(sizeof(struct market) == BLOCK_SIZE, "a market fills a block");

uint32_t market_create(uint32_t number, struct darkswap_asset const *base, struct darkswap_asset const *quote) {
	uint32_t reference = arena_allocate();
	if (reference != 0) {
		struct market *market = DEREF(market, reference);
		*market = (struct market){ .number = number, .base = *base, .quote = *quote, .next_sequence = 1 };
		market->summary.earliest_expiry = INT64_MAX;
	}
	return reference;
}

MAY_READ_FREED bool market_is_quiet(struct market const *market) {
	return market->expiries.first_leaf == 0 && market->trades.first == market->trades.end;
}

MAY_READ_FREED bool market_is_empty(struct market const *market) {
	return market->closed == 0 && market_is_quiet(market);
}

void market_free(struct market *market) {
	arena_free(ADDRESS_OF(market));
}

static struct tree *side_of(struct market *market, struct darkswap_order const *order) {
	return &market->sides[order->side];
}

/* Notes that an order came, went or was filled: the summary shows the best prices and the earliest expiry. */
static void note_change(struct market *market, struct darkswap_order const *order) {
	struct darkswap_level const *best = &market->summary.sides[order->side];
	if (best->orders == 0 || market_rank(order->side, order->price) <= market_rank(order->side, best->price)
			|| order->expires_at <= market->summary.earliest_expiry) {
		market->work |= MARKET_SUMMARY;
	}
}

NOINLINE bool market_insert(struct market *market, uint32_t reference) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	if (!level_append(side_of(market, order), &market->queues, market_rank(order->side, order->price), reference)) {
		return false;
	}
	if (!expiry_insert(&market->expiries, &market->queues, reference)) {
		level_remove(side_of(market, order), &market->queues, reference);
		return false;
	}
	order->sequence = market->next_sequence++;
	note_change(market, order);
	return true;
}

void market_remove(struct market *market, uint32_t reference) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	level_remove(side_of(market, order), &market->queues, reference);
	expiry_remove(&market->expiries, &market->queues, reference);
	note_change(market, order);
	foreign_dismiss(order);
}

/* Closed orders are linked, oldest first, through the `next` of their level node. */
static void remember(struct market *market, uint32_t reference) {
	queue_node_at(reference, QUEUE_LEVEL)->next = 0;
	if (market->oldest_closed == 0) {
		market->oldest_closed = reference;
	}
	else {
		queue_node_at(market->newest_closed, QUEUE_LEVEL)->next = reference;
	}
	market->newest_closed = reference;
	market->closed++;
	market->work |= MARKET_CLOSED;
}

uint32_t market_remove_oldest(struct market *market) {
	uint32_t oldest = market->oldest_closed;
	if (oldest == 0 || index_evict(oldest, mailbox.instance) != DARKSWAP_OK) {
		return 0;
	}
	market->oldest_closed = queue_node_at(oldest, QUEUE_LEVEL)->next;
	if (market->oldest_closed == 0) {
		market->newest_closed = 0;
	}
	REQUIRE(market->closed != 0);
	market->closed--;
	signature_free_place(DEREF(darkswap_order, oldest));
	return oldest;
}

bool market_evict_oldest(struct market *market) {
	uint32_t oldest = market_remove_oldest(market);
	if (oldest == 0) {
		return false;
	}
	arena_free(oldest);
	return true;
}

static enum darkswap_event event_of(struct darkswap_order const *order) {
	switch (order->status) {
	case DARKSWAP_FILLED:
		return DARKSWAP_ORDER_MATCHED;
	case DARKSWAP_CANCELLED:
		return order->flags & DARKSWAP_EVICTED ? DARKSWAP_ORDER_EVICTED : DARKSWAP_ORDER_CANCELLED;
	default:
		return DARKSWAP_ORDER_EXPIRED;
	}
}

/*
 * Emits that an order, which is in the history already, was closed. If there is no memory for that,
 * the oldest closed order gives its own: there is one, even if it is this one.
 */
NOINLINE static enum darkswap_error emit_closed(struct market *market, uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	uint32_t block = events_block();
	if (block == 0) {
		market_publish(market);
		block = market_remove_oldest(market);
	}
	if (block == 0) {
		return DARKSWAP_POISONED;
	}
	events_emit_order_in(block, event_of(order), order);
	return DARKSWAP_OK;
}

NOINLINE enum darkswap_error market_close_order(struct market *market, uint32_t reference, enum darkswap_status status,
		int64_t now) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	market_remove(market, reference);
	order->status = (uint8_t)status;
	order->changed_at = now;
	remember(market, reference);
	if (events_wanted() && emit_closed(market, reference) != DARKSWAP_OK) {
		return DARKSWAP_POISONED;
	}
	return DARKSWAP_OK;
}

bool market_evict_beyond(struct market *market, uint32_t kept, uint32_t limit) {
	while (market->closed > kept && limit-- != 0 && market_evict_oldest(market)) {
	}
	return market->closed <= kept;
}

static bool is_due(struct market const *market, int64_t now) {
	return !tree_is_empty(&market->expiries) && expiry_earliest(&market->expiries) <= now;
}

enum darkswap_error market_expire(struct market *market, int64_t now, uint32_t limit) {
	while (limit-- != 0 && is_due(market, now)) {
		enum darkswap_error error = events_prepare(1);
		if (error != DARKSWAP_OK) {
			return error;
		}
		uint32_t order = queue_first(&market->expiries)->first;
		int64_t time = DEREF(darkswap_order, order)->expires_at;
		if (market_close_order(market, order, DARKSWAP_EXPIRED, time) != DARKSWAP_OK) {
			return DARKSWAP_POISONED;
		}
	}
	return is_due(market, now) ? DARKSWAP_UNFINISHED : DARKSWAP_OK;
}

void market_fill(struct market *market, uint32_t reference, uint64_t amount) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	level_reduce(reference, amount);
	note_change(market, order);
}

static void publish_level(struct darkswap_level *level, struct tree const *side) {
	if (tree_is_empty(side)) {
		level->orders = 0;
	}
	else {
		level_write(level, queue_first(side));
	}
}

NOINLINE static void publish(struct market *market) {
	struct darkswap_summary *summary = &market->summary;
	uint32_t version = summary->version;
	__atomic_store_n(&summary->version, version + 1, __ATOMIC_SEQ_CST);
	/* No field may become visible before the odd version is. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	publish_level(&summary->sides[DARKSWAP_BUY], &market->sides[DARKSWAP_BUY]);
	publish_level(&summary->sides[DARKSWAP_SELL], &market->sides[DARKSWAP_SELL]);
	__atomic_store_n(&summary->earliest_expiry, expiry_earliest(&market->expiries), __ATOMIC_SEQ_CST);
	__atomic_store_n(&summary->version, version + 2, __ATOMIC_SEQ_CST);
}

void market_publish(struct market *market) {
	if (market->work & MARKET_SUMMARY) {
		publish(market);
		market->work &= ~(uint32_t)MARKET_SUMMARY;
	}
}
