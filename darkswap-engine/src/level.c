#include "level.h"

static void add(struct darkswap_order *first, uint64_t amount) {
	uint64_t low = first->level_amount_low + amount;
	first->level_amount_high += low < amount;
	first->level_amount_low = low;
}

static void subtract(struct darkswap_order *first, uint64_t amount) {
	REQUIRE(first->level_amount_high != 0 || first->level_amount_low >= amount);
	first->level_amount_high -= first->level_amount_low < amount;
	first->level_amount_low -= amount;
}

bool level_append(struct tree *side, uint64_t rank, uint32_t reference) {
	struct darkswap_order *order = DEREF(darkswap_order, reference);
	order->level_amount_low = 0;
	order->level_amount_high = 0;
	order->level_orders = 0;
	uint32_t queue = queue_append(side, QUEUE_LEVEL, rank, reference);
	if (queue == 0) {
		return false;
	}
	struct darkswap_order *first = DEREF(darkswap_order, queue);
	add(first, order->remaining);
	first->level_orders++;
	return true;
}

void level_remove(struct tree *side, uint64_t rank, uint32_t reference) {
	bool is_first = queue_is_first(reference, QUEUE_LEVEL);
	uint32_t queue = queue_remove(side, QUEUE_LEVEL, rank, reference);
	if (queue == 0) {
		return;
	}
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	struct darkswap_order *first = DEREF(darkswap_order, queue);
	if (is_first) {
		first->level_amount_low = order->level_amount_low;
		first->level_amount_high = order->level_amount_high;
		first->level_orders = order->level_orders;
	}
	REQUIRE(first->level_orders > 1);
	subtract(first, order->remaining);
	first->level_orders--;
}

void level_reduce(struct tree *side, uint64_t rank, uint32_t reference, uint64_t amount) {
	uint32_t first = reference;
	if (!queue_is_first(reference, QUEUE_LEVEL)) {
		REQUIRE(tree_find(side, rank) != 0);
		first = *tree_find(side, rank);
	}
	subtract(DEREF(darkswap_order, first), amount);
	DEREF(darkswap_order, reference)->remaining -= amount;
}
