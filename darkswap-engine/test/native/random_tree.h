/* Random insertions and removals in a tree, compared with a plain array. */
#ifndef DARKSWAP_RANDOM_TREE_H
#define DARKSWAP_RANDOM_TREE_H

#include <stdint.h>

void random_tree_run(void);

#endif
