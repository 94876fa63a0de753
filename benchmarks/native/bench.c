/*
 * Peer (d): the engine's own sources natively, on the flows of OrderFlow.java and TradeFlow.java.
 *
 *   bench orders | growth | statistics | candles
 *
 * prints one line of JSON for each measurement: its name and the nanoseconds of each repetition.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "context.h"
#include "platform_native.h"

#define SEED UINT64_C(20261127)
#define TICK UINT64_C(1000000)
#define LOT UINT64_C(100000)
#define MIDDLE 1000000
#define MAX_LOTS 1000
/* In microseconds. */
#define DAY INT64_C(86400000000)

#define BOOK 1000
#define LEVELS 100
#define LENGTH (1 << 14)

#define TRADES 1000000
#define ASKS 64
/* How many calls are timed at once. */
#define STATISTICS 1000
#define ASK_AMOUNT (UINT64_C(1) << 40)
#define FIRST_PRICE UINT64_C(1000000000000)

#define ID_HIGH UINT64_C(0x01936f0000007000)
static char const maker[] = "bc1p5d7rjq7g6rdk2yhzks9smlaqtedr4dekq08ge8ztwac72sfr9rusxg3297";

static uint64_t mix(uint64_t value) {
	uint64_t z = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static uint32_t below(uint64_t *state, uint32_t bound) {
	*state += UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)((mix(*state) >> 33) % bound);
}

struct step {
	uint32_t side;
	uint32_t ticks;
	uint32_t lots;
	uint32_t place;
};

static struct step *make_flow(uint32_t length, uint32_t levels) {
	struct step *flow = malloc(length * sizeof *flow);
	uint64_t random = SEED;
	for (uint32_t i = 0; i < length; i++) {
		flow[i].side = below(&random, 2);
		uint32_t level = below(&random, levels);
		flow[i].ticks = flow[i].side == 0 ? MIDDLE - 1 - level : MIDDLE + level;
		flow[i].lots = 1 + below(&random, MAX_LOTS);
		flow[i].place = below(&random, INT32_MAX);
	}
	return flow;
}

static void check(uint32_t error, char const *what) {
	if (error != DARKSWAP_OK) {
		fprintf(stderr, "bench: %s failed with %u\n", what, error);
		exit(1);
	}
}

static int64_t now = 1;

static void open_engine(void) {
	mailbox.instance = 1;
	platform_native_open(16, 32767);
	mailbox.request.heap_end = 16 * PAGE_SIZE;
	mailbox.request.closed_order_history = 1000;
	mailbox.request.trade_history = TRADES;
	mailbox.request.interval = 2 * DAY;
	for (uint32_t i = 0; i < DARKSWAP_HASH_KEY_WORDS; i++) {
		mailbox.request.hash_key[i] = mix(SEED + i);
	}
	check(darkswap_create(), "create");
	mailbox.request.base = (struct darkswap_asset){ 0 };
	mailbox.request.quote = (struct darkswap_asset){ .type = DARKSWAP_RUNE, .block = 840000, .transaction = 3 };
	check(darkswap_open_market(), "open");
}

static void create_order(uint64_t id, uint32_t side, uint64_t amount, uint64_t price) {
	struct darkswap_request *request = &mailbox.request;
	request->id_high = ID_HIGH;
	request->id_low = id;
	request->amount = amount;
	request->price = price;
	request->now = now++;
	request->expires_at = now + DAY;
	request->market = 1;
	request->side = side;
	request->address_length = sizeof maker - 1;
	memcpy(request->address, maker, sizeof maker - 1);
	check(darkswap_create_order(), "create order");
}

static void cancel_order(uint64_t id) {
	mailbox.request.order_id_high = ID_HIGH;
	mailbox.request.order_id_low = id;
	mailbox.request.now = now++;
	check(darkswap_cancel_order(), "cancel order");
}

static void take_order(uint64_t trade, uint64_t order, uint64_t amount) {
	struct darkswap_request *request = &mailbox.request;
	request->id_high = ID_HIGH;
	request->id_low = trade;
	request->order_id_high = ID_HIGH;
	request->order_id_low = order;
	request->amount = amount;
	request->now = now++;
	request->address_length = sizeof maker - 1;
	memcpy(request->address, maker, sizeof maker - 1);
	check(darkswap_take_order(), "take order");
}

static double time_now(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void print(char const *name, double const *values, int count) {
	printf("{\"name\":\"%s\",\"unit\":\"ns/op\",\"values\":[", name);
	for (int i = 0; i < count; i++) {
		printf("%s%.3f", i == 0 ? "" : ",", values[i]);
	}
	printf("]}\n");
	fflush(stdout);
}

struct book {
	struct step const *flow;
	uint32_t length;
	uint64_t *places;
	uint32_t size;
	uint64_t orders;
	uint32_t step;
};

static uint64_t create_step(struct book *book, struct step const *step) {
	uint64_t id = mix(++book->orders);
	create_order(id, step->side, step->lots * LOT, step->ticks * TICK);
	return id;
}

static void fill(struct book *book, uint32_t size) {
	while (book->size < size) {
		book->places[book->size] = create_step(book, &book->flow[book->size % book->length]);
		book->size++;
	}
}

/* The nanoseconds of a step, averaged over a number of steps. */
static double run_steps(struct book *book, uint32_t steps) {
	double begun = time_now();
	for (uint32_t i = 0; i < steps; i++) {
		struct step const *step = &book->flow[book->step++ % book->length];
		uint32_t place = step->place % book->size;
		uint64_t id = create_step(book, step);
		cancel_order(book->places[place]);
		book->places[place] = id;
	}
	return (time_now() - begun) / steps;
}

static void measure_steps(struct book *book, char const *name, uint32_t steps) {
	double values[5];
	run_steps(book, steps);
	for (int i = 0; i < 5; i++) {
		values[i] = run_steps(book, steps);
	}
	print(name, values, 5);
}

static void orders(void) {
	open_engine();
	struct book book = { make_flow(LENGTH, LEVELS), LENGTH, malloc(BOOK * sizeof(uint64_t)), 0, 0, 0 };
	fill(&book, BOOK);
	measure_steps(&book, "orders", 300000);
}

/* As BookGrowth.java: random prices of many, a book that grows, and the same number of steps at each size. */
static void growth(void) {
	open_engine();
	uint32_t length = 1 << 20;
	struct book book = { make_flow(length, 500000), length, malloc(1000000 * sizeof(uint64_t)), 0, 0, 0 };
	uint32_t sizes[] = { 1000, 10000, 100000, 1000000 };
	for (int i = 0; i < 4; i++) {
		char name[32];
		snprintf(name, sizeof name, "growth.%u", sizes[i]);
		fill(&book, sizes[i]);
		measure_steps(&book, name, 50000);
	}
}

static void make_trades(void) {
	uint64_t random = SEED;
	for (uint32_t ask = 0; ask < ASKS; ask++) {
		create_order(mix(UINT64_MAX - ask), 1, ASK_AMOUNT, FIRST_PRICE + ask * TICK);
	}
	for (uint32_t trade = 0; trade < TRADES; trade++) {
		uint32_t ask = below(&random, ASKS);
		take_order(mix(trade + 1), mix(UINT64_MAX - ask), (1 + below(&random, MAX_LOTS)) * LOT);
	}
}

/* Sums all trades; returns their number. */
static uint64_t sum_trades(void) {
	mailbox.request.market = 1;
	mailbox.request.now = now;
	mailbox.request.interval = now + 1;
	check(darkswap_statistics(), "statistics");
	return mailbox.statistics.trades;
}

static void statistics(void) {
	double values[20];
	open_engine();
	make_trades();
	for (int i = -5; i < 20; i++) {
		double begun = time_now();
		for (int call = 0; call < STATISTICS; call++) {
			check(sum_trades() != TRADES, "sum");
		}
		if (i >= 0) {
			values[i] = (time_now() - begun) / STATISTICS;
		}
	}
	print("statistics", values, 20);
}

/* Draws so many candles, each of a thousand trades; returns how many there are. */
static uint32_t draw_candles(uint32_t count) {
	uint32_t drawn = 0;
	mailbox.request.market = 1;
	mailbox.request.now = now;
	check(darkswap_list_begin(), "begin");
	do {
		mailbox.request.interval = 1000;
		mailbox.request.count = count;
		check(darkswap_candles_next(), "candles");
		drawn += mailbox.listed;
	} while (mailbox.more);
	check(darkswap_list_end(), "end");
	return drawn;
}

/* Of each candle: those of all trades, and few, whose sums stay in the processor's cache. */
static void candles(void) {
	uint32_t counts[] = { 1000, 15 };
	open_engine();
	make_trades();
	for (int row = 0; row < 2; row++) {
		char name[32];
		double values[20];
		snprintf(name, sizeof name, "candles.%u", counts[row]);
		for (int i = 0; i < 20; i++) {
			double begun = time_now();
			uint32_t drawn = draw_candles(counts[row]);
			values[i] = (time_now() - begun) / drawn;
		}
		print(name, values, 20);
	}
}

int main(int count, char **arguments) {
	char const *row = count == 2 ? arguments[1] : "";
	if (strcmp(row, "orders") == 0) {
		orders();
	}
	else if (strcmp(row, "growth") == 0) {
		growth();
	}
	else if (strcmp(row, "statistics") == 0) {
		statistics();
	}
	else if (strcmp(row, "candles") == 0) {
		candles();
	}
	else {
		fprintf(stderr, "usage: bench orders | growth | statistics | candles\n");
		return 2;
	}
	return 0;
}
