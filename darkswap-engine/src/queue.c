#include "queue.h"

/* What the first order of a queue has in place of a previous one. */
static uint32_t last_as_previous(uint32_t last) {
	return last | DARKSWAP_QUEUE_FIRST;
}

uint32_t queue_append(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order) {
	uint32_t *queue = tree_find_or_insert(tree, key);
	if (queue == 0) {
		return 0;
	}
	struct darkswap_queue_node *node = queue_node_at(order, kind);
	node->next = 0;
	if (*queue == 0) {
		*queue = order;
	}
	else {
		uint32_t last = queue_node_at(*queue, kind)->previous & ~DARKSWAP_QUEUE_FIRST;
		queue_node_at(last, kind)->next = order;
		node->previous = last;
	}
	queue_node_at(*queue, kind)->previous = last_as_previous(order);
	return *queue;
}

uint32_t queue_remove(struct tree *tree, enum queue_kind kind, uint64_t key, uint32_t order) {
	struct darkswap_queue_node const *node = queue_node_at(order, kind);
	bool is_first = queue_is_first(order, kind);
	if (is_first && node->next == 0) {
		tree_remove(tree, key);
		return 0;
	}
	uint32_t *queue = tree_find(tree, key);
	REQUIRE(queue != 0 && *queue != 0);
	if (is_first) {
		*queue = node->next;
	}
	else {
		queue_node_at(node->previous, kind)->next = node->next;
	}
	if (node->next != 0) {
		queue_node_at(node->next, kind)->previous = node->previous;
	}
	else {
		queue_node_at(*queue, kind)->previous = last_as_previous(node->previous);
	}
	return *queue;
}
