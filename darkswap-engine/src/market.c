#include "market.h"

#include "arena.h"
#include "order_index.h"
#include "queue.h"

_Static_assert(sizeof(struct market) == BLOCK_SIZE, "a market fills a block");

void market_create(struct market *market, uint32_t number, struct darkswap_asset const *base,
		struct darkswap_asset const *quote) {
	*market = (struct market){ .number = number, .base = *base, .quote = *quote, .next_sequence = 1 };
	market->summary.earliest_expiry = INT64_MAX;
}

static struct tree *side_of(struct market *market, struct darkswap_order const *order) {
	return &market->sides[order->side];
}

APART bool market_enter(struct market *market, uint32_t reference) {
	struct darkswap_order *order = AT(darkswap_order, reference);
	uint64_t rank = market_rank(order->side, order->price);
	if (!queue_append(side_of(market, order), QUEUE_LEVEL, rank, reference, order->remaining)) {
		return false;
	}
	if (!queue_append(&market->expiries, QUEUE_EXPIRY, (uint64_t)order->expires_at, reference, 0)) {
		queue_remove(side_of(market, order), QUEUE_LEVEL, rank, reference, order->remaining);
		return false;
	}
	order->sequence = market->next_sequence++;
	return true;
}

static void leave(struct market *market, uint32_t reference) {
	struct darkswap_order *order = AT(darkswap_order, reference);
	uint64_t rank = market_rank(order->side, order->price);
	queue_remove(side_of(market, order), QUEUE_LEVEL, rank, reference, order->remaining);
	queue_remove(&market->expiries, QUEUE_EXPIRY, (uint64_t)order->expires_at, reference, 0);
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
}

bool market_forget_oldest(struct market *market, uint32_t instance) {
	uint32_t oldest = market->oldest_closed;
	if (oldest == 0 || order_index_remove(oldest, instance) != DARKSWAP_OK) {
		return false;
	}
	market->oldest_closed = queue_node_at(oldest, QUEUE_LEVEL)->next;
	if (market->oldest_closed == 0) {
		market->newest_closed = 0;
	}
	market->closed--;
	arena_free(oldest);
	return true;
}

APART enum darkswap_error market_close_order(struct market *market, uint32_t reference, enum darkswap_status status,
		uint32_t history, uint32_t instance) {
	leave(market, reference);
	AT(darkswap_order, reference)->status = (uint8_t)status;
	remember(market, reference);
	while (market->closed > history) {
		if (!market_forget_oldest(market, instance)) {
			return DARKSWAP_POISONED;
		}
	}
	return DARKSWAP_OK;
}

enum darkswap_error market_expire(struct market *market, int64_t now, uint32_t history, uint32_t instance) {
	while (!tree_is_empty(&market->expiries) && (int64_t)tree_first_key(&market->expiries) <= now) {
		uint32_t order = tree_first_reference(&market->expiries);
		if (market_close_order(market, order, DARKSWAP_EXPIRED, history, instance) != DARKSWAP_OK) {
			return DARKSWAP_POISONED;
		}
	}
	return DARKSWAP_OK;
}

void market_fill(struct market *market, uint32_t reference, uint64_t amount) {
	struct darkswap_order *order = AT(darkswap_order, reference);
	queue_reduce(side_of(market, order), QUEUE_LEVEL, market_rank(order->side, order->price), reference, amount);
	order->remaining -= amount;
}

static int64_t earliest_expiry(struct market const *market) {
	return tree_is_empty(&market->expiries) ? INT64_MAX : (int64_t)tree_first_key(&market->expiries);
}

static uint32_t orders_at_best(struct tree const *side) {
	return tree_is_empty(side) ? 0 : queue_node_at(tree_first_reference(side), QUEUE_LEVEL)->length;
}

static bool is_published(struct darkswap_level const *level, struct tree const *side) {
	if (level->orders != orders_at_best(side)) {
		return false;
	}
	if (level->orders == 0) {
		return true;
	}
	struct darkswap_order const *best = AT(darkswap_order, tree_first_reference(side));
	return level->price == best->price && level->amount_low == best->level.total_low
			&& level->amount_high == best->level.total_high;
}

static void publish_level(struct darkswap_level *level, struct tree const *side) {
	level->orders = orders_at_best(side);
	if (level->orders != 0) {
		struct darkswap_order const *best = AT(darkswap_order, tree_first_reference(side));
		level->price = best->price;
		level->amount_low = best->level.total_low;
		level->amount_high = best->level.total_high;
	}
}

APART void market_publish(struct market *market) {
	struct darkswap_summary *summary = &market->summary;
	int64_t expiry = earliest_expiry(market);
	if (is_published(&summary->sides[DARKSWAP_BUY], &market->sides[DARKSWAP_BUY])
			&& is_published(&summary->sides[DARKSWAP_SELL], &market->sides[DARKSWAP_SELL])
			&& summary->earliest_expiry == expiry) {
		return;
	}
	uint32_t version = summary->version;
	__atomic_store_n(&summary->version, version + 1, __ATOMIC_SEQ_CST);
	/* No field may become visible before the odd version is. */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	publish_level(&summary->sides[DARKSWAP_BUY], &market->sides[DARKSWAP_BUY]);
	publish_level(&summary->sides[DARKSWAP_SELL], &market->sides[DARKSWAP_SELL]);
	summary->earliest_expiry = expiry;
	__atomic_store_n(&summary->version, version + 2, __ATOMIC_SEQ_CST);
}
