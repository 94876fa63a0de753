#include "level.h"

static void subtract(struct queue *level, uint64_t amount) {
	REQUIRE(level->amount_high != 0 || level->amount_low >= amount);
	level->amount_high -= level->amount_low < amount;
	level->amount_low -= amount;
}

static struct queue *level_of(uint32_t order) {
	return queue_at(queue_node_at(order, QUEUE_LEVEL)->queue);
}

bool level_append(struct tree *side, struct queue_pool *pool, uint64_t rank, uint32_t order) {
	uint32_t reference = queue_find_or_create(side, pool, rank);
	if (reference == 0) {
		return false;
	}
	queue_insert(reference, QUEUE_LEVEL, order, 0);
	struct queue *level = queue_at(reference);
	uint64_t low = level->amount_low + DEREF(darkswap_order, order)->remaining;
	level->amount_high += low < level->amount_low;
	level->amount_low = low;
	return true;
}

void level_remove(struct tree *side, struct queue_pool *pool, uint32_t order) {
	subtract(level_of(order), DEREF(darkswap_order, order)->remaining);
	queue_remove(side, pool, QUEUE_LEVEL, order);
}

void level_reduce(uint32_t order, uint64_t amount) {
	subtract(level_of(order), amount);
	DEREF(darkswap_order, order)->remaining -= amount;
}

void level_write(struct darkswap_level *to, struct queue const *level) {
	to->price = DEREF(darkswap_order, level->first)->price;
	to->amount_low = level->amount_low;
	to->amount_high = level->amount_high;
	to->orders = level->orders;
}
