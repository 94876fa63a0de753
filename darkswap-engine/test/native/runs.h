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
	/* In how many ways it runs, all with the same digest. */
	uint32_t variants;
	/* Whether the ways differ in what nobody sees but in the bytes; else in where the memory is and what was in it. */
	bool differ;
	/* How many blocks books may take; 0 for no limit. */
	uint32_t limit;
};

/* The last one has no name. */
extern struct run const runs[];

/* The way that this process runs, from 0, and the book limit in bytes, and how many pages the memory may have. */
extern uint32_t runs_variant;
extern uint64_t runs_book_limit;
extern uint32_t runs_pages;

/* The answers of the run's commands, and the time of the last one, for the digest. */
extern uint64_t runs_answers;
extern int64_t runs_now;

/* Creates the run's engine in this process and runs it; returns the engine's digest. */
uint64_t runs_start(struct run const *run, uint64_t seed, uint32_t variant);

#endif
