/* A hash table of records under random changes, with hashes that meet in few buckets. */
#ifndef DARKSWAP_RANDOM_TABLE_H
#define DARKSWAP_RANDOM_TABLE_H

void random_table_run(void);

#endif
