#include "queue.h"

static void total_add(struct darkswap_queue_node *first, uint64_t amount) {
	uint64_t low = first->total_low + amount;
	first->total_high += low < amount;
	first->total_low = low;
}

static void total_subtract(struct darkswap_queue_node *first, uint64_t amount) {
	REQUIRE(first->total_high != 0 || first->total_low >= amount);
	first->total_high -= first->total_low < amount;
	first->total_low -= amount;
}

bool queue_append(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount) {
	uint32_t *queue = tree_find_or_insert(tree, key);
	if (queue == 0) {
		return false;
	}
	struct darkswap_queue_node *node = queue_node_at(order, kind);
	node->previous = 0;
	node->next = 0;
	node->last = 0;
	node->length = 0;
	node->total_low = 0;
	node->total_high = 0;
	node->reserved = 0;
	if (*queue == 0) {
		*queue = order;
	}
	else {
		uint32_t last = queue_node_at(*queue, kind)->last;
		queue_node_at(last, kind)->next = order;
		node->previous = last;
	}
	struct darkswap_queue_node *first = queue_node_at(*queue, kind);
	first->last = order;
	first->length++;
	total_add(first, amount);
	return true;
}

/* Hands what only the first of a queue knows to the second. */
static void promote(uint32_t *queue, enum queue_kind kind) {
	struct darkswap_queue_node *first = queue_node_at(*queue, kind);
	struct darkswap_queue_node *second = queue_node_at(first->next, kind);
	second->previous = 0;
	second->last = first->last;
	second->length = first->length;
	second->total_low = first->total_low;
	second->total_high = first->total_high;
	*queue = first->next;
}

static void unlink(struct darkswap_queue_node *first, struct darkswap_queue_node const *node, enum queue_kind kind) {
	queue_node_at(node->previous, kind)->next = node->next;
	if (node->next == 0) {
		first->last = node->previous;
	}
	else {
		queue_node_at(node->next, kind)->previous = node->previous;
	}
}

void queue_remove(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount) {
	struct darkswap_queue_node *node = queue_node_at(order, kind);
	if (node->previous == 0 && node->length == 1) {
		tree_remove(tree, key);
		return;
	}
	uint32_t *queue = tree_find(tree, key);
	REQUIRE(queue != 0 && *queue != 0);
	struct darkswap_queue_node *first = queue_node_at(*queue, kind);
	REQUIRE(first->length > 1);
	first->length--;
	total_subtract(first, amount);
	if (first == node) {
		promote(queue, kind);
	}
	else {
		unlink(first, node, kind);
	}
}

void queue_reduce(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order, uint64_t amount) {
	uint32_t first = order;
	if (queue_node_at(order, kind)->previous != 0) {
		REQUIRE(tree_find(tree, key) != 0);
		first = *tree_find(tree, key);
	}
	total_subtract(queue_node_at(first, kind), amount);
}
