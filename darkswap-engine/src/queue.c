#include "queue.h"

#include "arena.h"

_Static_assert(sizeof(struct queue_block) == BLOCK_SIZE, "queues fill a block");

#define ALL_USED ((UINT32_C(1) << QUEUES_PER_BLOCK) - 1)

static struct queue_block *block_at(uint32_t reference) {
	return DEREF(queue_block, reference);
}

static uint32_t block_of(uint32_t queue) {
	return queue & ~(BLOCK_SIZE - 1);
}

static void link_block(struct queue_pool *pool, uint32_t block) {
	block_at(block)->previous = 0;
	block_at(block)->next = pool->with_room;
	if (pool->with_room != 0) {
		block_at(pool->with_room)->previous = block;
	}
	pool->with_room = block;
}

static void unlink_block(struct queue_pool *pool, uint32_t reference) {
	struct queue_block const *block = block_at(reference);
	if (block->previous != 0) {
		block_at(block->previous)->next = block->next;
	}
	else {
		pool->with_room = block->next;
	}
	if (block->next != 0) {
		block_at(block->next)->previous = block->previous;
	}
}

static bool add_block(struct queue_pool *pool) {
	uint32_t block = arena_allocate();
	if (block == 0) {
		return false;
	}
	block_at(block)->used = 0;
	link_block(pool, block);
	return true;
}

NOINLINE static uint32_t create(struct queue_pool *pool, uint64_t key) {
	if (pool->with_room == 0 && !add_block(pool)) {
		return 0;
	}
	uint32_t reference = pool->with_room;
	struct queue_block *block = block_at(reference);
	uint32_t place = (uint32_t)__builtin_ctz(~block->used);
	block->used |= UINT32_C(1) << place;
	if (block->used == ALL_USED) {
		unlink_block(pool, reference);
	}
	block->queues[place] = (struct queue){ .key = key };
	return ADDRESS_OF(&block->queues[place]);
}

NOINLINE static void destroy(struct queue_pool *pool, uint32_t queue) {
	uint32_t reference = block_of(queue);
	struct queue_block *block = block_at(reference);
	bool was_full = block->used == ALL_USED;
	block->used &= ~(UINT32_C(1) << (queue_at(queue) - block->queues));
	if (was_full) {
		link_block(pool, reference);
	}
	else if (block->used == 0) {
		unlink_block(pool, reference);
		arena_free(reference);
	}
}

uint32_t queue_find_or_create(struct tree *tree, struct queue_pool *pool, uint64_t key) {
	uint32_t *queue = tree_find_or_insert(tree, key);
	if (queue == 0 || *queue != 0) {
		return queue == 0 ? 0 : *queue;
	}
	*queue = create(pool, key);
	if (*queue == 0) {
		tree_remove(tree, key);
		return 0;
	}
	return *queue;
}

void queue_insert(uint32_t reference, enum queue_kind kind, uint32_t order, uint32_t before) {
	struct queue *queue = queue_at(reference);
	struct darkswap_queue_node *node = queue_node_at(order, kind);
	uint32_t *previous = before == 0 ? &queue->last : &queue_node_at(before, kind)->previous;
	uint32_t *next = *previous == 0 ? &queue->first : &queue_node_at(*previous, kind)->next;
	node->previous = *previous;
	node->next = before;
	node->queue = reference;
	*previous = order;
	*next = order;
	queue->orders++;
}

void queue_leave(enum queue_kind kind, uint32_t order) {
	struct darkswap_queue_node const *node = queue_node_at(order, kind);
	struct queue *queue = queue_at(node->queue);
	REQUIRE(queue->orders != 0);
	*(node->previous == 0 ? &queue->first : &queue_node_at(node->previous, kind)->next) = node->next;
	*(node->next == 0 ? &queue->last : &queue_node_at(node->next, kind)->previous) = node->previous;
	queue->orders--;
}

void queue_remove(struct tree *tree, struct queue_pool *pool, enum queue_kind kind, uint32_t order) {
	uint32_t queue = queue_node_at(order, kind)->queue;
	queue_leave(kind, order);
	if (queue_at(queue)->orders == 0) {
		tree_remove(tree, queue_at(queue)->key);
		destroy(pool, queue);
	}
}

bool queue_is_used(uint32_t queue) {
	struct queue_block const *block = block_at(block_of(queue));
	return block->used >> (queue_at(queue) - block->queues) & 1;
}

bool queue_pool_holds(struct queue_pool const *pool, uint32_t queues) {
	uint32_t previous = 0;
	for (uint32_t reference = pool->with_room; reference != 0; reference = block_at(reference)->next) {
		struct queue_block const *block = block_at(reference);
		uint32_t used = (uint32_t)__builtin_popcount(block->used);
		if (used == 0 || used == QUEUES_PER_BLOCK || block->previous != previous || used > queues) {
			return false;
		}
		queues -= used;
		previous = reference;
	}
	return queues % QUEUES_PER_BLOCK == 0;
}
