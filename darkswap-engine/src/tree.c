#include "tree.h"

#include "arena.h"

_Static_assert(sizeof(struct tree_node) == BLOCK_SIZE, "a node fills a block");

/* How many of the node's keys are at most `key`: a binary search without a loop. */
static uint32_t keys_up_to(struct tree_node const *node, uint64_t key) {
	uint32_t count = node->count;
	uint32_t position = 0;
#pragma clang loop unroll(full)
	for (uint32_t step = 16; step != 0; step /= 2) {
		uint32_t next = position + step;
		if (next <= count && node->keys[next - 1] <= key) {
			position = next;
		}
	}
	return position;
}

_Static_assert(TREE_NODE_ENTRIES < 32, "five steps find any of a node's keys");

/* Which child of an inner node covers `key`. */
static uint32_t child_for(struct tree_node const *node, uint64_t key) {
	uint32_t position = keys_up_to(node, key);
	return position == 0 ? 0 : position - 1;
}

static void open_gap(struct tree_node *node, uint32_t position) {
	for (uint32_t i = node->count; i > position; i--) {
		node->keys[i] = node->keys[i - 1];
		node->references[i] = node->references[i - 1];
	}
	node->count++;
}

static void close_gap(struct tree_node *node, uint32_t position) {
	node->count--;
	for (uint32_t i = position; i < node->count; i++) {
		node->keys[i] = node->keys[i + 1];
		node->references[i] = node->references[i + 1];
	}
}

static uint32_t new_node(bool leaf) {
	uint32_t reference = arena_allocate();
	if (reference != 0) {
		struct tree_node *node = tree_node_at(reference);
		node->next = 0;
		node->previous = 0;
		node->count = 0;
		node->leaf = leaf;
		node->reserved = 0;
	}
	return reference;
}

static void link_leaf_after(uint32_t reference, uint32_t added) {
	struct tree_node *node = tree_node_at(reference);
	struct tree_node *right = tree_node_at(added);
	right->previous = reference;
	right->next = node->next;
	if (node->next != 0) {
		tree_node_at(node->next)->previous = added;
	}
	node->next = added;
}

static void unlink_leaf(struct tree *tree, struct tree_node const *leaf) {
	if (leaf->previous != 0) {
		tree_node_at(leaf->previous)->next = leaf->next;
	}
	else {
		tree->first_leaf = leaf->next;
	}
	if (leaf->next != 0) {
		tree_node_at(leaf->next)->previous = leaf->previous;
	}
}

/*
 * Moves the upper entries of the full child at `position` of `parent` into a new right neighbour.
 * Keys that only ever grow (times) leave full nodes behind, not half-empty ones.
 */
NOINLINE static bool split_child(struct tree_node *parent, uint32_t position, uint64_t key) {
	uint32_t reference = parent->references[position];
	struct tree_node *node = tree_node_at(reference);
	uint32_t added = new_node(node->leaf);
	if (added == 0) {
		return false;
	}
	struct tree_node *right = tree_node_at(added);
	bool appends = key > node->keys[node->count - 1];
	uint32_t from = appends ? node->count - 1u : node->count / 2u;
	for (uint32_t i = from; i < node->count; i++) {
		right->keys[i - from] = node->keys[i];
		right->references[i - from] = node->references[i];
	}
	right->count = (uint16_t)(node->count - from);
	node->count = (uint16_t)from;
	if (node->leaf) {
		link_leaf_after(reference, added);
	}
	open_gap(parent, position + 1);
	parent->keys[position + 1] = right->keys[0];
	parent->references[position + 1] = added;
	return true;
}

/* Puts a new root above a full one, so that the old root can be split like any child. */
NOINLINE static bool raise_root(struct tree *tree) {
	uint32_t added = new_node(false);
	if (added == 0) {
		return false;
	}
	struct tree_node *root = tree_node_at(added);
	root->keys[0] = tree_node_at(tree->root)->keys[0];
	root->references[0] = tree->root;
	root->count = 1;
	tree->root = added;
	return true;
}

/* Takes away roots with a single child. */
NOINLINE static void lower_root(struct tree *tree) {
	struct tree_node *root = tree_node_at(tree->root);
	while (!root->leaf && root->count == 1) {
		uint32_t old = tree->root;
		tree->root = root->references[0];
		arena_free(old);
		root = tree_node_at(tree->root);
	}
}

static uint32_t *leaf_find(struct tree_node *leaf, uint64_t key) {
	uint32_t position = keys_up_to(leaf, key);
	if (position == 0 || leaf->keys[position - 1] != key) {
		return 0;
	}
	return &leaf->references[position - 1];
}

/* Whether the leaf is where the key is, or would be added without becoming the smallest there. */
static bool covers(uint32_t leaf, uint64_t key) {
	struct tree_node const *node = tree_node_at(leaf);
	return leaf != 0 && key >= node->keys[0] && (key <= node->keys[node->count - 1] || node->next == 0);
}

static uint32_t leaf_for(struct tree const *tree, uint64_t key) {
	if (covers(tree->recent_leaf, key)) {
		return tree->recent_leaf;
	}
	uint32_t reference = tree->root;
	struct tree_node const *node = tree_node_at(reference);
	while (!node->leaf) {
		reference = node->references[child_for(node, key)];
		node = tree_node_at(reference);
	}
	return reference;
}

uint32_t *tree_find(struct tree const *tree, uint64_t key) {
	return tree->root == 0 ? 0 : leaf_find(tree_node_at(leaf_for(tree, key)), key);
}

uint32_t *tree_find_at_most(struct tree const *tree, uint64_t key) {
	if (tree->root == 0) {
		return 0;
	}
	struct tree_node *leaf = tree_node_at(leaf_for(tree, key));
	uint32_t position = keys_up_to(leaf, key);
	if (position == 0) {
		/* The leaf's smallest key was greater than this one already, or the one that was not is removed. */
		if (leaf->previous == 0) {
			return 0;
		}
		leaf = tree_node_at(leaf->previous);
		position = leaf->count;
	}
	return &leaf->references[position - 1];
}

void tree_next(struct tree_cursor *cursor) {
	struct tree_node const *leaf = tree_node_at(cursor->leaf);
	cursor->entry++;
	if (cursor->entry == leaf->count) {
		cursor->leaf = leaf->next;
		cursor->entry = 0;
	}
}

/* Returns the child that covers the key, whose smallest key it may become. */
static uint32_t descend(struct tree_node *parent, uint64_t key) {
	uint32_t position = child_for(parent, key);
	if (key < parent->keys[position]) {
		parent->keys[position] = key;
	}
	return parent->references[position];
}

static uint32_t descend_to_leaf(struct tree const *tree, uint64_t key) {
	uint32_t reference = tree->root;
	while (!tree_node_at(reference)->leaf) {
		reference = descend(tree_node_at(reference), key);
	}
	return reference;
}

/* The same, but splits what is full on the way. Returns 0 when the arena is empty. */
NOINLINE static uint32_t descend_splitting(struct tree *tree, uint64_t key) {
	if (tree_node_at(tree->root)->count == TREE_NODE_ENTRIES && !raise_root(tree)) {
		return 0;
	}
	uint32_t reference = tree->root;
	while (!tree_node_at(reference)->leaf) {
		struct tree_node *node = tree_node_at(reference);
		uint32_t position = child_for(node, key);
		bool full = tree_node_at(node->references[position])->count == TREE_NODE_ENTRIES;
		if (full && !split_child(node, position, key)) {
			lower_root(tree);
			return 0;
		}
		reference = descend(node, key);
	}
	return reference;
}

static uint32_t *leaf_insert(struct tree_node *leaf, uint32_t position, uint64_t key) {
	open_gap(leaf, position);
	leaf->keys[position] = key;
	leaf->references[position] = 0;
	return &leaf->references[position];
}

NOINLINE static uint32_t *insert_splitting(struct tree *tree, uint64_t key) {
	uint32_t leaf = descend_splitting(tree, key);
	if (leaf == 0) {
		return 0;
	}
	tree->recent_leaf = leaf;
	struct tree_node *node = tree_node_at(leaf);
	return leaf_insert(node, keys_up_to(node, key), key);
}

uint32_t *tree_find_or_insert(struct tree *tree, uint64_t key) {
	if (tree->root == 0) {
		uint32_t leaf = new_node(true);
		if (leaf == 0) {
			return 0;
		}
		tree->root = leaf;
		tree->first_leaf = leaf;
	}
	if (!covers(tree->recent_leaf, key)) {
		tree->recent_leaf = descend_to_leaf(tree, key);
	}
	struct tree_node *leaf = tree_node_at(tree->recent_leaf);
	uint32_t position = keys_up_to(leaf, key);
	if (position != 0 && leaf->keys[position - 1] == key) {
		return &leaf->references[position - 1];
	}
	return leaf->count == TREE_NODE_ENTRIES ? insert_splitting(tree, key) : leaf_insert(leaf, position, key);
}

/* Frees a leaf and the single-child nodes that lead to it from `reference`. */
NOINLINE static void free_chain(uint32_t reference) {
	struct tree_node *node = tree_node_at(reference);
	while (!node->leaf) {
		uint32_t child = node->references[0];
		arena_free(reference);
		reference = child;
		node = tree_node_at(reference);
	}
	arena_free(reference);
}

/* Removes the leaf that has only the key, and what leads to nothing but that leaf. */
NOINLINE static void remove_leaf(struct tree *tree, uint64_t key) {
	/* The deepest node on the way that has other children: what hangs below it goes. */
	struct tree_node *fork = 0;
	uint32_t fork_position = 0;
	struct tree_node *node = tree_node_at(tree->root);
	while (!node->leaf) {
		uint32_t position = child_for(node, key);
		if (node->count > 1) {
			fork = node;
			fork_position = position;
		}
		node = tree_node_at(node->references[position]);
	}
	tree->recent_leaf = 0;
	unlink_leaf(tree, node);
	if (fork == 0) {
		free_chain(tree->root);
		tree->root = 0;
		return;
	}
	free_chain(fork->references[fork_position]);
	close_gap(fork, fork_position);
	lower_root(tree);
}

void tree_remove(struct tree *tree, uint64_t key) {
	REQUIRE(tree_find(tree, key) != 0);
	struct tree_node *leaf = tree_node_at(leaf_for(tree, key));
	if (leaf->count == 1) {
		remove_leaf(tree, key);
	}
	else {
		close_gap(leaf, keys_up_to(leaf, key) - 1);
	}
}
