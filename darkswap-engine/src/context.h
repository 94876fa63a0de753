/* What is the same for all that a command does: the instance's mailbox and the engine's settings. */
#ifndef DARKSWAP_CONTEXT_H
#define DARKSWAP_CONTEXT_H

#include "darkswap_abi.h"
#include "platform.h"

/* This instance's mailbox: LLVM gives each thread, so each instance, one of its own. */
extern _Thread_local struct darkswap_mailbox mailbox;

#if defined(__wasm__)
#define RETURN_ERROR
#else
#define RETURN_ERROR return mailbox.error
#endif

/* Begins a command: what its body returns is its error. */
#define COMMAND(name) \
	static enum darkswap_error run_##name(void); \
	DARKSWAP_COMMAND(DARKSWAP_EXPORT(name)) { \
		mailbox.error = run_##name(); \
		RETURN_ERROR; \
	} \
	static enum darkswap_error run_##name(void)

/* How many closed orders and how many trades each market keeps. Set once, by create. */
struct settings {
	uint32_t closed_order_history;
	uint32_t trade_history;
};

extern struct settings settings;

#endif
