#include "random_commands.h"

#include "check.h"
#include "checked_arena.h"
#include "commands.h"
#include "engine.h"
#include "memory_check.h"
#include "random.h"

struct choice {
	void (*run)(void);
	uint32_t while_growing, while_draining;
	/* Whether it must not change anything. */
	bool reads;
};

/* How often each command runs: the book breathes, from a few hundred orders to few. */
static struct choice const choices[] = {
	{ random_create, 300, 60, false },
	{ random_batch, 25, 3, false },
	{ random_get, 60, 60, true },
	{ random_cancel, 60, 200, false },
	{ random_sweep, 3, 3, false },
	{ random_keep_used_ids, 1, 1, false },
	{ random_take_order, 100, 200, false },
	{ random_take_best, 25, 100, false },
	{ random_settle, 50, 50, false },
	{ random_best, 30, 30, true },
	{ random_listing, 4, 4, true },
	{ random_statistics, 4, 4, true },
	{ random_candles, 4, 4, true },
	{ random_events_read, 20, 20, false },
	{ random_events_switch, 1, 1, false },
	{ check_wrong_calls_while_holding_nothing, 1, 1, true },
};

#define CHOICES (sizeof choices / sizeof *choices)

static uint32_t weight_of(struct choice const *choice, bool grows) {
	return grows ? choice->while_growing : choice->while_draining;
}

static void run_one(bool grows) {
	uint32_t sum = 0;
	for (size_t i = 0; i < CHOICES; i++) {
		sum += weight_of(&choices[i], grows);
	}
	uint32_t at = (uint32_t)random_below(sum);
	struct choice const *choice = choices;
	while (at >= weight_of(choice, grows)) {
		at -= weight_of(choice++, grows);
	}
	bool compares = choice->reads && random_chance(8);
	uint64_t digest = compares ? darkswap_digest() : 0;
	choice->run();
	CHECK(!compares || darkswap_digest() == digest, "a read has changed something");
	command_adopt_histories();
	reopen_markets();
}

void check_everything(void) {
	uint32_t broken = darkswap_check_invariants();
	CHECK(broken == 0, "rule %u is broken", broken);
	check_no_block_is_lost(blocks_held);
}

static void run_some(uint32_t number) {
	bool grows = number / 1500 % 2 == 0;
	if (number % 3000 == 0) {
		prices = 1 + random_below(600);
		price_step = DARKSWAP_ONE / 1000 >> random_below(9);
	}
	now += (int64_t)random_below(grows ? 8 : 12);
	if (random_chance(3000)) {
		/* Whatever is open expires. */
		now += 5000;
	}
	run_one(grows);
	if (number % 256 == 0) {
		check_everything();
	}
}

void random_commands_run(uint32_t commands) {
	for (uint32_t i = 0; i < commands; i++) {
		run_some(i);
	}
	read_all_events();
	check_everything();
}

void short_memory_run(uint32_t commands) {
	memory_is_limited = true;
	for (uint32_t i = 0; i < commands; i++) {
		if (i % 100 == 0) {
			bool short_now = !random_chance(4);
			checked_arena_limit(short_now ? checked_arena_used() + (uint32_t)random_below(20) : UNLIMITED);
		}
		run_some(i);
	}
	checked_arena_limit(UNLIMITED);
	read_all_events();
	check_everything();
	printf("        markets were released %u times\n", released);
	CHECK(released != 0, "no market was released");
}
