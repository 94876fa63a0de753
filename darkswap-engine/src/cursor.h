/* A place among the open orders of one side: best price first, at one price oldest first. */
#ifndef DARKSWAP_CURSOR_H
#define DARKSWAP_CURSOR_H

#include "tree.h"

struct cursor {
	struct tree_cursor level;
	/* The order it stands at, or 0 behind the last. */
	uint32_t order;
};

/* Goes to the best order of a side, if there is one. */
void cursor_seek(struct cursor *cursor, struct tree const *side);

void cursor_next_order(struct cursor *cursor);

/* Goes to the first order of the next price. */
void cursor_next_level(struct cursor *cursor);

#endif
