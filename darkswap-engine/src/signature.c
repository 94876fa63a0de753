#include "signature.h"

#include "arena.h"

bool signature_make_place(struct darkswap_order *order, uint32_t length) {
	bool is_in_record = length <= DARKSWAP_SIGNED_ADDRESS_MAX;
	order->signature = is_in_record ? ADDRESS_OF(order) + DARKSWAP_OWN_SIGNATURE : arena_allocate();
	return order->signature != 0;
}

void signature_free_place(struct darkswap_order const *order) {
	if (order->signature != 0 && !signature_is_in_record(order)) {
		arena_free(order->signature);
	}
}
