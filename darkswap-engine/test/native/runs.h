/* The runs: an engine's settings and what is done with it. */
#ifndef DARKSWAP_RUNS_H
#define DARKSWAP_RUNS_H

#include <stdint.h>

struct run {
	char const *name;
	void (*run)(uint64_t seed);
	uint32_t closed_order_history;
	uint32_t trade_history;
	uint32_t pages;
};

/* The last one has no name. */
extern struct run const runs[];

/* Creates the run's engine in this process and runs it. */
void runs_start(struct run const *run, uint64_t seed);

#endif
