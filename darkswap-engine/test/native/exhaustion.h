/* The memory filled to its maximum, and emptied again, round after round. */
#ifndef DARKSWAP_EXHAUSTION_H
#define DARKSWAP_EXHAUSTION_H

#include <stdbool.h>
#include <stdint.h>

void exhaustion_run(bool events);

#endif
