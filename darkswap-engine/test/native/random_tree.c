/* A tree against an array of flags: the same keys, in order, in well-formed nodes. */
#include "random_tree.h"

#include "check.h"
#include "checked_arena.h"
#include "random.h"
#include "tree.h"

#define KEYS 6000
#define ROUNDS 200000

static uint8_t present[KEYS];
static struct tree tree;

/* Keys of a node ascend and lie within [low, high); returns the height. */
static uint32_t check_node(uint32_t reference, uint64_t low, uint64_t high) {
	struct tree_node const *node = tree_node_at(reference);
	uint32_t height = 0;
	CHECK(node->count > 0 && node->count <= TREE_NODE_ENTRIES, "%u entries", node->count);
	for (uint32_t i = 0; i < node->count; i++) {
		uint64_t next = i + 1u < node->count ? node->keys[i + 1] : high;
		CHECK(node->keys[i] >= low && node->keys[i] < next && next <= high, "entry %u", i);
		if (!node->leaf) {
			uint32_t below = check_node(node->references[i], node->keys[i], next);
			CHECK(i == 0 || below == height, "leaves at different depths");
			height = below;
		}
	}
	return height + 1;
}

static void check_leaves(void) {
	uint32_t leaf = tree.first_leaf;
	uint32_t entry = 0;
	for (uint64_t key = 0; key < KEYS; key++) {
		if (!present[key]) {
			continue;
		}
		CHECK(leaf != 0 && tree_node_at(leaf)->keys[entry] == key, "key %llu", (unsigned long long)key);
		if (++entry == tree_node_at(leaf)->count) {
			leaf = tree_node_at(leaf)->next;
			entry = 0;
		}
	}
	CHECK(leaf == 0, "more keys than were put in");
}

static void check_root(void) {
	CHECK(tree.root == 0 || tree_node_at(tree.root)->leaf || tree_node_at(tree.root)->count > 1, "a root without a fork");
}

static void insert(uint64_t key) {
	bool may_be_short = random_chance(4);
	checked_arena_limit(may_be_short ? checked_arena_used() + (uint32_t)random_below(3) : UNLIMITED);
	uint32_t *entry = tree_find_or_insert(&tree, key);
	checked_arena_limit(UNLIMITED);
	CHECK((entry == 0) == checked_arena_was_short(), "key %llu", (unsigned long long)key);
	if (entry == 0) {
		check_root();
		return;
	}
	CHECK(*entry == (present[key] ? (uint32_t)key + 1 : 0), "key %llu", (unsigned long long)key);
	*entry = (uint32_t)key + 1;
	present[key] = 1;
}

static void remove_if_present(uint64_t key) {
	if (present[key]) {
		tree_remove(&tree, key);
		present[key] = 0;
	}
}

static void check_at_most(uint64_t key) {
	uint64_t expected = key + 1;
	while (expected != 0 && !present[expected - 1]) {
		expected--;
	}
	uint32_t const *found = tree_find_at_most(&tree, key);
	CHECK((found == 0 ? 0 : *found) == expected, "key %llu", (unsigned long long)key);
}

/* In turns the tree fills up, empties, works at one end, as prices and times do, and is about one node large. */
static void change(uint32_t round) {
	uint32_t phase = round / 10000 % 5;
	uint64_t key = random_below(KEYS);
	uint64_t place[] = { key, key, key / 20, KEYS - 1 - key / 20, key / 150 };
	uint32_t inserts_in_ten[] = { 8, 2, 5, 5, 5 };
	key = place[phase];
	CHECK((tree_find(&tree, key) != 0) == present[key], "key %llu", (unsigned long long)key);
	check_at_most(key);
	if (random_below(10) < inserts_in_ten[phase]) {
		insert(key);
	}
	else {
		remove_if_present(key);
	}
}

static void check_tree(void) {
	check_root();
	check_leaves();
	if (tree.root != 0) {
		check_node(tree.root, 0, UINT64_MAX);
	}
}

static void empty(void) {
	for (uint64_t key = 0; key < KEYS; key++) {
		remove_if_present(key);
	}
	CHECK(tree.root == 0 && tree.first_leaf == 0, "an empty tree holds no nodes");
}

void random_tree_run(void) {
	for (uint32_t round = 0; round < ROUNDS; round++) {
		if (round % 50000 == 40000) {
			empty();
		}
		change(round);
		if (round % 500 == 0) {
			check_tree();
		}
	}
	empty();
}
