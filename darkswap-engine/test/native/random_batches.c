/* Batches: entered whole, or not at all. */
#include <string.h>

#include "check.h"
#include "checked_arena.h"
#include "commands.h"
#include "engine.h"
#include "finish.h"
#include "random.h"

#define BATCH_MAX 600

static struct plain_order batch[BATCH_MAX];
static uint32_t references[BATCH_MAX];
/* The most bytes that a maker's address may have where the batch is signed. */
static uint32_t longest_address;

static uint32_t blocks_of_record(bool is_signed) {
	return is_signed && longest_address > DARKSWAP_SIGNED_ADDRESS_MAX ? 2 : 1;
}

/* Collects the records' references, page by page. Returns false when there is no memory for them. */
static bool begin(uint32_t count, bool is_signed) {
	struct darkswap_request *request = command_begin();
	uint32_t collected = 0;
	request->count = count;
	/* Of half the batches, addresses may be longer than what leaves room for a signature. */
	longest_address = random_chance(2) ? DARKSWAP_SIGNED_ADDRESS_MAX : DARKSWAP_ADDRESS_MAX;
	request->address_length = longest_address;
	request->flags = is_signed ? request->flags | DARKSWAP_SIGNED : request->flags & ~(uint32_t)DARKSWAP_SIGNED;
	uint32_t error = darkswap_batch_begin();
	if (command_was_refused(error)) {
		return false;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	CHECK(darkswap_batch_begin() == DARKSWAP_WRONG_STATE, "begun twice");
	for (;;) {
		CHECK(mailbox.listed <= DARKSWAP_PAGE_REFERENCES && collected + mailbox.listed <= count, "too many");
		memcpy(references + collected, mailbox.page.references, mailbox.listed * sizeof *references);
		collected += mailbox.listed;
		if (!mailbox.more) {
			break;
		}
		error = finish(darkswap_batch_next);
		blocks_held = collected * blocks_of_record(is_signed);
		if (command_was_refused(error)) {
			CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
			blocks_held = 0;
			return false;
		}
		CHECK(error == DARKSWAP_OK, "%u", error);
	}
	CHECK(collected == count, "%u records of %u", collected, count);
	CHECK(finish(darkswap_batch_next) == DARKSWAP_WRONG_STATE, "after the last");
	blocks_held = count * blocks_of_record(is_signed);
	return true;
}

static void spoil(struct darkswap_order *order) {
	switch (random_below(10)) {
	case 0:
		order->id_high = order->id_low = 0;
		return;
	case 1:
		order->side = (uint8_t)(2 + random_below(254));
		return;
	case 2:
		order->amount = 0;
		return;
	case 3:
		order->price = 0;
		return;
	case 4:
		order->expires_at = now - (int64_t)random_below(2);
		return;
	case 5:
		order->maker_length = (uint8_t)(random_chance(2) ? 0 : DARKSWAP_ADDRESS_MAX + 1 + random_below(100));
		return;
	case 6:
		order->market = random_chance(2) ? 0 : PLAIN_MARKETS + 1 + (uint32_t)random_below(1000);
		return;
	case 7:
		order->expires_at = now + PLAIN_MAXIMUM_EXPIRY + 1;
		return;
	case 8:
		/* If the batch is signed, there may be no room for the signature. */
		order->maker_length = (uint8_t)(DARKSWAP_SIGNED_ADDRESS_MAX + 1);
		return;
	default:
		order->amount = order->price = UINT64_MAX;
	}
}

/* Writes what a host writes, into garbage. */
static void write_record(struct plain_order const *order, uint32_t reference, bool is_signed) {
	struct darkswap_order *record = DEREF(darkswap_order, reference);
	record->id_high = order->record.id_high;
	record->id_low = order->record.id_low;
	record->market = order->record.market;
	record->side = order->record.side;
	record->amount = order->record.amount;
	record->price = order->record.price;
	record->expires_at = order->record.expires_at;
	record->maker_length = order->record.maker_length;
	memcpy(record->maker, order->record.maker, sizeof record->maker);
	record->status = (uint8_t)random_next();
	/* Of the flags, only whether it was imported is the host's. */
	record->flags = (uint8_t)((random_next() & ~(uint64_t)DARKSWAP_IMPORTED) | (order->record.flags & DARKSWAP_IMPORTED));
	CHECK((record->signature != 0) == is_signed, "a record for the signature");
	if (is_signed) {
		memcpy(DEREF(darkswap_order, record->signature), order->signature, sizeof order->signature);
	}
}

static void write_records(uint32_t count, bool is_signed) {
	uint32_t at = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct plain_order *order = &batch[i];
		memset(order, 0, sizeof *order);
		at += random_below(count) < PLAIN_MARKETS && at < PLAIN_MARKETS - 1;
		order->record.market = market_numbers[at];
		order->record.id_high = 7;
		order->record.id_low = next_id++;
		order->record.side = (uint8_t)random_below(2);
		order->record.amount = 1 + random_below(1000);
		order->record.price = any_price();
		if (!random_chance(400)) {
			order->record.amount += (DARKSWAP_ONE - 1) / order->record.price;
		}
		int64_t after = plain.freed_until > now ? plain.freed_until : now;
		order->record.expires_at = after + 1 + (int64_t)random_below(4000);
		do {
			order->record.maker_length = (uint8_t)random_address(order->record.maker);
		} while (is_signed && order->record.maker_length > longest_address);
		order->record.flags = (uint8_t)((is_signed ? DARKSWAP_SIGNED : 0) | (random_chance(4) ? DARKSWAP_IMPORTED : 0));
		if (order->record.flags & DARKSWAP_IMPORTED) {
			order->record.maker_length = (uint8_t)random_maker(order->record.maker);
		}
		random_bytes(order->signature, sizeof order->signature);
	}
	if (random_chance(5)) {
		spoil(&batch[random_below(count)].record);
	}
	if (!memory_is_limited && random_chance(8)) {
		struct darkswap_order *order = &batch[random_below(count)].record;
		any_order_id(&order->id_high, &order->id_low);
	}
	if (random_chance(8)) {
		struct darkswap_order *order = &batch[random_below(count)].record;
		any_used_id(&order->id_high, &order->id_low);
	}
	if (random_chance(8)) {
		struct plain_order *order = &batch[random_below(count)], *other = &batch[random_below(count)];
		order->record.id_low = other->record.id_low;
		order->record.id_high = other->record.id_high;
	}
	if (random_chance(8)) {
		batch[random_below(count)].record.market = any_open_market();
	}
	for (uint32_t i = 0; i < count; i++) {
		write_record(&batch[i], references[i], is_signed);
	}
}

/* The first record that is refused before any market is looked at, and why. */
static uint32_t expected_check(uint32_t count, uint32_t *at) {
	uint32_t market = 0;
	for (*at = 0; *at < count; ++*at) {
		struct darkswap_order const *order = &batch[*at].record;
		bool leaves_no_room = (order->flags & DARKSWAP_SIGNED) && order->maker_length > longest_address;
		if (!order_is_valid(order, now) || leaves_no_room || order->market < market) {
			return DARKSWAP_INVALID_ARGUMENT;
		}
		if (plain_is_below_unit(order->amount, order->price)) {
			return DARKSWAP_BELOW_A_UNIT;
		}
		if (order->expires_at - now > PLAIN_MAXIMUM_EXPIRY) {
			return DARKSWAP_EXPIRY_TOO_FAR;
		}
		if (!market_exists(order->market)) {
			return DARKSWAP_MARKET_NOT_FOUND;
		}
		market = order->market;
	}
	return DARKSWAP_OK;
}

static bool is_earlier_in_batch(uint32_t at) {
	for (uint32_t i = 0; i < at; i++) {
		if (batch[i].record.id_high == batch[at].record.id_high && batch[i].record.id_low == batch[at].record.id_low) {
			return true;
		}
	}
	return false;
}

static uint32_t count_earlier_of_maker(uint32_t at) {
	uint32_t count = 0;
	for (uint32_t i = 0; i < at; i++) {
		count += (batch[i].record.flags & DARKSWAP_IMPORTED) && plain_same_maker(&batch[i].record, &batch[at].record);
	}
	return count;
}

/* The expected answer where `error` was. */
static uint32_t expected_entry(uint32_t count, uint32_t error, uint32_t *at) {
	uint32_t foreign = plain_foreign_orders();
	for (*at = 0; *at < count; ++*at) {
		if ((batch[*at].record.flags & DARKSWAP_IMPORTED) && ++foreign > settings.foreign_orders) {
			return DARKSWAP_TOO_MANY_FOREIGN_ORDERS;
		}
		if ((batch[*at].record.flags & DARKSWAP_IMPORTED)
				&& plain_foreign_orders_of(&batch[*at].record) + count_earlier_of_maker(*at) >= settings.foreign_orders_of_maker) {
			return DARKSWAP_TOO_MANY_ORDERS_OF_MAKER;
		}
		struct darkswap_order const *order = &batch[*at].record;
		if (is_earlier_in_batch(*at) || plain_find(order->id_high, order->id_low) != 0) {
			return DARKSWAP_DUPLICATE_ORDER;
		}
		if (plain_use_of(order, now) > (*at == mailbox.listed ? NOT_USED : MAY_BE_USED)) {
			return plain_refuses_id(order, error) ? error : DARKSWAP_DUPLICATE_ORDER;
		}
	}
	return DARKSWAP_OK;
}

static void sweep_markets(uint32_t count) {
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || batch[i].record.market != batch[i - 1].record.market) {
			plain_expire(batch[i].record.market, now);
		}
	}
}

/* Whether the markets of all records are open that name one. */
static bool markets_are_open(uint32_t count) {
	for (uint32_t i = 0; i < count; i++) {
		if (market_was_released(batch[i].record.market)) {
			return false;
		}
	}
	return true;
}

static bool create(uint32_t count) {
	command_begin();
	bool were_open = markets_are_open(count);
	uint32_t error = finish(darkswap_batch_create);
	uint32_t at, expected = expected_check(count, &at);
	if (expected == DARKSWAP_OK) {
		sweep_markets(count);
		if (command_was_refused(error)) {
			return false;
		}
		/* Orders that histories gave up for memory before the batch was entered do not refuse their ids. */
		command_adopt_histories();
		expected = expected_entry(count, error, &at);
	}
	if (expected == DARKSWAP_MARKET_NOT_FOUND && were_open && market_was_released(batch[at].record.market)) {
		/* While the batch waited for memory, after all its markets were locked. */
		sweep_markets(count);
	}
	CHECK(error == expected, "%u instead of %u", error, expected);
	CHECK(error == DARKSWAP_OK || mailbox.listed == at, "%u was refused, not %u", at, mailbox.listed);
	if (error != DARKSWAP_OK) {
		return false;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint8_t *maker = batch[i].record.maker;
		memset(maker + batch[i].record.maker_length, 0, DARKSWAP_ADDRESS_ROOM - batch[i].record.maker_length);
		compare_order(DEREF(darkswap_order, references[i]), &plain_insert(&batch[i], now)->record);
	}
	blocks_held = 0;
	return true;
}

void random_batch(void) {
	uint32_t count = 1 + (uint32_t)random_below(random_chance(10) ? BATCH_MAX : 12);
	bool is_signed = random_chance(3);
	if (plain.open_count + count > PLAIN_OPEN_MAX || !begin(count, is_signed)) {
		return;
	}
	write_records(count, is_signed);
	bool created = !random_chance(20) && create(count);
	if (!created && random_chance(2)) {
		/* The host may mend the records and try again. */
		write_records(count, is_signed);
		created = create(count);
	}
	CHECK(finish(darkswap_batch_end) == DARKSWAP_OK, "end");
	blocks_held = 0;
	CHECK(finish(darkswap_batch_create) == DARKSWAP_WRONG_STATE, "after the end");
}
