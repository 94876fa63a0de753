#include "memory_check.h"

#include "arena.h"
#include "check.h"
#include "checked_arena.h"
#include "cursor.h"
#include "events.h"
#include "foreign.h"
#include "queue.h"
#include "registry.h"
#include "signature.h"
#include "used_ids.h"

static uint32_t blocks_of_node(uint32_t reference) {
	struct tree_node const *node = tree_node_at(reference);
	uint32_t blocks = 1;
	for (uint32_t i = 0; !node->leaf && i < node->count; i++) {
		blocks += blocks_of_node(node->references[i]);
	}
	return blocks;
}

static uint32_t blocks_of_tree(struct tree const *tree) {
	return tree->root == 0 ? 0 : blocks_of_node(tree->root);
}

static uint32_t entries_of_tree(struct tree const *tree) {
	uint32_t entries = 0;
	for (struct tree_cursor cursor = tree_first(tree); cursor.leaf != 0; tree_next(&cursor)) {
		entries++;
	}
	return entries;
}

/* The blocks of the queues that a tree finds: each is counted with the first queue that it has. */
static uint32_t blocks_of_queues(struct tree const *tree) {
	uint32_t blocks = blocks_of_tree(tree);
	for (struct tree_cursor cursor = tree_first(tree); cursor.leaf != 0; tree_next(&cursor)) {
		uint32_t queue = tree_reference_at(&cursor);
		struct queue_block const *block = DEREF(queue_block, queue - queue % BLOCK_SIZE);
		blocks += queue_at(queue) == &block->queues[__builtin_ctz(block->used)];
	}
	return blocks;
}

static uint32_t blocks_of_order(uint32_t reference) {
	struct darkswap_order const *order = DEREF(darkswap_order, reference);
	return order->signature == 0 || signature_is_in_record(order) ? 1 : 2;
}

static uint32_t blocks_of_side(struct tree const *side) {
	uint32_t blocks = blocks_of_queues(side);
	struct cursor cursor;
	for (cursor_seek(&cursor, side); cursor.order != 0; cursor_next_order(&cursor)) {
		blocks += blocks_of_order(cursor.order);
	}
	return blocks;
}

static uint32_t blocks_of_closed(struct market const *market) {
	uint32_t blocks = 0;
	for (uint32_t order = market->oldest_closed; order != 0; order = queue_node_at(order, QUEUE_LEVEL)->next) {
		blocks += blocks_of_order(order);
	}
	return blocks;
}

static uint32_t blocks_of_trades(struct trade_log const *log) {
	uint32_t blocks = blocks_of_tree(&log->blocks) + (uint32_t)(log->end - log->first);
	return blocks + entries_of_tree(&log->blocks) + blocks_of_tree(&log->sums) + entries_of_tree(&log->sums);
}

void check_no_block_is_lost(uint32_t others) {
	uint32_t blocks = others + events_waiting() + checked_arena_used_for_good();
	for (uint32_t slot = 1; slot <= registry_slots(); slot++) {
		struct market const *market = registry_market(registry_number_in(slot));
		if (market == 0) {
			continue;
		}
		blocks++;
		blocks += blocks_of_side(&market->sides[DARKSWAP_BUY]) + blocks_of_side(&market->sides[DARKSWAP_SELL]);
		blocks += blocks_of_queues(&market->expiries) + blocks_of_closed(market) + blocks_of_trades(&market->trades);
	}
	blocks += blocks_of_tree(foreign_makers());
	for (uint32_t stack = 0; stack < DARKSWAP_USED_ID_STACKS; stack++) {
		uint32_t full = DARKSWAP_USED_IDS_PER_BLOCK;
		blocks += (used_ids_count(stack) + full - 1) / full;
	}
	CHECK((arena_free_bytes() + (uint64_t)checked_arena_used() * BLOCK_SIZE) % PAGE_SIZE == 0,
			"%u blocks in use and %llu free bytes do not fill whole pages", checked_arena_used(),
			(unsigned long long)arena_free_bytes());
	CHECK(checked_arena_used() == blocks, "%u blocks are in use, %u are known of", checked_arena_used(), blocks);
}
