/* Events: what the plain book says must have happened, in that order, none lost and none twice. */
#include "check.h"
#include "commands.h"
#include "engine.h"
#include "event_word.h"
#include "events.h"
#include "random.h"

/* How many the last call returned: it is the next call that gives them back. */
static uint32_t being_read;

static void check_event(uint32_t link, struct plain_event const *expected) {
	uint32_t reference = link & ~DARKSWAP_EVENT_KIND;
	CHECK((link & DARKSWAP_EVENT_KIND) == expected->kind, "kind %u instead of %u", link & DARKSWAP_EVENT_KIND,
			expected->kind);
	if (expected->kind >= DARKSWAP_TRADE_CREATED && expected->kind <= DARKSWAP_TRADE_FAILED) {
		compare_trade(DEREF(darkswap_trade, reference), &expected->trade);
	}
	else {
		compare_order(DEREF(darkswap_order, reference), &expected->order);
	}
}

static uint32_t read_page(void) {
	command_begin();
	CHECK(darkswap_events_next() == DARKSWAP_OK, "next");
	size_t waiting = fifo_count(&plain.events);
	size_t page = waiting < DARKSWAP_PAGE_REFERENCES ? waiting : DARKSWAP_PAGE_REFERENCES;
	CHECK(mailbox.listed == page, "%u events of %zu", mailbox.listed, page);
	CHECK(mailbox.events_waiting == waiting, "%u events wait, not %zu", mailbox.events_waiting, waiting);
	for (uint32_t i = 0; i < mailbox.listed; i++) {
		check_event(mailbox.page.references[i], fifo_at(&plain.events, 0));
		fifo_drop_oldest(&plain.events);
	}
	being_read = mailbox.listed;
	return mailbox.listed;
}

static void check_waiting(void) {
	size_t waiting = fifo_count(&plain.events) + being_read;
	CHECK(events_waiting() == waiting, "%u events wait, not %zu", events_waiting(), waiting);
	uint32_t word = __atomic_load_n(event_word(), __ATOMIC_SEQ_CST);
	CHECK((word != 0) == (fifo_count(&plain.events) != 0), "the cursor's word is %u", word);
}

void random_events_read(void) {
	check_waiting();
	uint64_t pages = 1 + random_below(5);
	while (pages-- != 0 && read_page() != 0) {
	}
	check_waiting();
}

void read_all_events(void) {
	check_waiting();
	while (read_page() != 0) {
	}
	CHECK(events_waiting() == 0, "what was read is given back");
}

void random_events_switch(void) {
	struct darkswap_request *request = command_begin();
	request->count = (uint32_t)random_below(2);
	request->amount = UINT32_MAX;
	CHECK(darkswap_events_switch() == DARKSWAP_OK, "switch");
	plain.emits = request->count != 0;
}
