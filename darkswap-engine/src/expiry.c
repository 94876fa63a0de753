#include "expiry.h"

static uint64_t time_of(uint32_t order) {
	return (uint64_t)DEREF(darkswap_order, order)->expires_at;
}

/* Returns the first order of a run that expires later than `time`, or 0. */
static uint32_t first_after(struct queue const *run, uint64_t time) {
	if (time_of(run->last) <= time) {
		return 0;
	}
	uint32_t order = run->first;
	while (time_of(order) <= time) {
		order = queue_node_at(order, QUEUE_EXPIRY)->next;
	}
	return order;
}

/* Begins a run with an order. */
static bool begin_run(struct tree *expiries, struct queue_pool *pool, uint32_t order) {
	uint32_t run = queue_find_or_create(expiries, pool, time_of(order));
	if (run != 0) {
		queue_insert(run, QUEUE_EXPIRY, order, 0);
	}
	return run != 0;
}

/*
 * Cuts a run before one of its orders. Those from it on may be many: they stay, with its time as their key; the others
 * move to a new run, which is returned and takes the key. Returns 0 when the arena is empty.
 */
NOINLINE static uint32_t cut_run(struct tree *expiries, struct queue_pool *pool, uint32_t run, uint32_t before) {
	uint32_t added = queue_find_or_create(expiries, pool, time_of(before));
	if (added == 0) {
		return 0;
	}
	struct queue *later = queue_at(run), *earlier = queue_at(added);
	*tree_find(expiries, later->key) = added;
	*tree_find(expiries, earlier->key) = run;
	earlier->key = later->key;
	later->key = time_of(before);
	while (later->first != before) {
		uint32_t order = later->first;
		queue_leave(QUEUE_EXPIRY, order);
		queue_insert(added, QUEUE_EXPIRY, order, 0);
	}
	return added;
}

bool expiry_insert(struct tree *expiries, struct queue_pool *pool, uint32_t order) {
	uint64_t time = time_of(order);
	uint32_t const *found = tree_find_at_most(expiries, time);
	if (found == 0) {
		return begin_run(expiries, pool, order);
	}
	uint32_t run = *found, before = first_after(queue_at(run), time);
	bool is_full = queue_at(run)->orders >= EXPIRY_RUN_ORDERS;
	if (is_full && before == 0 && time_of(queue_at(run)->last) != time) {
		return begin_run(expiries, pool, order);
	}
	if (is_full && before != 0) {
		run = cut_run(expiries, pool, run, before);
		before = 0;
	}
	if (run != 0) {
		queue_insert(run, QUEUE_EXPIRY, order, before);
	}
	return run != 0;
}

void expiry_remove(struct tree *expiries, struct queue_pool *pool, uint32_t order) {
	queue_remove(expiries, pool, QUEUE_EXPIRY, order);
}
