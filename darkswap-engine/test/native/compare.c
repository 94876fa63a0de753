#include "compare.h"

#include <string.h>

#include "check.h"
#include "signature.h"

#define SAME(field) \
	CHECK(actual->field == expected->field, "%lld instead of %lld in %llx-%llx", (long long)actual->field, \
			(long long)expected->field, (unsigned long long)expected->id_high, (unsigned long long)expected->id_low)

void compare_order(struct darkswap_order const *actual, struct darkswap_order const *expected) {
	SAME(id_high);
	SAME(id_low);
	SAME(amount);
	SAME(remaining);
	SAME(price);
	SAME(created_at);
	SAME(expires_at);
	SAME(market);
	SAME(side);
	SAME(status);
	SAME(maker_length);
	SAME(flags);
	SAME(changed_at);
	uint8_t maker[DARKSWAP_ADDRESS_ROOM];
	copy_maker(maker, actual);
	CHECK(memcmp(maker, expected->maker, sizeof maker) == 0, "maker");
}

void compare_trade(struct darkswap_trade const *actual, struct darkswap_trade const *expected) {
	SAME(id_high);
	SAME(id_low);
	SAME(order_id_high);
	SAME(order_id_low);
	SAME(amount);
	SAME(price);
	SAME(executed_at);
	SAME(market);
	SAME(taker_side);
	SAME(status);
	SAME(maker_length);
	SAME(taker_length);
	SAME(settled_at);
	CHECK(memcmp(actual->maker, expected->maker, sizeof actual->maker) == 0, "maker");
	CHECK(memcmp(actual->taker, expected->taker, sizeof actual->taker) == 0, "taker");
}
