#include "chosen_ids.h"

#include "check.h"
#include "engine.h"
#include "index.h"
#include "random.h"

#define ORDERS 14000

static uint64_t random_seed;

typedef uint64_t low_of(uint64_t high);

/* All of these have one hash, in all 64 bits, where an id is hashed by mixing high * C ^ low. */
static uint64_t colliding(uint64_t high) {
	return high * UINT64_C(0x9e3779b97f4a7c15) ^ UINT64_C(0x0123456789abcdef);
}

/* The same in each of the words that the id is hashed by. */
static uint64_t alike(uint64_t high) {
	return (high << 32 | high) ^ UINT64_C(0x5555555500000000);
}

/* As a client makes them: nearly all of it is random. */
static uint64_t plain(uint64_t high) {
	uint64_t low = (high ^ random_seed) * UINT64_C(0xbf58476d1ce4e5b9);
	return (low ^ low >> 31) * UINT64_C(0x94d049bb133111eb);
}

static void create(uint64_t high, uint64_t low) {
	mailbox.request = (struct darkswap_request){ .id_high = high, .id_low = low, .now = 1, .expires_at = 2,
		.market = 1, .amount = 5, .price = 1000 * DARKSWAP_ONE, .address_length = 1 };
	CHECK(darkswap_create_order() == DARKSWAP_OK, "create");
}

static void cancel(uint64_t high, uint64_t low) {
	mailbox.request = (struct darkswap_request){ .order_id_high = high, .order_id_low = low, .now = 1 };
	CHECK(darkswap_cancel_order() == DARKSWAP_OK, "cancel");
}

/* How many records are looked at when that many orders with such ids are made, found and cancelled. */
static uint64_t work(low_of *low) {
	uint64_t steps = 0;
	for (uint64_t high = 1; high <= ORDERS; high++) {
		steps += index_steps(INDEX_ORDERS, high, low(high));
		create(high, low(high));
	}
	for (uint64_t high = 1; high <= ORDERS; high++) {
		steps += index_steps(INDEX_ORDERS, high, low(high));
	}
	for (uint64_t high = 1; high <= ORDERS; high++) {
		steps += index_steps(INDEX_ORDERS, high, low(high));
		cancel(high, low(high));
	}
	return steps;
}

void chosen_ids_run(void) {
	random_seed = random_next();
	/* Lets the table grow, so that all are measured with as many buckets. */
	work(plain);
	uint64_t with_plain = work(plain), with_colliding = work(colliding), with_alike = work(alike);
	printf("        records looked at: %llu for plain ids, %llu for colliding ones, %llu for alike ones\n",
			(unsigned long long)with_plain, (unsigned long long)with_colliding, (unsigned long long)with_alike);
	CHECK(5 * with_colliding <= 6 * with_plain && 5 * with_alike <= 6 * with_plain, "chosen ids cost more");
}
