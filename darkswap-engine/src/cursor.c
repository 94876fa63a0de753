#include "cursor.h"

static void settle_on_level(struct cursor *cursor) {
	cursor->order = cursor->level.leaf == 0 ? 0 : queue_at(tree_reference_at(&cursor->level))->first;
}

void cursor_seek(struct cursor *cursor, struct tree const *side) {
	cursor->level = tree_first(side);
	settle_on_level(cursor);
}

void cursor_next_level(struct cursor *cursor) {
	tree_next(&cursor->level);
	settle_on_level(cursor);
}

void cursor_next_in(struct cursor *cursor, enum queue_kind kind) {
	cursor->order = queue_node_at(cursor->order, kind)->next;
	if (cursor->order == 0) {
		cursor_next_level(cursor);
	}
}

void cursor_next_order(struct cursor *cursor) {
	cursor_next_in(cursor, QUEUE_LEVEL);
}
