/*
 * The limits of imported orders: how many may be open, of each maker and in all, and the memory that they leave to the
 * host's own orders and takes.
 */
#ifndef DARKSWAP_FOREIGN_H
#define DARKSWAP_FOREIGN_H

#include "darkswap_abi.h"
#include "tree.h"

/* foreign_admit and foreign_dismiss of an imported order. */
enum darkswap_error foreign_admit_imported(struct darkswap_order const *order);
void foreign_dismiss_imported(struct darkswap_order const *order);

/*
 * Counts an order that is to be entered, if it is imported. What takes it out of the book gives the place back. OK,
 * TOO_MANY_FOREIGN_ORDERS, TOO_MANY_ORDERS_OF_MAKER, MEMORY_IS_RESERVED, MEMORY_EXHAUSTED or POISONED.
 */
static inline enum darkswap_error foreign_admit(struct darkswap_order const *order) {
	return order->flags & DARKSWAP_IMPORTED ? foreign_admit_imported(order) : DARKSWAP_OK;
}

static inline void foreign_dismiss(struct darkswap_order const *order) {
	if (order->flags & DARKSWAP_IMPORTED) {
		foreign_dismiss_imported(order);
	}
}

/* Of each maker, by the hash of its address, how many orders are open. For tests. */
struct tree const *foreign_makers(void);

/* Whether so many imported orders are counted as are open, in all and of their makers. For tests: it takes no lock. */
bool foreign_holds(uint64_t open);

/* Whether `instance` holds a lock here. */
bool foreign_is_held_by(uint32_t instance);

/* Poisons the lock here, if `instance` holds it. */
void foreign_poison(uint32_t instance);

/* Makes all who wait for a lock here look again. */
void foreign_wake(void);

#endif
