#include "runs.h"

#include "check.h"
#include "checked_arena.h"
#include "chosen_ids.h"
#include "commands.h"
#include "context.h"
#include "exhaustion.h"
#include "fuzzing.h"
#include "long_history.h"
#include "platform_native.h"
#include "random.h"
#include "random_commands.h"
#include "random_tree.h"
#include "recovery.h"
#include "replays.h"
#include "steps.h"
#include "threads.h"

#define INITIAL_PAGES 4
#define FEW_PAGES 24
#define PAGES 4096
#define MANY_PAGES 16384
/* For runs that are repeated. */
#define FOREIGN_ORDERS 40

static void tree(void) {
	random_tree_run();
}

static void commands(void) {
	random_commands_run(60000);
}

static void short_memory(void) {
	short_memory_run(60000);
}

static void exhaustion(void) {
	exhaustion_run(false);
}

static void exhaustion_with_events(void) {
	exhaustion_run(true);
}

static void fuzzing(void) {
	fuzzing_run(300000);
}

static void threads(void) {
	threads_run(60000, false);
}

static void threads_in_short_memory(void) {
	threads_run(30000, true);
}

struct run const runs[] = {
	{ "a tree", tree, 0, 0, PAGES, false },
	{ "random commands with histories of 50 orders and 40 trades", commands, 50, 40, PAGES, true },
	{ "random commands without histories", commands, 0, 0, PAGES, false },
	{ "random commands with histories of 1", commands, 1, 1, PAGES, false },
	{ "random commands with histories of 300 orders and 12000 trades", commands, 300, 12000, PAGES, false },
	{ "random commands in short memory", short_memory, 30, 50, PAGES, true },
	{ "random commands in short memory without histories", short_memory, 0, 0, PAGES, false },
	{ "exhaustion", exhaustion, 100, 100, FEW_PAGES, false },
	{ "exhaustion with events", exhaustion_with_events, 100, 100, FEW_PAGES, false },
	{ "fuzzing", fuzzing, 20, 30, FEW_PAGES, true },
	{ "chosen ids", chosen_ids_run, 0, 0, PAGES, false },
	{ "commands of several calls", steps_run, 10, 10, PAGES, true },
	{ "commands of several calls with histories", steps_run, 8000, 9000, PAGES, false },
	{ "a long history", long_history_run, 100, 400000, MANY_PAGES, false },
	{ "threads", threads, 100, 1000, PAGES, false },
	{ "threads in short memory", threads_in_short_memory, 100, 1000, FEW_PAGES, false },
	{ "replays", replays_run, 0, 0, FEW_PAGES, false },
	{ "recovery", recovery_run, 10, 10, PAGES, false },
	{ 0, 0, 0, 0, 0, false },
};

static void open_memory(uint32_t pages, bool varied) {
	platform_native_open(INITIAL_PAGES, pages);
	if (varied) {
		/* With the first one there, the second is elsewhere. */
		platform_native_open(INITIAL_PAGES, pages);
		checked_arena_garbage(0x3c);
	}
}

static void create(struct run const *run) {
	mailbox.request = (struct darkswap_request){ 0 };
	CHECK(darkswap_create() == DARKSWAP_INVALID_ARGUMENT, "no heap end yet");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "before create");
	mailbox.request.heap_end = INITIAL_PAGES * PAGE_SIZE;
	CHECK(darkswap_create() == DARKSWAP_INVALID_ARGUMENT, "no key yet");
	mailbox.request.interval = PLAIN_MAXIMUM_EXPIRY;
	random_bytes(mailbox.request.hash_key, sizeof mailbox.request.hash_key);
	mailbox.request.closed_order_history = run->closed_order_history;
	mailbox.request.trade_history = run->trade_history;
	mailbox.request.foreign_orders = run->repeated ? FOREIGN_ORDERS : UINT32_MAX;
	CHECK(darkswap_create() == DARKSWAP_OK, "create");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "without an instance number");
	mailbox.instance = 1;
}

uint64_t runs_start(struct run const *run, uint64_t seed, bool varied) {
	open_memory(run->pages, varied);
	random_state = seed;
	create(run);
	plain_create(run->closed_order_history, run->trade_history);
	open_markets();
	run->run();
	return darkswap_digest();
}
