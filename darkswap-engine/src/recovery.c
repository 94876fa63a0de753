/* Releases or poisons the locks of an instance that has trapped. */
#include "recovery.h"

#include "engine.h"
#include "foreign.h"
#include "registry.h"

/* First the engine, then its locks: an instance that wakes with one of them must not go on. */
static enum darkswap_error poison(uint32_t owner) {
	engine_poison();
	index_poison(owner);
	foreign_poison(owner);
	registry_poison(owner);
	return DARKSWAP_OK;
}

/* Nothing is half done: what is held is given up as its own commands would. */
static enum darkswap_error give_up(void) {
	enum darkswap_error error = listing_give_up();
	if (error == DARKSWAP_OK) {
		error = state_digest_give_up();
	}
	if (error == DARKSWAP_OK) {
		error = taking_give_up();
	}
	return error == DARKSWAP_OK ? batch_give_up() : error;
}

static enum darkswap_error recover(uint32_t owner) {
	if (owner == 0 || owner > DARKSWAP_INSTANCE_MAX) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	if (owner == mailbox.instance && !running) {
		enum darkswap_error error = give_up();
		mailbox.request.owner = owner;
		if (error == DARKSWAP_UNFINISHED) {
			return error;
		}
	}
	if (index_is_held_by(owner) || foreign_is_held_by(owner) || registry_is_held_by(owner)) {
		return poison(owner);
	}
	/* It may have been woken for a lock and ended before it took it: the next in line must not sleep on. */
	index_wake();
	foreign_wake();
	registry_wake();
	return DARKSWAP_WRONG_STATE;
}

/* No command like the others: it must not say that one runs, but find out whether one did. */
DARKSWAP_COMMAND(DARKSWAP_EXPORT(darkswap_recover)) {
	mailbox.error = recover(mailbox.request.owner);
	RETURN_ERROR;
}
