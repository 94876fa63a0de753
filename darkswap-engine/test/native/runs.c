#include "runs.h"

#include "check.h"
#include "commands.h"
#include "context.h"
#include "platform_native.h"
#include "random.h"
#include "random_commands.h"
#include "random_tree.h"

#define INITIAL_PAGES 4
#define PAGES 2048

static void tree(uint64_t seed) {
	random_tree_run(seed);
}

static void commands(uint64_t seed) {
	(void)seed;
	random_commands_run(60000);
}

static void short_memory(uint64_t seed) {
	(void)seed;
	short_memory_run(60000);
}

struct run const runs[] = {
	{ "a tree", tree, 0, 0, PAGES },
	{ "random commands with histories of 50 orders and 40 trades", commands, 50, 40, PAGES },
	{ "random commands without histories", commands, 0, 0, PAGES },
	{ "random commands with histories of 1", commands, 1, 1, PAGES },
	{ "random commands with histories of 300 orders and 12000 trades", commands, 300, 12000, PAGES },
	{ "random commands in short memory", short_memory, 30, 50, PAGES },
	{ "random commands in short memory without histories", short_memory, 0, 0, PAGES },
	{ 0, 0, 0, 0, 0 },
};

void runs_start(struct run const *run, uint64_t seed) {
	platform_native_open(INITIAL_PAGES, run->pages);
	random_state = seed;
	mailbox.request = (struct darkswap_request){ 0 };
	CHECK(darkswap_create() == DARKSWAP_INVALID_ARGUMENT, "no heap end yet");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "before create");
	mailbox.request.heap_end = INITIAL_PAGES * PAGE_SIZE;
	mailbox.request.closed_order_history = run->closed_order_history;
	mailbox.request.trade_history = run->trade_history;
	CHECK(darkswap_create() == DARKSWAP_OK, "create");
	CHECK(darkswap_open_market() == DARKSWAP_WRONG_STATE, "without an instance number");
	mailbox.instance = 1;
	plain_create(run->closed_order_history, run->trade_history);
	open_markets();
	run->run(seed);
}
