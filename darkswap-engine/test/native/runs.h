/* The runs: an engine's settings and what is done with it. */
#ifndef DARKSWAP_RUNS_H
#define DARKSWAP_RUNS_H

#include <stdbool.h>
#include <stdint.h>

struct run {
	char const *name;
	void (*run)(void);
	uint32_t closed_order_history;
	uint32_t trade_history;
	uint32_t pages;
	/* Whether the same commands must give the same digest, wherever the memory is and whatever was in it. */
	bool repeated;
};

/* The last one has no name. */
extern struct run const runs[];

/* Creates the run's engine in this process and runs it; returns the engine's digest. */
uint64_t runs_start(struct run const *run, uint64_t seed, bool varied);

#endif
