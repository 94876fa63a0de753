/* The ABI's layout as data. */
#include "darkswap_abi.h"

#define FIELD(record, type, name, offset) { #record "." #name, offset },
#define ARRAY(record, type, name, count, offset) { #record "." #name, offset },
#define OWN(record, type, name, offset)
#define OWN_ARRAY(record, type, name, count, offset)
#define RECORD(record, FIELDS) \
	FIELDS(FIELD, ARRAY, OWN, OWN_ARRAY) { #record ".SIZE", sizeof(struct darkswap_##record) }
#define VALUE(group, name) { #group "." #name, DARKSWAP_##name }

static struct darkswap_layout_entry const layout[] = {
	RECORD(asset, DARKSWAP_ASSET),
	RECORD(order, DARKSWAP_ORDER),
	RECORD(trade, DARKSWAP_TRADE),
	RECORD(level, DARKSWAP_LEVEL),
	RECORD(summary, DARKSWAP_SUMMARY),
	RECORD(statistics, DARKSWAP_STATISTICS),
	RECORD(candle, DARKSWAP_CANDLE),
	RECORD(used_id, DARKSWAP_USED_ID),
	RECORD(used_ids, DARKSWAP_USED_IDS),
	RECORD(request, DARKSWAP_REQUEST),
	RECORD(mailbox, DARKSWAP_MAILBOX),
	{ "STATE_VERSION", DARKSWAP_STATE_VERSION },
	VALUE(limit, ADDRESS_MAX),
	VALUE(limit, SIGNATURE_SIZE),
	VALUE(limit, PAGE_REFERENCES),
	VALUE(limit, PAGE_LEVELS),
	VALUE(limit, PAGE_CANDLES),
	VALUE(limit, PAGE_USED_IDS),
	VALUE(limit, USED_ID_STACKS),
	VALUE(limit, USED_IDS_PER_BLOCK),
	VALUE(limit, HASH_KEY_WORDS),
	VALUE(limit, SWEEP_ORDERS),
	VALUE(limit, STEP_RECORDS),
	VALUE(limit, INSTANCE_MAX),
	VALUE(limit, ONE),
	VALUE(mask, EVENT_KIND),
	VALUE(mask, MARKET_PLACE),
	VALUE(error, OK),
	VALUE(error, INVALID_ARGUMENT),
	VALUE(error, ORDER_NOT_FOUND),
	VALUE(error, ORDER_NOT_OPEN),
	VALUE(error, AMOUNT_EXCEEDS_REMAINING),
	VALUE(error, DUPLICATE_ORDER),
	VALUE(error, MEMORY_EXHAUSTED),
	VALUE(error, POISONED),
	VALUE(error, MARKET_NOT_FOUND),
	VALUE(error, WRONG_STATE),
	VALUE(error, NOT_THE_MAKER),
	VALUE(error, TRADE_NOT_FOUND),
	VALUE(error, TRADE_NOT_PENDING),
	VALUE(error, DUPLICATE_TRADE),
	VALUE(error, UNFINISHED),
	VALUE(error, EXPIRY_TOO_FAR),
	VALUE(error, TOO_MANY_FOREIGN_ORDERS),
	VALUE(error, BELOW_A_UNIT),
	VALUE(error, NO_ROOM_FOR_EVENTS),
	VALUE(error, TOO_MANY_MARKETS),
	VALUE(error, ID_MAY_BE_USED),
	VALUE(error, TOO_MANY_ORDERS_OF_MAKER),
	VALUE(error, MEMORY_IS_RESERVED),
	VALUE(error, BUSY),
	VALUE(asset_type, BITCOIN),
	VALUE(asset_type, RUNE),
	VALUE(asset_type, ALKANE),
	VALUE(side, BUY),
	VALUE(side, SELL),
	VALUE(status, OPEN),
	VALUE(status, FILLED),
	VALUE(status, CANCELLED),
	VALUE(status, EXPIRED),
	VALUE(trade_status, PENDING),
	VALUE(trade_status, COMPLETED),
	VALUE(trade_status, FAILED),
	VALUE(flag, IMPORTED),
	VALUE(flag, SIGNED),
	VALUE(flag, EVICTED),
	VALUE(event, ORDER_CREATED),
	VALUE(event, ORDER_CANCELLED),
	VALUE(event, ORDER_MATCHED),
	VALUE(event, ORDER_EXPIRED),
	VALUE(event, TRADE_CREATED),
	VALUE(event, TRADE_COMPLETED),
	VALUE(event, TRADE_FAILED),
	VALUE(event, ORDER_EVICTED),
};

_Static_assert(sizeof(struct darkswap_layout_entry) == 40, "an entry is 36 characters and a value");

struct darkswap_layout_entry const *DARKSWAP_EXPORT(darkswap_abi_layout)(void) {
	return layout;
}

uint32_t DARKSWAP_EXPORT(darkswap_abi_layout_count)(void) {
	return sizeof layout / sizeof *layout;
}
