/* Taking orders, and settling trades. */
#include <string.h>

#include "check.h"
#include "commands.h"
#include "engine.h"
#include "finish.h"
#include "random.h"

static struct darkswap_trade trades[PLAIN_OPEN_MAX];
static struct plain_order *makers[PLAIN_OPEN_MAX];

static struct darkswap_trade *any_trade(void) {
	struct fifo const *history = &plain.markets[1 + random_below(PLAIN_MARKETS)].trades;
	return fifo_count(history) == 0 ? 0 : fifo_at(history, random_below(fifo_count(history)));
}

/* Of what both takings have in common; returns whether a trade with the id may exist. */
static bool begin_taking(struct darkswap_request *request) {
	struct darkswap_trade const *trade = any_trade();
	bool repeated = !memory_is_limited && trade != 0 && random_chance(30);
	request->id_high = repeated ? trade->id_high : 8;
	request->id_low = repeated ? trade->id_low - random_below(3) : next_id;
	if (!memory_is_limited && random_chance(60)) {
		/* The next trade's id is one more, however far that carries. */
		request->id_low = UINT64_MAX - random_below(4);
		repeated = true;
	}
	request->address_length = random_address(request->address);
	request->now = random_chance(10) && now > 100 ? now - (int64_t)random_below(100) : now;
	if (random_chance(40)) {
		request->address_length = random_chance(2) ? 0 : DARKSWAP_ADDRESS_MAX + 1;
	}
	if (random_chance(60)) {
		request->now = -request->now;
	}
	return repeated;
}

static bool taking_is_valid(struct darkswap_request const *request) {
	return (request->id_high | request->id_low) != 0 && request->amount != 0 && request->now >= 0
			&& request->address_length >= 1 && request->address_length <= DARKSWAP_ADDRESS_MAX;
}

static uint64_t any_amount(struct plain_order const *order) {
	uint64_t remaining = order == 0 ? 5 : order->record.remaining;
	switch (random_below(12)) {
	case 0:
		return random_below(2);
	case 1:
		return remaining + 1;
	case 2:
	case 3:
	case 4:
		return remaining;
	default:
		return remaining == 0 ? 1 : 1 + random_below(remaining);
	}
}

static void check_taken(struct plain_order *order) {
	struct darkswap_request const *request = &mailbox.request;
	struct fifo *history = &plain_market(order->record.market)->trades;
	struct darkswap_trade trade = plain_take(order, request->amount, request, 0);
	compare_trade(&mailbox.trade, &trade);
	fifo_keep(history, plain.trade_history);
	next_id++;
}

void random_take_order(void) {
	struct darkswap_request *request = command_begin();
	any_order_id(&request->order_id_high, &request->order_id_low);
	struct plain_order *order = plain_find(request->order_id_high, request->order_id_low);
	request->amount = any_amount(order);
	bool repeated = begin_taking(request);
	uint32_t market = order == 0 ? 0 : order->record.market;
	uint32_t error = finish(darkswap_take_order);
	if (!taking_is_valid(request)) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	if (market != 0) {
		command_sweep(market, request->now, error);
	}
	if (command_was_refused(error)) {
		return;
	}
	order = plain_find(request->order_id_high, request->order_id_low);
	if (order != 0 && order->record.status != DARKSWAP_OPEN) {
		command_adopt_histories();
		order = plain_find(request->order_id_high, request->order_id_low);
	}
	if (order == 0) {
		CHECK(error == DARKSWAP_ORDER_NOT_FOUND, "%u", error);
		return;
	}
	if (order->record.status != DARKSWAP_OPEN) {
		CHECK(error == DARKSWAP_ORDER_NOT_OPEN, "%u", error);
		return;
	}
	if (request->amount > order->record.remaining) {
		CHECK(error == DARKSWAP_AMOUNT_EXCEEDS_REMAINING, "%u", error);
		return;
	}
	if (plain_is_below_unit(request->amount, order->record.price)) {
		CHECK(error == DARKSWAP_BELOW_A_UNIT && mailbox.order.price == order->record.price, "%u", error);
		return;
	}
	if (repeated && plain_find_trade(request->id_high, request->id_low) != 0) {
		CHECK(error == DARKSWAP_DUPLICATE_TRADE, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	check_taken(order);
}

/* The orders to take from, best first, of the side opposite to the taker's; the next one may cost too little. */
static uint32_t find_makers(struct darkswap_request const *request, bool *costs_too_little) {
	uint32_t side = request->side == DARKSWAP_BUY ? DARKSWAP_SELL : DARKSWAP_BUY;
	uint32_t count = plain_side(request->market, side, request->now, makers), taken = 0;
	uint64_t left = request->amount;
	while (taken < count && left != 0) {
		uint64_t price = makers[taken]->record.price, remaining = makers[taken]->record.remaining;
		if (side == DARKSWAP_SELL ? price > request->price : price < request->price) {
			break;
		}
		uint64_t amount = left < remaining ? left : remaining;
		*costs_too_little = plain_is_below_unit(amount, price);
		if (*costs_too_little) {
			break;
		}
		left -= amount;
		taken++;
	}
	return taken;
}

/* Closing one order moves another in the plain book, so each is looked for again. */
static void take_all(struct darkswap_request const *request, uint32_t count) {
	uint64_t left = request->amount;
	for (uint32_t i = 0; i < count; i++) {
		trades[i].order_id_high = makers[i]->record.id_high;
		trades[i].order_id_low = makers[i]->record.id_low;
	}
	for (uint32_t i = 0; i < count; i++) {
		struct plain_order *order = plain_find(trades[i].order_id_high, trades[i].order_id_low);
		uint64_t amount = left < order->record.remaining ? left : order->record.remaining;
		trades[i] = plain_take(order, amount, request, i);
		left -= amount;
	}
}

static bool any_id_is_used(struct darkswap_request const *request, uint32_t count) {
	for (uint32_t i = 0; i < count; i++) {
		uint64_t id_low = request->id_low + i;
		if (plain_find_trade(request->id_high + (id_low < i), id_low) != 0) {
			return true;
		}
	}
	return false;
}

static void list_taken(uint32_t count) {
	uint32_t listed = 0;
	do {
		CHECK(darkswap_take_next() == DARKSWAP_OK, "next");
		CHECK(mailbox.listed <= DARKSWAP_PAGE_REFERENCES && listed + mailbox.listed <= count, "too many");
		for (uint32_t i = 0; i < mailbox.listed; i++) {
			compare_trade(DEREF(darkswap_trade, mailbox.page.references[i]), &trades[listed++]);
		}
	} while (mailbox.more);
	CHECK(listed == count, "%u trades of %u", listed, count);
}

void random_take_best(void) {
	struct darkswap_request *request = command_begin();
	request->market = any_market();
	request->side = random_chance(40) ? 2 : (uint32_t)random_below(2);
	request->amount = random_chance(20) ? random_next() : random_below(3000);
	request->price = random_chance(8) ? random_below(2) * UINT64_MAX : any_price();
	bool repeated = begin_taking(request);
	uint32_t error = finish(darkswap_take_begin);
	if (!taking_is_valid(request) || request->side > DARKSWAP_SELL || request->price == 0) {
		CHECK(error == DARKSWAP_INVALID_ARGUMENT, "%u", error);
		return;
	}
	plain_expire(request->market, request->now);
	if (!market_exists(request->market)) {
		CHECK(error == DARKSWAP_MARKET_NOT_FOUND, "%u", error);
		return;
	}
	if (command_was_refused(error)) {
		return;
	}
	bool costs_too_little = false;
	uint32_t count = find_makers(request, &costs_too_little);
	if (count == 0 && costs_too_little) {
		CHECK(error == DARKSWAP_BELOW_A_UNIT && mailbox.order.price == makers[0]->record.price, "%u", error);
		return;
	}
	if (repeated && any_id_is_used(request, count)) {
		CHECK(error == DARKSWAP_DUPLICATE_TRADE, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	uint32_t market = request->market;
	take_all(request, count);
	next_id += count;
	if (random_chance(40)) {
		check_wrong_calls_while_holding();
		CHECK(darkswap_list_next() == DARKSWAP_WRONG_STATE, "this is no listing");
	}
	list_taken(count);
	CHECK(finish(darkswap_take_end) == DARKSWAP_OK, "end");
	fifo_keep(&plain_market(market)->trades, plain.trade_history);
}

void random_settle(void) {
	struct darkswap_request *request = command_begin();
	struct darkswap_trade *trade = random_chance(30) ? 0 : any_trade();
	bool fails = random_chance(3);
	request->id_high = trade == 0 ? 8 : trade->id_high;
	request->id_low = trade == 0 ? next_id : trade->id_low;
	uint32_t error = finish(fails ? darkswap_fail_trade : darkswap_complete_trade);
	if (trade != 0) {
		command_sweep(trade->market, now, error);
	}
	if (command_was_refused(error)) {
		return;
	}
	struct darkswap_trade given = { 0 };
	if (trade != 0) {
		given = *trade;
	}
	command_adopt_histories();
	trade = plain_find_trade(request->id_high, request->id_low);
	if (trade == 0 && error == DARKSWAP_OK && memory_is_limited && given.id_low == request->id_low) {
		/* The trade's record has become the event of its settlement. */
		trade = &given;
	}
	if (trade == 0) {
		CHECK(error == DARKSWAP_TRADE_NOT_FOUND, "%u", error);
		return;
	}
	if (trade->status != DARKSWAP_PENDING) {
		CHECK(error == DARKSWAP_TRADE_NOT_PENDING, "%u", error);
		return;
	}
	CHECK(error == DARKSWAP_OK, "%u", error);
	plain_settle(trade, fails ? DARKSWAP_FAILED : DARKSWAP_COMPLETED, now);
	compare_trade(&mailbox.trade, trade);
}
