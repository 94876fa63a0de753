/* Many threads with commands of every kind, and one that reads what they do. */
#ifndef DARKSWAP_THREADS_H
#define DARKSWAP_THREADS_H

#include <stdbool.h>
#include <stdint.h>

/* Where memory may be short, commands may be refused it. */
void threads_run(uint32_t commands_each, bool memory_is_short);

#endif
