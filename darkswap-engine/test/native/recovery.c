#include "recovery.h"

#include "check.h"
#include "commands.h"
#include "engine.h"

static uint32_t recover(uint32_t owner) {
	mailbox.request.owner = owner;
	return darkswap_recover();
}

void recovery_run(void) {
	CHECK(recover(0) == DARKSWAP_INVALID_ARGUMENT, "no instance has number 0");
	CHECK(recover(DARKSWAP_INSTANCE_MAX + 1) == DARKSWAP_INVALID_ARGUMENT, "nor one beyond the last");
	CHECK(recover(9) == DARKSWAP_WRONG_STATE, "nobody was in a critical section");
	random_create();
	mailbox.request.market = 1;
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "this instance holds market 1 now");
	CHECK(recover(9) == DARKSWAP_WRONG_STATE, "another one does not");
	CHECK(recover(mailbox.instance) == DARKSWAP_WRONG_STATE, "between two calls nothing is half done");
	CHECK(darkswap_list_end() == DARKSWAP_WRONG_STATE, "the listing is given up");
	mailbox.request.market = 1;
	CHECK(darkswap_best() == DARKSWAP_OK, "and its market is free");
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "once more");
	running = true;
	CHECK(recover(mailbox.instance) == DARKSWAP_OK, "inside a call it poisons the engine");
	CHECK(darkswap_list_end() == DARKSWAP_OK, "the listing ends");
	mailbox.request.market = 2;
	CHECK(darkswap_best() == DARKSWAP_POISONED, "nothing goes on");
	CHECK(darkswap_get_order() == DARKSWAP_POISONED, "nothing goes on");
	CHECK(darkswap_batch_begin() == DARKSWAP_POISONED, "nothing goes on");
	CHECK(darkswap_events_next() == DARKSWAP_OK, "but the events of before are read");
}
