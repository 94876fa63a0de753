/* The invariants that hold after every command, checked by walking the whole book. For tests. */
#include "darkswap_abi.h"
#include "engine.h"
#include "expiry.h"
#include "foreign.h"
#include "hash.h"
#include "index.h"
#include "orders.h"
#include "queue.h"
#include "registry.h"
#include "signature.h"
#include "trade_sums.h"

enum rule {
	ALL_HOLD = 0,
	NODE_HAS_ENTRIES = 1,
	KEYS_ASCEND = 2,
	LEAVES_ARE_LINKED = 3,
	QUEUE_IS_LINKED = 4,
	QUEUE_SUMS_UP = 5,
	ORDER_IS_IN_ITS_QUEUE = 6,
	ORDER_IS_OPEN_WITHIN_AMOUNT = 7,
	ARRIVAL_ORDER_IS_KEPT = 8,
	ORDER_IS_FOUND_BY_ID = 9,
	SIDES_AND_EXPIRIES_AGREE = 10,
	CLOSED_HISTORY_IS_WHOLE = 11,
	SUMMARY_IS_CURRENT = 12,
	LOCK_IS_FREE = 13,
	FIRST_LEAF_IS_FIRST = 14,
	TRADE_IS_AS_LOGGED = 15,
	TRADE_IS_FOUND_BY_ID = 16,
	TRADES_ASCEND_IN_TIME = 17,
	LOG_HAS_NO_SPARE_ROOM = 18,
	USED_IDS_ARE_KEPT = 19,
	TRADES_ARE_SUMMED = 20,
	ORDER_CAN_BE_PAID = 21,
	MARKETS_ARE_FOUND_BY_PAIR = 22,
	FOREIGN_ORDERS_ARE_COUNTED = 23,
	SIGNATURE_IS_PLACED = 24,
	RUN_IS_SHORT = 25,
	QUEUES_HAVE_PLACES = 26,
	NEWEST_TRADES_ARE_KNOWN = 27,
};

static uint32_t leftmost_leaf(struct tree const *tree) {
	uint32_t reference = tree->root;
	while (reference != 0 && !tree_node_at(reference)->leaf) {
		reference = tree_node_at(reference)->references[0];
	}
	return reference;
}

/* Returns the record that is found by an id, or 0. */
static uint32_t found(enum index_kind kind, uint64_t id_high, uint64_t id_low) {
	return index_entry_record(index_find(kind, hash_id(id_high, id_low), id_high, id_low, mailbox.instance));
}

/* Whether the order is found by its id, and has the hash of that. */
static bool is_found(uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	return found(INDEX_ORDERS, order->id_high, order->id_low) == reference
			&& order->hash == hash_id(order->id_high, order->id_low);
}

/* It is signed if it has a place for a signature, which is not behind an address that is too long for that. */
static bool signature_is_placed(struct darkswap_order const *order) {
	bool is_signed = order->flags & DARKSWAP_SIGNED;
	return is_signed == (order->signature != 0)
			&& (!signature_is_in_record(order) || order->maker_length <= DARKSWAP_SIGNED_ADDRESS_MAX);
}

static enum rule check_order(struct market const *market, uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	if (!is_found(reference)) {
		return ORDER_IS_FOUND_BY_ID;
	}
	if (order->market != market->number || order->status != DARKSWAP_OPEN || order->remaining == 0
			|| order->remaining > order->amount) {
		return ORDER_IS_OPEN_WITHIN_AMOUNT;
	}
	if (!signature_is_placed(order)) {
		return SIGNATURE_IS_PLACED;
	}
	return orders_is_below_unit(order->remaining, order->price) ? ORDER_CAN_BE_PAID : ALL_HOLD;
}

static uint64_t time_of(uint32_t order) {
	return (uint64_t)DEREF(darkswap_order, order)->expires_at;
}

/* Of an order behind another one, or behind 0, in a queue with the key. */
static bool is_in_its_queue(uint32_t reference, enum queue_kind kind, uint64_t key, uint32_t previous) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	if (kind == QUEUE_LEVEL) {
		return market_rank(order->side, order->price) == key;
	}
	return time_of(reference) >= (previous == 0 ? key : time_of(previous));
}

static bool keeps_arrival(uint32_t order, enum queue_kind kind, uint32_t previous) {
	return previous == 0 || (kind == QUEUE_EXPIRY && time_of(previous) != time_of(order))
			|| DEREF(darkswap_order, previous)->sequence < DEREF(darkswap_order, order)->sequence;
}

static enum rule check_queue(struct market const *market, enum queue_kind kind, uint64_t key, uint32_t queue) {
	uint64_t low = 0;
	uint32_t high = 0, length = 0, previous = 0;
	for (uint32_t order = queue_at(queue)->first; order != 0; order = queue_node_at(order, kind)->next) {
		if (queue_node_at(order, kind)->previous != previous || queue_node_at(order, kind)->queue != queue) {
			return QUEUE_IS_LINKED;
		}
		if (!is_in_its_queue(order, kind, key, previous)) {
			return ORDER_IS_IN_ITS_QUEUE;
		}
		if (!keeps_arrival(order, kind, previous)) {
			return ARRIVAL_ORDER_IS_KEPT;
		}
		if (kind == QUEUE_EXPIRY && length >= EXPIRY_RUN_ORDERS && time_of(order) != time_of(previous)) {
			return RUN_IS_SHORT;
		}
		enum rule broken = check_order(market, order);
		if (broken != ALL_HOLD) {
			return broken;
		}
		uint64_t remaining = kind == QUEUE_LEVEL ? DEREF(darkswap_order, order)->remaining : 0;
		low += remaining;
		high += low < remaining;
		length++;
		previous = order;
	}
	struct queue const *record = queue_at(queue);
	if (length == 0 || record->last != previous || record->key != key || !queue_is_used(queue)) {
		return QUEUE_IS_LINKED;
	}
	bool sums_up = record->orders == length && record->amount_low == low && record->amount_high == high;
	return sums_up ? ALL_HOLD : QUEUE_SUMS_UP;
}

/* The queues of a tree, and how many queues and orders these are. */
struct checked_queues {
	struct tree const *tree;
	enum queue_kind kind;
	uint32_t queues;
	uint32_t orders;
};

static enum rule check_entry(struct market const *market, struct checked_queues *checked, uint64_t key, uint32_t queue,
		uint32_t queue_before) {
	if (queue_before != 0) {
		struct queue const *before = queue_at(queue_before);
		uint64_t last = checked->kind == QUEUE_LEVEL ? before->key : time_of(before->last);
		if (key <= before->key || key <= last) {
			return KEYS_ASCEND;
		}
	}
	uint32_t const *found = tree_find(checked->tree, key);
	if (found == 0 || *found != queue) {
		return KEYS_ASCEND;
	}
	checked->queues++;
	checked->orders += queue_at(queue)->orders;
	return check_queue(market, checked->kind, key, queue);
}

static enum rule check_leaves(struct market const *market, struct checked_queues *checked) {
	uint32_t previous = 0, queue_before = 0;
	if (checked->tree->first_leaf != leftmost_leaf(checked->tree)) {
		return FIRST_LEAF_IS_FIRST;
	}
	for (uint32_t leaf = checked->tree->first_leaf; leaf != 0; leaf = tree_node_at(leaf)->next) {
		struct tree_node const *node = tree_node_at(leaf);
		if (node->count == 0 || node->count > TREE_NODE_ENTRIES) {
			return NODE_HAS_ENTRIES;
		}
		if (node->previous != previous) {
			return LEAVES_ARE_LINKED;
		}
		for (uint32_t i = 0; i < node->count; i++) {
			enum rule broken = check_entry(market, checked, node->keys[i], node->references[i], queue_before);
			if (broken != ALL_HOLD) {
				return broken;
			}
			queue_before = node->references[i];
		}
		previous = leaf;
	}
	return ALL_HOLD;
}

/* All queues of a market. */
static enum rule check_queues(struct market const *market) {
	struct checked_queues checked[] = {
		{ &market->sides[DARKSWAP_BUY], QUEUE_LEVEL, 0, 0 },
		{ &market->sides[DARKSWAP_SELL], QUEUE_LEVEL, 0, 0 },
		{ &market->expiries, QUEUE_EXPIRY, 0, 0 },
	};
	uint32_t queues = 0;
	for (uint32_t i = 0; i < 3; i++) {
		enum rule broken = check_leaves(market, &checked[i]);
		if (broken != ALL_HOLD) {
			return broken;
		}
		queues += checked[i].queues;
	}
	if (checked[0].orders + checked[1].orders != checked[2].orders) {
		return SIDES_AND_EXPIRIES_AGREE;
	}
	return queue_pool_holds(&market->queues, queues) ? ALL_HOLD : QUEUES_HAVE_PLACES;
}

static enum rule check_closed(struct market const *market) {
	uint32_t closed = 0, newest = 0;
	for (uint32_t reference = market->oldest_closed; reference != 0;
			reference = queue_node_at(reference, QUEUE_LEVEL)->next) {
		struct darkswap_order const *order = DEREF(darkswap_order, reference);
		if (order->status == DARKSWAP_OPEN || !is_found(reference)) {
			return CLOSED_HISTORY_IS_WHOLE;
		}
		closed++;
		newest = reference;
	}
	return closed == market->closed && newest == market->newest_closed ? ALL_HOLD : CLOSED_HISTORY_IS_WHOLE;
}

static enum rule check_trade(struct market const *market, struct trade_log_entry const *entry, int64_t earliest) {
	struct darkswap_trade const *trade = DEREF(darkswap_trade, entry->trade);
	if (trade->market != market->number || trade->amount != entry->amount || trade->price != entry->price
			|| trade->executed_at != entry->executed_at || trade->amount == 0) {
		return TRADE_IS_AS_LOGGED;
	}
	if (found(INDEX_TRADES, trade->id_high, trade->id_low) != entry->trade) {
		return TRADE_IS_FOUND_BY_ID;
	}
	return trade->executed_at >= earliest ? ALL_HOLD : TRADES_ASCEND_IN_TIME;
}

static uint64_t count_entries(struct tree const *tree) {
	uint64_t entries = 0;
	for (struct tree_cursor cursor = tree_first(tree); cursor.leaf != 0; tree_next(&cursor)) {
		entries++;
	}
	return entries;
}

static enum rule check_trades(struct market const *market) {
	struct trade_log const *log = &market->trades;
	int64_t time = INT64_MIN;
	for (uint64_t number = log->first; number != log->end; number++) {
		struct trade_log_entry const *entry = trade_log_entry(log, number);
		enum rule broken = check_trade(market, entry, time);
		if (broken != ALL_HOLD) {
			return broken;
		}
		time = entry->executed_at;
	}
	uint64_t blocks = trade_log_is_empty(log) ? 0
			: (log->end - 1) / TRADE_LOG_BLOCK_ENTRIES - log->first / TRADE_LOG_BLOCK_ENTRIES + 1;
	if (count_entries(&log->blocks) != blocks) {
		return LOG_HAS_NO_SPARE_ROOM;
	}
	if (!trade_log_knows_newest(log)) {
		return NEWEST_TRADES_ARE_KNOWN;
	}
	return trade_sums_hold(log) ? ALL_HOLD : TRADES_ARE_SUMMED;
}

static enum rule check_summary(struct market *market) {
	uint32_t version = market->summary.version;
	market_publish(market);
	return version % 2 == 0 && market->summary.version == version ? ALL_HOLD : SUMMARY_IS_CURRENT;
}

static enum rule check_market(struct market *market) {
	enum rule broken = registry_lock_word(market->number) != 0 ? LOCK_IS_FREE : check_queues(market);
	if (broken == ALL_HOLD) {
		broken = check_closed(market);
	}
	if (broken == ALL_HOLD) {
		broken = check_trades(market);
	}
	return broken == ALL_HOLD ? check_summary(market) : broken;
}

static uint64_t count_imported(uint32_t first) {
	uint64_t imported = 0;
	for (uint32_t order = first; order != 0; order = queue_node_at(order, QUEUE_EXPIRY)->next) {
		imported += (DEREF(darkswap_order, order)->flags & DARKSWAP_IMPORTED) != 0;
	}
	return imported;
}

/* Of all markets, which hold by themselves. */
static enum rule check_foreign(void) {
	uint64_t imported = 0;
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		struct market const *market = registry_market(registry_number_in(slot));
		if (market == 0) {
			continue;
		}
		for (struct tree_cursor at = tree_first(&market->expiries); at.leaf != 0; tree_next(&at)) {
			imported += count_imported(queue_at(tree_reference_at(&at))->first);
		}
	}
	return foreign_holds(imported) ? ALL_HOLD : FOREIGN_ORDERS_ARE_COUNTED;
}

uint32_t DARKSWAP_EXPORT(darkswap_check_invariants)(void) {
	if (!registry_holds()) {
		return MARKETS_ARE_FOUND_BY_PAIR;
	}
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		uint32_t number = registry_number_in(slot);
		enum rule broken = number == 0 ? ALL_HOLD : check_market(registry_market(number));
		if (broken != ALL_HOLD) {
			return broken;
		}
	}
	return index_used_ids_hold() ? check_foreign() : USED_IDS_ARE_KEPT;
}
