/* Many threads with commands of every kind, and one that reads what they do. */
#ifndef DARKSWAP_THREADS_H
#define DARKSWAP_THREADS_H

#include <stdint.h>

void threads_run(uint32_t commands_each);

#endif
