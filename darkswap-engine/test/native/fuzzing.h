/* Any bytes in the mailbox and in a batch's records, and any export: the book stays whole. */
#ifndef DARKSWAP_FUZZING_H
#define DARKSWAP_FUZZING_H

#include <stdint.h>

void fuzzing_run(uint32_t calls);

#endif
