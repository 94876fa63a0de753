#include "commands.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "checked_arena.h"
#include "engine.h"
#include "finish.h"
#include "random.h"
#include "registry.h"

int64_t now = 1;
uint64_t prices = 20;
uint64_t price_step = DARKSWAP_ONE / 1000;
bool memory_is_limited;
uint32_t blocks_held;
uint64_t next_id = 1;
uint32_t market_numbers[PLAIN_MARKETS];
uint32_t released;

/* Whether memory was short in this command, and since the markets were last all open. */
static bool was_short, was_short_lately;

struct darkswap_request *command_begin(void) {
	struct darkswap_request *request = &mailbox.request;
	uint64_t *words = (uint64_t *)(void *)request;
	for (size_t i = 0; i < sizeof *request / sizeof *words; i++) {
		words[i] = random_next();
	}
	request->now = now;
	was_short = false;
	return request;
}

static bool histories_are_empty(void) {
	for (uint32_t number = 1; number <= PLAIN_MARKETS; number++) {
		if (fifo_count(&plain.markets[number].closed) != 0 || fifo_count(&plain.markets[number].trades) != 0) {
			return false;
		}
	}
	return true;
}

bool command_was_refused(uint32_t error) {
	if (error != DARKSWAP_MEMORY_EXHAUSTED) {
		return false;
	}
	command_adopt_histories();
	CHECK(was_short && histories_are_empty(), "refused though there was memory");
	return true;
}

void command_sweep(uint32_t market, int64_t moment, uint32_t error) {
	bool is_swept = error != DARKSWAP_ORDER_NOT_FOUND && error != DARKSWAP_TRADE_NOT_FOUND;
	uint32_t asked = mailbox.request.market;
	while (!is_swept && market_exists(market) && registry_market(market)->summary.earliest_expiry <= moment) {
		mailbox.request.market = market & 0xffff;
		mailbox.request.now = moment;
		CHECK(finish(darkswap_sweep) == DARKSWAP_OK && mailbox.market == (market & 0xffff), "sweep");
	}
	mailbox.request.market = asked;
	plain_expire(market, moment);
}

static void adopt(struct fifo *history, uint64_t kept) {
	CHECK(was_short ? kept <= fifo_count(history) : kept == fifo_count(history), "%llu in a history of %zu",
			(unsigned long long)kept, fifo_count(history));
	fifo_keep(history, kept);
}

void command_adopt_histories(void) {
	was_short |= checked_arena_was_short();
	was_short_lately |= was_short;
	for (uint32_t number = 1; number <= PLAIN_MARKETS; number++) {
		struct market const *market = registry_market(registry_number_in(number));
		adopt(&plain.markets[number].closed, market == 0 ? 0 : market->closed);
		adopt(&plain.markets[number].trades, market == 0 ? 0 : market->trades.end - market->trades.first);
	}
}

bool market_exists(uint32_t market) {
	return registry_market(market) != 0;
}

bool market_was_released(uint32_t market) {
	for (uint32_t i = 0; i < PLAIN_MARKETS; i++) {
		if (market_numbers[i] == market) {
			return !market_exists(market);
		}
	}
	return false;
}

uint32_t any_open_market(void) {
	return market_numbers[random_below(PLAIN_MARKETS)];
}

uint32_t any_market(void) {
	if (!random_chance(50)) {
		return any_open_market();
	}
	/* One that never was, none, or one that was or will be. */
	uint32_t number = any_open_market();
	uint32_t wrong[] = { PLAIN_MARKETS + 1, 0, number - 0x10000, number + 0x10000, (number & 0xffff0000) + PLAIN_MARKETS + 1 };
	return wrong[random_below(sizeof wrong / sizeof *wrong)];
}

static uint32_t open_market(uint32_t pair) {
	struct darkswap_request *request = command_begin();
	request->base = (struct darkswap_asset){ 0 };
	request->quote = (struct darkswap_asset){ .type = DARKSWAP_RUNE, .block = 840000, .transaction = pair };
	request->count = 0;
	CHECK(darkswap_open_market() == DARKSWAP_OK, "open");
	return mailbox.market;
}

static int compare_numbers(void const *left, void const *right) {
	return *(uint32_t const *)left < *(uint32_t const *)right ? -1 : 1;
}

void reopen_markets(void) {
	if (registry_markets() == PLAIN_MARKETS) {
		return;
	}
	CHECK(was_short_lately, "a market was released though there was memory");
	was_short_lately = false;
	for (uint32_t i = 0; i < PLAIN_MARKETS; i++) {
		if (!market_exists(market_numbers[i])) {
			plain_release(market_numbers[i]);
		}
	}
	uint32_t limit = checked_arena_limit(UNLIMITED);
	for (uint32_t pair = 1; pair <= PLAIN_MARKETS; pair++) {
		uint32_t markets = registry_markets();
		market_numbers[pair - 1] = open_market(pair);
		if (registry_markets() != markets) {
			plain_reopen(mailbox.market);
			released++;
		}
	}
	qsort(market_numbers, PLAIN_MARKETS, sizeof *market_numbers, compare_numbers);
	checked_arena_limit(limit);
}

uint64_t any_price(void) {
	return (1000 + random_below(prices)) * price_step;
}

uint32_t random_address(uint8_t *address) {
	random_bytes(address, DARKSWAP_ADDRESS_MAX);
	return 1 + (uint32_t)random_below(DARKSWAP_ADDRESS_MAX);
}

uint32_t random_maker(uint8_t *address) {
	for (uint32_t i = 0; i < DARKSWAP_ADDRESS_MAX; i++) {
		address[i] = 'm';
	}
	address[random_below(4)] = (uint8_t)('a' + random_below(3));
	return 40 + (uint32_t)random_below(2);
}

void any_order_id(uint64_t *id_high, uint64_t *id_low) {
	struct plain_market const *market = &plain.markets[1 + random_below(PLAIN_MARKETS)];
	struct plain_order const *order = 0;
	if (plain.open_count != 0 && !random_chance(8)) {
		order = &plain.open[random_below(plain.open_count)];
	}
	else if (fifo_count(&market->closed) != 0 && !random_chance(8)) {
		order = fifo_at(&market->closed, random_below(fifo_count(&market->closed)));
	}
	*id_high = order == 0 ? random_below(3) : order->record.id_high;
	*id_low = order == 0 ? next_id + random_below(3) : order->record.id_low;
}

bool any_used_id(uint64_t *id_high, uint64_t *id_low) {
	size_t count = fifo_count(&plain.used_ids);
	struct plain_used_id const *used = count == 0 ? 0 : fifo_at(&plain.used_ids, count - 1 - random_below(count < 300 ? count : 300));
	if (used == 0 || used->expires_at <= now) {
		return false;
	}
	*id_high = used->id_high;
	*id_low = used->id_low;
	return true;
}

bool order_is_valid(struct darkswap_order const *order, int64_t moment) {
	return (order->id_high != 0 || order->id_low != 0) && order->side <= DARKSWAP_SELL && order->amount != 0
			&& order->price != 0 && moment >= 0 && order->expires_at > moment && order->maker_length >= 1
			&& order->maker_length <= DARKSWAP_ADDRESS_MAX
			&& ((wide)order->amount * order->price / DARKSWAP_ONE) >> 64 == 0;
}

void open_markets(void) {
	for (uint32_t number = 1; number <= PLAIN_MARKETS; number++) {
		market_numbers[number - 1] = open_market(number);
		CHECK(open_market(number) == number, "open again");
		CHECK(DEREF(darkswap_summary, mailbox.summary_reference) == &registry_market(number)->summary, "summary");
		CHECK(*(uint32_t const *)(void *)DEREF(darkswap_summary, mailbox.page.references[0]) == number, "number");
	}
	mailbox.request.quote.transaction++;
	mailbox.request.count = PLAIN_MARKETS;
	mailbox.request.base = mailbox.request.quote;
	CHECK(darkswap_open_market() == DARKSWAP_INVALID_ARGUMENT, "against itself");
	mailbox.request.base = (struct darkswap_asset){ .block = 1 };
	CHECK(darkswap_open_market() == DARKSWAP_INVALID_ARGUMENT, "bitcoin has no block");
	mailbox.request.base = (struct darkswap_asset){ .type = 3 };
	CHECK(darkswap_open_market() == DARKSWAP_INVALID_ARGUMENT, "no such type");
}
