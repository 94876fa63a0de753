/* A place among the open orders of one side: best price first, at one price oldest first. Or among all, by expiry. */
#ifndef DARKSWAP_CURSOR_H
#define DARKSWAP_CURSOR_H

#include "queue.h"

struct cursor {
	struct tree_cursor level;
	/* The order it stands at, or 0 behind the last. */
	uint32_t order;
};

/* Goes to the best order of a side, if there is one. */
void cursor_seek(struct cursor *cursor, struct tree const *side);

void cursor_next_order(struct cursor *cursor);

/* The same where the tree is of the queues of this kind: cursors of open orders by their expiry go by QUEUE_EXPIRY. */
void cursor_next_in(struct cursor *cursor, enum queue_kind kind);

/* Goes to the first order of the next price. */
void cursor_next_level(struct cursor *cursor);

#endif
