/* Random commands compared with the plain book. */
#ifndef DARKSWAP_RANDOM_COMMANDS_H
#define DARKSWAP_RANDOM_COMMANDS_H

#include <stdint.h>

/* Runs that many. */
void random_commands_run(uint32_t commands);

/* The same where memory is short time and again. */
void short_memory_run(uint32_t commands);

#endif
