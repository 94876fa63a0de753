/* The context of a command: the instance's mailbox and the engine's settings. */
#ifndef DARKSWAP_CONTEXT_H
#define DARKSWAP_CONTEXT_H

#include "darkswap_abi.h"
#include "platform.h"

/* This instance's mailbox: LLVM gives each thread, so each instance, one of its own. */
extern _Thread_local struct darkswap_mailbox mailbox;

/*
 * Whether a command runs: one that is stopped inside leaves it so. Volatile, because who reads it after
 * a trap is no part of the program that the compiler sees.
 */
extern _Thread_local volatile bool running;

#if defined(__wasm__)
#define RETURN_ERROR
#else
#define RETURN_ERROR return mailbox.error
#endif

/* Begins a command: what its body returns is its error. */
#define COMMAND(name) \
	static enum darkswap_error run_##name(void); \
	DARKSWAP_COMMAND(DARKSWAP_EXPORT(name)) { \
		running = true; \
		mailbox.error = run_##name(); \
		running = false; \
		RETURN_ERROR; \
	} \
	static enum darkswap_error run_##name(void)

/* How many closed orders and how many trades each market keeps, and how long an order may last. Set by create and configure. */
struct settings {
	uint32_t closed_order_history;
	uint32_t trade_history;
	int64_t maximum_expiry;
	/* How many imported orders may be open, and how many of one maker. */
	uint32_t foreign_orders;
	uint32_t foreign_orders_of_maker;
	/* They are entered while no more bytes of the memory are in use, without what is reclaimable. */
	uint64_t foreign_memory;
};

extern struct settings settings;

#endif
