#include "readers.h"

#include <pthread.h>

#include "check.h"
#include "engine.h"
#include "finish.h"
#include "memory_check.h"
#include "plain_book.h"
#include "registry.h"

#define MARKET 1
#define READERS 2
#define FIRST_READER 10
#define WRITER 20
#define ORDERS 2000
/* The lock's bit, see lock.h. */
#define WANTED UINT32_C(0x10000000)

/* How many orders were created, and whether all are. */
static uint64_t created;
static bool ended;
/* How many pages each reader has begun to read. */
static uint64_t begun[READERS];

static struct darkswap_request *request(void) {
	mailbox.request = (struct darkswap_request){ .market = MARKET, .amount = 1, .price = DARKSWAP_ONE, .address_length = 1,
		.expires_at = PLAIN_MAXIMUM_EXPIRY };
	return &mailbox.request;
}

static uint64_t count(uint64_t const *counter) {
	return __atomic_load_n(counter, __ATOMIC_SEQ_CST);
}

static bool is_wanted(void) {
	return registry_lock_word(MARKET) & WANTED;
}

static uint32_t create(uint64_t number) {
	request()->id_low = number;
	return finish(darkswap_create_order);
}

static uint64_t count_listed(void) {
	uint64_t listed = 0;
	do {
		CHECK(darkswap_list_next() == DARKSWAP_OK, "next");
		listed += mailbox.listed;
	} while (mailbox.more);
	return listed;
}

static void *write_one(void *error) {
	mailbox.instance = WRITER;
	*(uint32_t *)error = create(ORDERS);
	return 0;
}

/* Until some thread wants the market that this instance reads. */
static void await_wanted(void) {
	while (!is_wanted()) {
	}
}

/* A command waits until those that read the market have left it. */
static void check_nothing_changes_while_it_is_read(void) {
	pthread_t writer;
	uint32_t error;
	request();
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "begin");
	pthread_create(&writer, 0, write_one, &error);
	await_wanted();
	CHECK(count_listed() == ORDERS - 1 && is_wanted(), "the command waits");
	CHECK(darkswap_list_end() == DARKSWAP_OK, "end");
	pthread_join(writer, 0);
	CHECK(error == DARKSWAP_OK, "%u", error);
}

/*
 * Reads without a gap: leaves the market only once the other reader is in it, or when a command wants it. So a command
 * finds the market free only because it wants it.
 */
static void *read_all_the_time(void *argument) {
	uint64_t *mine = argument, *others = mine == begun ? begun + 1 : begun;
	mailbox.instance = FIRST_READER + (uint32_t)(mine - begun);
	while (!__atomic_load_n(&ended, __ATOMIC_SEQ_CST)) {
		request();
		CHECK(finish(darkswap_list_begin) == DARKSWAP_OK, "begin");
		uint64_t at_least = count(&created), before = count(others);
		__atomic_add_fetch(mine, 1, __ATOMIC_SEQ_CST);
		uint64_t listed = count_listed();
		CHECK(listed >= at_least && listed <= ORDERS, "%llu orders", (unsigned long long)listed);
		while (count(others) == before && !is_wanted() && !__atomic_load_n(&ended, __ATOMIC_SEQ_CST)) {
		}
		CHECK(finish(darkswap_list_end) == DARKSWAP_OK, "end");
	}
	return 0;
}

static void *write_all(void *argument) {
	(void)argument;
	mailbox.instance = WRITER;
	while (count(&begun[0]) == 0 || count(&begun[1]) == 0) {
	}
	for (uint64_t number = 1; number < ORDERS; number++) {
		CHECK(create(number) == DARKSWAP_OK, "create");
		__atomic_store_n(&created, number, __ATOMIC_SEQ_CST);
	}
	__atomic_store_n(&ended, true, __ATOMIC_SEQ_CST);
	return 0;
}

static void check_readers_do_not_starve_a_command(void) {
	pthread_t readers[READERS], writer;
	for (uint32_t i = 0; i < READERS; i++) {
		pthread_create(&readers[i], 0, read_all_the_time, &begun[i]);
	}
	pthread_create(&writer, 0, write_all, 0);
	pthread_join(writer, 0);
	for (uint32_t i = 0; i < READERS; i++) {
		pthread_join(readers[i], 0);
	}
}

static void recover(uint32_t error) {
	mailbox.request.owner = mailbox.instance;
	CHECK(darkswap_recover() == error, "%u", mailbox.error);
}

/* A reader that was ended between two calls leaves, and a command that waits for it goes on. */
static void check_a_reader_that_ended_leaves(void) {
	pthread_t writer;
	uint32_t error;
	request();
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "begin");
	pthread_create(&writer, 0, write_one, &error);
	await_wanted();
	recover(DARKSWAP_WRONG_STATE);
	pthread_join(writer, 0);
	CHECK(error == DARKSWAP_DUPLICATE_ORDER, "%u", error);
}

/* One that was ended inside a call is found: the command that waits for it does so no longer. */
static void check_a_reader_that_trapped_poisons(void) {
	pthread_t writer;
	uint32_t error;
	request();
	CHECK(darkswap_list_begin() == DARKSWAP_OK, "begin");
	pthread_create(&writer, 0, write_one, &error);
	await_wanted();
	running = true;
	recover(DARKSWAP_OK);
	pthread_join(writer, 0);
	CHECK(error == DARKSWAP_POISONED, "%u", error);
}

void readers_run(void) {
	check_readers_do_not_starve_a_command();
	check_nothing_changes_while_it_is_read();
	check_a_reader_that_ended_leaves();
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(0);
	check_a_reader_that_trapped_poisons();
}
