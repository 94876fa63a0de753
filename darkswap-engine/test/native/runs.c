#include "runs.h"

#include "arena.h"
#include "check.h"
#include "checked_arena.h"
#include "chosen_ids.h"
#include "commands.h"
#include "context.h"
#include "digest.h"
#include "exhaustion.h"
#include "fuzzing.h"
#include "long_history.h"
#include "markets.h"
#include "platform_native.h"
#include "random.h"
#include "random_commands.h"
#include "random_expiries.h"
#include "random_table.h"
#include "random_tree.h"
#include "readers.h"
#include "recovery.h"
#include "replays.h"
#include "same_commands.h"
#include "steps.h"
#include "threads.h"
#include "undone_batches.h"

#define INITIAL_PAGES 4
#define FEW_PAGES 24
#define DEFAULT_PAGES 256
#define PAGES 4096
/* In blocks: less than the books would like. */
#define LIMIT 500
#define MANY_PAGES 16384
/* For runs that are repeated. */
#define FOREIGN_ORDERS 40
#define FOREIGN_ORDERS_OF_MAKER 5

static void tree(void) {
	random_tree_run();
}

static void expiries(void) {
	random_expiries_run();
}

static void commands(void) {
	random_commands_run(60000);
}

static void commands_with_a_limit(void) {
	memory_is_limited = true;
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

uint32_t runs_variant;
uint64_t runs_book_limit;
uint32_t runs_pages;
uint64_t runs_answers;
int64_t runs_now;

struct run const runs[] = {
	{ "a tree", tree, 0, 0, PAGES, 1, false, 0 },
	{ "a table", random_table_run, 0, 0, PAGES, 1, false, 0 },
	{ "expiries", expiries, 0, 0, PAGES, 1, false, 0 },
	{ "random commands with histories of 50 orders and 40 trades", commands, 50, 40, PAGES, 2, false, 0 },
	{ "random commands without histories", commands, 0, 0, PAGES, 1, false, 0 },
	{ "random commands with histories of 1", commands, 1, 1, PAGES, 1, false, 0 },
	{ "random commands with histories of 300 orders and 12000 trades", commands, 300, 12000, PAGES, 1, false, 0 },
	{ "random commands in short memory", short_memory, 30, 50, PAGES, 2, false, 0 },
	{ "random commands in short memory without histories", short_memory, 0, 0, PAGES, 1, false, 0 },
	{ "random commands with a book limit", commands_with_a_limit, 30, 50, PAGES, 1, false, 500 },
	{ "interleavings of two markets", interleavings_run, 60, 80, PAGES, INTERLEAVINGS, true, 0 },
	{ "other circumstances with a book limit", circumstances_run, 60, 80, FEW_PAGES, CIRCUMSTANCES, true, LIMIT },
	{ "exhaustion", exhaustion, 100, 100, FEW_PAGES, 1, false, 0 },
	{ "exhaustion with events", exhaustion_with_events, 100, 100, FEW_PAGES, 1, false, 0 },
	{ "fuzzing", fuzzing, 20, 30, FEW_PAGES, 2, false, 0 },
	{ "chosen ids", chosen_ids_run, 0, 0, PAGES, 1, false, 0 },
	{ "commands of several calls", steps_run, 10, 10, PAGES, 2, false, 0 },
	{ "commands of several calls with histories", steps_run, 8000, 9000, PAGES, 1, false, 0 },
	{ "undone batches", undone_batches_run, 0, 0, PAGES, 2, true, 0 },
	{ "a long history", long_history_run, 100, 400000, MANY_PAGES, 1, false, 0 },
	{ "threads", threads, 100, 1000, PAGES, 1, false, 0 },
	{ "threads in short memory", threads_in_short_memory, 100, 1000, FEW_PAGES, 1, false, 0 },
	{ "markets", markets_run, 100, 100, DEFAULT_PAGES, 1, false, 0 },
	{ "markets without histories", markets_run, 0, 0, DEFAULT_PAGES, 1, false, 0 },
	{ "threads that open and release markets", markets_threads_run, 0, 0, PAGES, 1, false, 0 },
	{ "replays", replays_run, 0, 0, FEW_PAGES, 1, false, 0 },
	{ "threads that read one market", readers_run, 0, 0, PAGES, 1, false, 0 },
	{ "recovery", recovery_run, 10, 10, PAGES, 1, false, 0 },
	{ 0, 0, 0, 0, 0, 0, false, 0 },
};

static uint32_t initial_pages(struct run const *run) {
	return run->differ ? INITIAL_PAGES + 3 * runs_variant : INITIAL_PAGES;
}

static void open_memory(struct run const *run) {
	platform_native_open(initial_pages(run), run->pages);
	if (runs_variant != 0) {
		/* With the first one there, the second is elsewhere. */
		platform_native_open(initial_pages(run), run->pages);
		checked_arena_garbage(0x3c);
	}
}

static void create(struct run const *run) {
	mailbox.request = (struct darkswap_request){ 0 };
	CHECK(darkswap_create() == DARKSWAP_INVALID_ARGUMENT, "no heap end yet");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "before create");
	mailbox.request.heap_end = initial_pages(run) * PAGE_SIZE;
	CHECK(darkswap_create() == DARKSWAP_INVALID_ARGUMENT, "no key yet");
	mailbox.request.interval = PLAIN_MAXIMUM_EXPIRY;
	random_bytes(mailbox.request.hash_key, sizeof mailbox.request.hash_key);
	mailbox.request.closed_order_history = run->closed_order_history;
	mailbox.request.trade_history = run->trade_history;
	mailbox.request.foreign_orders = run->variants == 2 ? FOREIGN_ORDERS : UINT32_MAX;
	runs_book_limit = (uint64_t)run->limit * BLOCK_SIZE;
	mailbox.request.amount = runs_book_limit;
	runs_pages = run->pages;
	mailbox.request.foreign_orders_of_maker = run->variants == 2 ? FOREIGN_ORDERS_OF_MAKER : UINT32_MAX;
	mailbox.request.foreign_memory = UINT64_MAX;
	CHECK(darkswap_create() == DARKSWAP_OK, "create");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "without an instance number");
	mailbox.instance = 1;
}

/* Of what can be seen. */
static uint64_t state_digest(void) {
	do {
		mailbox.request = (struct darkswap_request){ .now = runs_now };
	} while (darkswap_state_digest() == DARKSWAP_UNFINISHED);
	CHECK(mailbox.error == DARKSWAP_OK, "%u", mailbox.error);
	return mailbox.page.digest;
}

uint64_t runs_start(struct run const *run, uint64_t seed, uint32_t variant) {
	runs_variant = variant;
	open_memory(run);
	random_state = seed;
	create(run);
	plain_create(run->closed_order_history, run->trade_history);
	open_markets();
	run->run();
	return run->differ ? digest_fold(runs_answers, state_digest()) : darkswap_digest();
}
