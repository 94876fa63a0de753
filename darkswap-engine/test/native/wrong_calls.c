/* Calls that do not belong where they are made. */
#include "check.h"
#include "commands.h"
#include "engine.h"

typedef uint32_t command(void);

/* Commands that are refused while a market is held. */
static command *const commands[] = { darkswap_open_market, darkswap_keep_used_ids, darkswap_create_order, darkswap_cancel_order,
	darkswap_evict_order,
	darkswap_get_order, darkswap_best, darkswap_sweep, darkswap_take_order, darkswap_take_begin,
	darkswap_complete_trade, darkswap_fail_trade, darkswap_batch_begin, darkswap_batch_create, darkswap_list_begin,
	darkswap_statistics, darkswap_state_digest, darkswap_create, darkswap_configure };

/* Commands of a listing, a taking or a batch that was begun. */
static command *const parts[] = { darkswap_take_next, darkswap_take_end, darkswap_batch_next, darkswap_batch_create,
	darkswap_list_next, darkswap_levels_next, darkswap_trades_next, darkswap_candles_next, darkswap_list_end };

/* A request that every command would accept. */
static void request_anything(void) {
	mailbox.request = (struct darkswap_request){ .id_high = 9, .id_low = 9, .order_id_high = 7, .order_id_low = 1,
		.amount = 1, .price = 1000 * DARKSWAP_ONE, .now = now, .expires_at = now + 1, .market = 1, .address_length = 1,
		.quote = { .type = DARKSWAP_RUNE, .block = 1 }, .interval = 1, .count = 1 };
}

static void check_wrong(command *const *first, size_t count) {
	struct darkswap_request request = mailbox.request;
	uint64_t digest = darkswap_digest();
	request_anything();
	for (size_t i = 0; i < count; i++) {
		uint32_t error = first[i]();
		CHECK(error == DARKSWAP_WRONG_STATE, "command %zu: %u", i, error);
	}
	CHECK(darkswap_digest() == digest, "nothing has changed");
	mailbox.request = request;
}

void check_wrong_calls_while_holding(void) {
	check_wrong(commands, sizeof commands / sizeof *commands);
}

void check_wrong_calls_while_holding_nothing(void) {
	check_wrong(parts, sizeof parts / sizeof *parts);
}
