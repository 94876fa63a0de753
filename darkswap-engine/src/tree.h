/*
 * A sorted map from a 64-bit key to a reference: a B+ tree whose nodes are arena blocks. Nodes
 * split when full and are freed when empty, never merged: that is nearly as compact in practice
 * and far simpler (Johnson and Shasha, "B-trees with inserts and deletes: why free-at-empty is
 * better than merge-at-half", 1993).
 *
 * An insertion into a leaf with room takes no memory. Where the leaf is full, all full nodes are
 * split on the way down to it, so that an insertion never climbs back up.
 *
 * Most keys are added near the last one: at the best prices, or at the latest times. So the tree
 * remembers the leaf that it added to last and looks there before it descends.
 */
#ifndef DARKSWAP_TREE_H
#define DARKSWAP_TREE_H

#include "platform.h"

#define TREE_NODE_ENTRIES 20

struct tree {
	uint32_t root;
	/* The leaf with the smallest keys. */
	uint32_t first_leaf;
	/* The leaf that a key was last added to, or was there already, or 0. */
	uint32_t recent_leaf;
};

/*
 *   0       4       8       12      16                    176             256
 *   +-------+-------+---+---+-------+---------------------+---------------+
 *   | next  |previous|cnt|lf |       | 20 keys            | 20 references |
 *   +-------+-------+---+---+-------+---------------------+---------------+
 * Leaves are linked in order. In an inner node, keys[i] is at most the smallest key below
 * references[i].
 */
struct tree_node {
	uint32_t next;
	uint32_t previous;
	uint16_t count;
	uint16_t leaf;
	uint32_t reserved;
	uint64_t keys[TREE_NODE_ENTRIES];
	uint32_t references[TREE_NODE_ENTRIES];
};

/* Returns where the key's reference stands, or null. Valid until the tree changes. */
uint32_t *tree_find(struct tree const *tree, uint64_t key);

/* The same for the greatest key that is not greater. */
uint32_t *tree_find_at_most(struct tree const *tree, uint64_t key);

/*
 * As tree_find, but makes the key's entry, with reference 0, where there is none. Returns null when
 * the arena is empty; the tree then holds what it held.
 */
uint32_t *tree_find_or_insert(struct tree *tree, uint64_t key);

/* Removes the key, which must be there. */
void tree_remove(struct tree *tree, uint64_t key);

/* A place among the entries of a tree, in the order of their keys. */
struct tree_cursor {
	/* 0 behind the last. */
	uint32_t leaf;
	uint32_t entry;
};

void tree_next(struct tree_cursor *cursor);

static inline struct tree_node *tree_node_at(uint32_t reference) {
	return DEREF(tree_node, reference);
}

static inline bool tree_is_empty(struct tree const *tree) {
	return tree->first_leaf == 0;
}

static inline struct tree_cursor tree_first(struct tree const *tree) {
	return (struct tree_cursor){ tree->first_leaf, 0 };
}

static inline uint32_t tree_reference_at(struct tree_cursor const *cursor) {
	return tree_node_at(cursor->leaf)->references[cursor->entry];
}

/* The reference of the smallest key. The tree must not be empty. */
static inline uint32_t tree_first_reference(struct tree const *tree) {
	return tree_node_at(tree->first_leaf)->references[0];
}

#endif
