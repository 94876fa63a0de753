/*
 * Enters many orders at once, or none. The host writes them into records that become the orders, so
 * nothing is copied; it lets their markets ascend, so that the markets are locked in one order,
 * whatever batches run at the same time.
 */
#include "arena.h"
#include "engine.h"
#include "events.h"
#include "orders.h"
#include "reclaim.h"
#include "recovery.h"
#include "registry.h"
#include "signature.h"
#include "usage.h"
#include "words.h"

/*
 * A batch goes on over several calls, in these phases; from LOCKING on, but for RECLAIMING, markets
 * stay locked between them. Each goes through the records from the first to the last.
 *
 *   WRITING     the host writes the records, a page at a time
 *   CHECKING    each by itself
 *   LOCKING     the markets, in ascending order
 *   RESERVING   blocks for the events, so that a lack of them finds the book as it was
 *   ENTERING    into the index and the book
 *   UNDOING     what was entered: a record was refused, memory is short, or the host gave up
 *   PUBLISHING  the markets' summaries, and then the events
 *   UNLOCKING   the markets
 *   RECLAIMING  histories give memory, then the markets are locked again
 */
enum phase { WRITING = 0, CHECKING, LOCKING, RESERVING, ENTERING, UNDOING, PUBLISHING, UNLOCKING, RECLAIMING };

/* The records, linked in the order they were handed out. */
static _Thread_local struct {
	uint32_t first;
	uint32_t last;
	uint32_t count;
	/* How many the host wants in all, and whether they are signed, or imported. */
	uint32_t wanted;
	bool is_signed;
	bool is_imported;
	/* Of the makers, if they are signed. */
	uint32_t longest_address;
	enum phase phase;
	/* The phase goes on with the record `at` and is over at `end`; `passed` records are behind it. */
	uint32_t at;
	uint32_t end;
	uint32_t passed;
	/* The market of the record before `at`, or 0. */
	uint32_t market;
	/* How many records were good, and what is wrong with the next one, or with all. */
	uint32_t good;
	enum darkswap_error error;
	struct reclaiming reclaiming;
	int64_t now;
} batch;

/* The error of a batch that its host gives up. */
#define GIVEN_UP DARKSWAP_WRONG_STATE

static struct darkswap_order *order_at(uint32_t reference) {
	return DEREF(darkswap_order, reference);
}

static uint32_t after(uint32_t reference) {
	return order_at(reference)->batch_next;
}

/* Frees at most `limit` of the records. Returns whether those were all. */
static bool free_records(uint32_t limit) {
	while (batch.first != 0 && limit-- != 0) {
		uint32_t next = after(batch.first);
		orders_free(batch.first);
		batch.first = next;
	}
	return batch.first == 0;
}

static void clear_batch(void) {
	batch.first = 0;
	batch.last = 0;
	batch.count = 0;
	batch.wanted = 0;
}

/* Adds one more record, or nothing: MEMORY_EXHAUSTED when the arena is empty. */
static enum darkswap_error add_record(void) {
	uint32_t reference = arena_allocate();
	if (reference == 0) {
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	struct darkswap_order *order = order_at(reference);
	order->flags = 0;
	order->batch_next = 0;
	order->signature = 0;
	if (batch.is_signed && !signature_make_place(order, batch.longest_address)) {
		arena_free(reference);
		return DARKSWAP_MEMORY_EXHAUSTED;
	}
	if (batch.last == 0) {
		batch.first = reference;
	}
	else {
		order_at(batch.last)->batch_next = reference;
	}
	batch.last = reference;
	batch.count++;
	return DARKSWAP_OK;
}

/*
 * Where memory is short, a page has as many as there are; one without any is an error. The records of imported orders
 * leave the reserved memory, but for a page of them.
 */
static enum darkswap_error list_records(void) {
	if (batch.is_imported && !usage_is_within(settings.foreign_memory)) {
		return DARKSWAP_MEMORY_IS_RESERVED;
	}
	enum darkswap_error error = DARKSWAP_OK;
	uint32_t listed = 0;
	while (listed < DARKSWAP_PAGE_REFERENCES && batch.count < batch.wanted) {
		error = retry_after_reclaim(add_record);
		if (error != DARKSWAP_OK) {
			break;
		}
		mailbox.page.references[listed++] = batch.last;
	}
	mailbox.listed = listed;
	mailbox.more = batch.count < batch.wanted;
	return listed == 0 ? error : DARKSWAP_OK;
}

COMMAND(darkswap_batch_begin) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK || batch.first != 0) {
		return error != DARKSWAP_OK ? error : DARKSWAP_WRONG_STATE;
	}
	if (mailbox.request.count == 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	batch.wanted = mailbox.request.count;
	batch.is_signed = mailbox.request.flags & DARKSWAP_SIGNED;
	batch.is_imported = mailbox.request.flags & DARKSWAP_IMPORTED;
	batch.longest_address = mailbox.request.address_length;
	error = list_records();
	if (error != DARKSWAP_OK) {
		clear_batch();
	}
	return error;
}

COMMAND(darkswap_batch_next) {
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	return batch.count == batch.wanted ? DARKSWAP_WRONG_STATE : list_records();
}

/* Behind a longer address there is no room for the signature, for which there is to be. */
static uint32_t maker_room(struct darkswap_order const *order) {
	return signature_is_in_record(order) ? DARKSWAP_SIGNED_ADDRESS_MAX : sizeof order->maker;
}

static bool is_valid(struct darkswap_order const *order) {
	return (order->id_high | order->id_low) != 0 && order->side <= DARKSWAP_SELL && order->amount != 0
			&& order->price != 0 && order->expires_at > mailbox.request.now
			&& orders_address_length_is_valid(order->maker_length) && order->maker_length <= maker_room(order);
}

/* Writes what the host does not. */
NOINLINE static void complete(struct darkswap_order *order) {
	order->remaining = order->amount;
	order->created_at = mailbox.request.now;
	order->changed_at = mailbox.request.now;
	order->status = DARKSWAP_OPEN;
	order->flags = (uint8_t)((order->flags & DARKSWAP_IMPORTED) | (order->signature == 0 ? 0 : DARKSWAP_SIGNED));
	order->index_next = 0;
	order->sequence = 0;
	order->reserved = 0;
	order->used_id = 0;
	copy_address(order->maker, order->maker, order->maker_length, maker_room(order));
}

/* Begins a phase, which goes through the records before `end`. */
static void begin_phase(enum phase phase, uint32_t end) {
	batch.phase = phase;
	batch.at = batch.first;
	batch.end = end;
	batch.passed = 0;
	batch.market = 0;
}

NOINLINE static enum darkswap_error check(struct darkswap_order *order) {
	if (!is_valid(order) || order->market < batch.market) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	enum darkswap_error error = orders_check_payment(order->amount, order->price);
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (!orders_may_last(mailbox.request.now, order->expires_at)) {
		return DARKSWAP_EXPIRY_TOO_FAR;
	}
	if (!registry_is_open(order->market)) {
		return DARKSWAP_MARKET_NOT_FOUND;
	}
	complete(order);
	return DARKSWAP_OK;
}

/* Others do not wait with an instance for the markets that are locked already. */
static void keep_locked(void) {
	uint32_t market = 0;
	for (uint32_t record = batch.first; record != batch.at; record = after(record)) {
		if (order_at(record)->market != market) {
			market = order_at(record)->market;
			registry_keep(registry_market(market));
		}
	}
}

/* Expired orders emit their own events: they stay closed if the batch is undone. */
static enum darkswap_error lock_market(uint32_t number) {
	struct locked locked = engine_lock_next_market(number, false);
	if (locked_error(locked) == DARKSWAP_BUSY && batch.market != 0) {
		/* A batch that began again would find its markets free at once only by chance. */
		keep_locked();
		locked = engine_lock_next_market(number, true);
	}
	enum darkswap_error error = locked_error(locked);
	if (error == DARKSWAP_OK) {
		struct market *market = market_of(locked);
		engine_publish_market(market);
		engine_publish_events();
		if (batch.count > DARKSWAP_STEP_RECORDS) {
			registry_keep(market);
		}
	}
	else if (error == DARKSWAP_UNFINISHED) {
		keep_locked();
	}
	return error;
}

static enum darkswap_error enter(struct market *market, uint32_t record) {
	enum darkswap_error error = orders_insert(market, record);
	if (error == DARKSWAP_OK) {
		events_emit_order(DARKSWAP_ORDER_CREATED, order_at(record));
	}
	return error;
}

static enum darkswap_error withdraw(struct market *market, uint32_t record) {
	market_remove(market, record);
	market->next_sequence--;
	return index_remove(INDEX_ORDERS, record, mailbox.instance);
}

/* Once its market is unlocked, a record may be gone. */
static void unlock_after_last(struct market *market, uint32_t next) {
	if (next == batch.end || order_at(next)->market != market->number) {
		engine_unlock_market(market);
	}
}

/* Does the phase's work on one record, before `next`. */
static enum darkswap_error visit(uint32_t record, uint32_t next) {
	struct darkswap_order *order = order_at(record);
	if (batch.phase == CHECKING) {
		return check(order);
	}
	bool is_first = order->market != batch.market;
	if (batch.phase == LOCKING) {
		return is_first ? lock_market(order->market) : DARKSWAP_OK;
	}
	if (batch.phase == RESERVING) {
		return events_reserve(1);
	}
	struct market *market = registry_market(order->market);
	switch (batch.phase) {
	case ENTERING:
		return enter(market, record);
	case UNDOING:
		return withdraw(market, record);
	case PUBLISHING:
		if (is_first) {
			market_publish(market);
		}
		return DARKSWAP_OK;
	default:
		unlock_after_last(market, next);
		return DARKSWAP_OK;
	}
}

/* Whether the phase works on markets: on the first record of each, or on the last. */
static bool is_of_markets(void) {
	return batch.phase == LOCKING || batch.phase == PUBLISHING || batch.phase == UNLOCKING;
}

/* Passes the records in the middle of a market, for which such a phase has nothing to do. */
static void pass_middle(uint32_t *budget) {
	uint32_t at = batch.at, end = batch.end, market = batch.market, left = *budget;
	uint32_t next = at == end ? 0 : after(at);
	while (left != 0 && next != 0 && next != end && order_at(at)->market == market
			&& order_at(next)->market == market) {
		at = next;
		next = after(at);
		left--;
	}
	batch.at = at;
	batch.passed += *budget - left;
	*budget = left;
}

NOINLINE static enum darkswap_error go_through(uint32_t *budget) {
	while (batch.at != batch.end && *budget != 0) {
		uint32_t next = after(batch.at), market = order_at(batch.at)->market;
		enum darkswap_error error = visit(batch.at, next);
		if (error != DARKSWAP_OK) {
			return error;
		}
		batch.at = next;
		batch.market = market;
		batch.passed++;
		--*budget;
		if (is_of_markets()) {
			pass_middle(budget);
		}
	}
	return DARKSWAP_OK;
}

/* The batch is the host's again, or, if all are entered, the book's. */
static enum darkswap_error end_creation(void) {
	batch.phase = WRITING;
	engine_end_hold();
	mailbox.listed = batch.good;
	if (batch.error == DARKSWAP_OK) {
		clear_batch();
	}
	return batch.error;
}

/* Goes back from where the phase has come to. */
static void fail(enum darkswap_error error) {
	batch.error = error;
	if (batch.phase <= ENTERING) {
		batch.good = batch.passed;
	}
	if (batch.phase == RESERVING) {
		begin_phase(UNDOING, batch.first);
	}
	else if (batch.phase == ENTERING) {
		begin_phase(UNDOING, batch.at);
	}
	else if (batch.phase == LOCKING) {
		begin_phase(UNLOCKING, batch.at);
	}
	else if (batch.phase == UNDOING) {
		begin_phase(UNLOCKING, 0);
	}
}

/* Whether the phase, whose records are through, is over. */
static bool is_over(uint32_t *budget) {
	if (batch.phase == UNDOING && !(events_take_back(*budget) && events_release(*budget))) {
		*budget = 0;
		return false;
	}
	return true;
}

/* Begins the next phase. */
static void follow(void) {
	switch (batch.phase) {
	case CHECKING:
		begin_phase(LOCKING, 0);
		return;
	case LOCKING:
		begin_phase(events_wanted() ? RESERVING : ENTERING, 0);
		return;
	case RESERVING:
		begin_phase(ENTERING, 0);
		return;
	case ENTERING:
		batch.good = batch.passed;
		begin_phase(PUBLISHING, 0);
		return;
	case PUBLISHING:
		engine_publish_events();
		begin_phase(UNLOCKING, 0);
		return;
	case UNDOING:
		begin_phase(UNLOCKING, 0);
		return;
	default:
		batch.phase = RECLAIMING;
		batch.reclaiming = (struct reclaiming){ .wanted = batch.count - batch.good + RECLAIM_FEW };
	}
}

static bool is_unlocked(void) {
	return batch.phase == UNLOCKING && batch.at == batch.end;
}

/* One phase, or as much of it as the budget allows. Ends the creation, or leaves its phase for the next step. */
static enum darkswap_error step(uint32_t *budget) {
	enum darkswap_error error = batch.phase == RECLAIMING ? reclaim_step(&batch.reclaiming) : go_through(budget);
	if (error == DARKSWAP_UNFINISHED) {
		return error;
	}
	if (error != DARKSWAP_OK) {
		enum phase failed = batch.phase;
		fail(error);
		return failed == CHECKING || failed == RECLAIMING ? end_creation() : DARKSWAP_OK;
	}
	if (batch.phase == RECLAIMING) {
		batch.error = DARKSWAP_OK;
		begin_phase(LOCKING, 0);
		return DARKSWAP_OK;
	}
	if (batch.at != batch.end || !is_over(budget)) {
		return DARKSWAP_OK;
	}
	if (is_unlocked() && batch.error != DARKSWAP_MEMORY_EXHAUSTED) {
		return end_creation();
	}
	follow();
	return DARKSWAP_OK;
}

/* Goes on until the batch is entered or refused, or the call has done enough. */
static enum darkswap_error go_on(void) {
	uint32_t budget = DARKSWAP_STEP_RECORDS;
	enum darkswap_error error = DARKSWAP_OK;
	mailbox.request.now = batch.now;
	while (error == DARKSWAP_OK && batch.phase != WRITING) {
		if (budget == 0) {
			return DARKSWAP_UNFINISHED;
		}
		error = step(&budget);
	}
	return error;
}

COMMAND(darkswap_batch_create) {
	if (batch.phase != WRITING) {
		return go_on();
	}
	enum darkswap_error error = engine_check();
	if (error != DARKSWAP_OK) {
		return error;
	}
	if (batch.first == 0 || batch.count != batch.wanted) {
		return DARKSWAP_WRONG_STATE;
	}
	if (mailbox.request.now < 0) {
		return DARKSWAP_INVALID_ARGUMENT;
	}
	batch.now = mailbox.request.now;
	batch.error = DARKSWAP_OK;
	begin_phase(CHECKING, 0);
	engine_hold();
	return go_on();
}

/* Unless all is entered already, goes back. */
static void give_up(void) {
	if (batch.phase == CHECKING || batch.phase == RECLAIMING) {
		fail(GIVEN_UP);
		end_creation();
	}
	else if (batch.phase == LOCKING || batch.phase == RESERVING || batch.phase == ENTERING) {
		fail(GIVEN_UP);
	}
	else if (batch.error != DARKSWAP_OK) {
		batch.error = GIVEN_UP;
	}
}

enum darkswap_error batch_give_up(void) {
	if (batch.phase != WRITING) {
		give_up();
		if (go_on() == DARKSWAP_UNFINISHED) {
			return DARKSWAP_UNFINISHED;
		}
	}
	if (!free_records(DARKSWAP_STEP_RECORDS)) {
		return DARKSWAP_UNFINISHED;
	}
	clear_batch();
	return DARKSWAP_OK;
}

COMMAND(darkswap_batch_end) {
	return batch_give_up();
}
